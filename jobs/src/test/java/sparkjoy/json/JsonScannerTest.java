package sparkjoy.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The scanner against Jackson, which reads strictly here: the text is decoded by Java's own UTF-8 decoder first, and
 * nothing may follow the document. One verdict differs by intent: a number beyond double is refused here.
 */
class JsonScannerTest {
    private static final int MOST_DEPTH = 40;
    private static final ObjectMapper JACKSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private static final String MUTATIONS =
            "{}[]\",:\\/0123456789.eE+-truefalsn \t\r\n\0\u0001\u007f\u0080\u00e9\u00ff";

    private final JsonScanner scanner = new JsonScanner(MOST_DEPTH);

    @Test
    void randomDocumentsReadAsJacksonReadsThem() throws IOException {
        RandomJson random = new RandomJson(11);
        for (int round = 0; round < 5_000; round++) {
            byte[] document = random.document();

            assertSame(document, JACKSON.readTree(document));
        }
    }

    @Test
    void mutatedDocumentsMeetTheSameVerdictAsWithJackson() {
        RandomJson documents = new RandomJson(12);
        Random random = new Random(13);
        int refused = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] mutated = mutated(round % 20 == 0 ? documents.document() : documents.small(), random);

            boolean isAccepted = isAccepted(mutated);

            refused += isAccepted ? 0 : 1;
            assertThat(isAccepted)
                    .as(() -> new String(mutated, StandardCharsets.ISO_8859_1))
                    .isEqualTo(isAcceptedByJackson(mutated));
        }
        assertThat(refused).isBetween(10_000, 95_000);
    }

    @Test
    void trustedSkippingStopsWhereValidatingStops() {
        RandomJson random = new RandomJson(14);
        for (int round = 0; round < 2_000; round++) {
            byte[] document = random.document();

            scanner.start(document, 0, document.length);
            scanner.skipValue();
            int end = scanner.valueEnd();
            scanner.start(document, 0, document.length);
            scanner.skipTrusted();

            assertThat(scanner.valueEnd()).isEqualTo(end);
        }
    }

    private void assertSame(byte[] document, JsonNode expected) {
        scanner.start(document, 0, document.length);
        assertValue(document, expected);
        scanner.finish();
    }

    private void assertValue(byte[] document, JsonNode expected) {
        if (scanner.enterObject()) {
            while (scanner.nextMember()) {
                String key = JsonText.decode(document, scanner.keyStart(), scanner.keyEnd())
                        .toString();
                assertValue(document, expected.get(key));
            }
        } else if (scanner.enterArray()) {
            Iterator<JsonNode> elements = expected.elements();
            while (scanner.nextElement()) {
                assertValue(document, elements.next());
            }
            assertThat(elements.hasNext()).isFalse();
        } else {
            assertThat(scanner.kind().name()).isEqualTo(expected.getNodeType().name());
            scanner.skipValue();
            assertThat(text(document)).isEqualTo(expected.asText());
        }
    }

    private String text(byte[] document) {
        int start = scanner.valueStart();
        int end = scanner.valueEnd();
        return switch (scanner.kind()) {
            case STRING -> JsonText.decode(document, start + 1, end - 1).toString();
            case NUMBER -> {
                String number = new String(document, start, end - start, StandardCharsets.US_ASCII);
                yield number.matches("-?[0-9]+") ? number : Double.toString(JsonNumbers.toDouble(document, start, end));
            }
            default -> new String(document, start, end - start, StandardCharsets.US_ASCII);
        };
    }

    private boolean isAccepted(byte[] document) {
        try {
            scanner.start(document, 0, document.length);
            scanner.skipValue();
            scanner.finish();
            return true;
        } catch (JsonFault fault) {
            return fault.reason() == JsonFault.Reason.NUMBER_OUT_OF_RANGE && isAcceptedByJackson(document);
        }
    }

    private static boolean isAcceptedByJackson(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            try (JsonParser parser = JACKSON.createParser(text)) {
                if (parser.nextToken() == null) {
                    return false;
                }
                parser.skipChildren();
                return parser.nextToken() == null;
            }
        } catch (IOException refused) {
            return false;
        }
    }

    private static byte[] mutated(byte[] document, Random random) {
        byte[] mutated = document;
        for (int times = 1 + random.nextInt(3); times > 0 && mutated.length > 0; times--) {
            int at = random.nextInt(mutated.length);
            byte other = (byte) MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutated = without(mutated, at);
                case 1 -> mutated = Arrays.copyOf(mutated, at);
                default -> {
                    mutated = mutated.clone();
                    mutated[at] = other;
                }
            }
        }
        return mutated;
    }

    private static byte[] without(byte[] document, int at) {
        byte[] shorter = Arrays.copyOf(document, document.length - 1);
        System.arraycopy(document, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
}
