package sparkjoy.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the documents of a JSON text, one or several after each other, into values with lines. */
final class JsonDocuments {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonDocuments() {}

    static List<Value> of(String file, String text) throws BadFile {
        List<Value> documents = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                documents.add(value(parser, file, line(parser)));
            }
            return documents;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new BadFile(file + ":" + line, "not JSON; check quotes, commas and brackets, or exclude the file");
        } catch (IOException e) {
            throw new BadFile(file, "cannot be read");
        }
    }

    private static Value value(JsonParser parser, String file, int line) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Value> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                int at = line(parser);
                parser.nextToken();
                entries.put(key, value(parser, file, at));
            }
            return Value.mapping(file, line, entries);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Value> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser, file, line(parser)));
            }
            return Value.sequence(file, line, items);
        }
        return token == JsonToken.VALUE_NULL ? Value.empty(file, line) : Value.text(file, line, parser.getText());
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
