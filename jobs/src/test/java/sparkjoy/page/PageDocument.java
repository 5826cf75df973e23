package sparkjoy.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** The data of a page, as its script reads it. */
public final class PageDocument {
    private static final String DATA = "<script type=\"application/json\" id=\"data\" data-encoding=\"";

    private PageDocument() {}

    public static JsonNode of(String page) {
        try {
            return new ObjectMapper().readTree(json(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(String page) throws IOException {
        String element = page.substring(page.indexOf(DATA) + DATA.length());
        String content = element.substring(element.indexOf('>') + 1, element.indexOf("</script>"));
        return element.startsWith("gzip") ? decompressed(content) : content;
    }

    private static String decompressed(String content) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(content);
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
