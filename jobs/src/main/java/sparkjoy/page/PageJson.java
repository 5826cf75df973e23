package sparkjoy.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import sparkjoy.terminal.Printable;

/**
 * The document as JSON that may lie within a script element: no character of it can end the element or start a comment.
 * Texts from logs show what is invisible in them and end after a screen line or two. Amounts are texts, so that no digit is
 * lost; durations are seconds.
 */
final class PageJson {
    private static final int LONGEST = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .registerModule(new SimpleModule()
                    .addSerializer(String.class, writing(JsonGenerator::writeString, PageJson::shown))
                    .addKeySerializer(String.class, writing(JsonGenerator::writeFieldName, PageJson::shown))
                    .addSerializer(BigDecimal.class, writing(JsonGenerator::writeString, BigDecimal::toPlainString)))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private PageJson() {}

    static String of(Object document) {
        try {
            return JSON.writeValueAsString(document)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The page's document is not JSON", e);
        }
    }

    private static String shown(String text) {
        int length = text.codePointCount(0, text.length());
        String begin = length <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST));
        return Printable.line(begin) + (length <= LONGEST ? "" : String.format("… (%,d characters)", length));
    }

    private interface Write {
        void to(JsonGenerator out, String text) throws IOException;
    }

    private interface Shown<T> {
        String of(T value);
    }

    private static <T> JsonSerializer<T> writing(Write write, Shown<T> shown) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                write.to(out, shown.of(value));
            }
        };
    }
}
