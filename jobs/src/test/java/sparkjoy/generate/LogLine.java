package sparkjoy.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One line of a raw log as a careful reader sees it, knowing nothing of the generator.
 *
 * @param call the call, when the line is sound
 * @param reason why the line must be refused, when it is not
 */
record LogLine(Optional<JsonNode> call, Optional<String> reason) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2090-01-01T00:00:00Z");

    static LogLine of(byte[] bytes) {
        for (byte letter : bytes) {
            if (letter == 0) {
                return refused("NUL_BYTE");
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return of(MAPPER.readTree(text));
        } catch (CharacterCodingException wrong) {
            return refused("INVALID_UTF8");
        } catch (JsonProcessingException wrong) {
            return refused("BROKEN_JSON");
        } catch (DateTimeException wrong) {
            return refused("UNPARSABLE_TIMESTAMP");
        }
    }

    private static LogLine of(JsonNode call) {
        if (!call.isObject()) {
            return refused("NOT_AN_OBJECT");
        }
        if (call.path("messageId").asText("").isEmpty()
                || call.path("messageId").isNull()) {
            return refused("MISSING_MESSAGE_ID");
        }
        if (call.path("messageId").asText().length() > 100) {
            return refused("LONG_MESSAGE_ID");
        }
        if (!call.path("type").isTextual()) {
            return refused("MISSING_TYPE");
        }
        if (!call.path("receivedAt").isTextual()) {
            return refused("MISSING_TIMESTAMP");
        }
        if (!call.path("userId").isTextual() && !call.path("anonymousId").isTextual()) {
            return refused("MISSING_IDENTITY");
        }
        if (isOutOfRange(call)) {
            return refused("NUMBER_OUT_OF_RANGE");
        }
        Instant timestamp = Instant.parse(call.path("timestamp").asText());
        boolean isInRange = timestamp.isAfter(EARLIEST) && timestamp.isBefore(LATEST);
        return isInRange ? new LogLine(Optional.of(call), Optional.empty()) : refused("TIMESTAMP_OUT_OF_RANGE");
    }

    private static boolean isOutOfRange(JsonNode node) {
        return node.isNumber()
                ? Double.isInfinite(node.doubleValue())
                : StreamSupport.stream(node.spliterator(), false).anyMatch(LogLine::isOutOfRange);
    }

    private static LogLine refused(String reason) {
        return new LogLine(Optional.empty(), Optional.of(reason));
    }
}
