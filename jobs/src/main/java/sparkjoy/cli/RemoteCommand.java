package sparkjoy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A command line on its way to a Spark Connect server.
 *
 * @param arguments the verb and its options, but those that name files of the sender
 * @param layers texts of the specification's files, later ones over earlier ones
 * @param environment the variables that these texts name
 */
public record RemoteCommand(List<String> arguments, List<String> layers, Map<String, String> environment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As letters that need no quoting in SQL. */
    String encoded() {
        try {
            return Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A command is not JSON", e);
        }
    }

    /** Reads what {@link #encoded} wrote; raises IllegalArgumentException for anything else. */
    public static RemoteCommand decode(String text) {
        try {
            String json = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            return JSON.readValue(json, RemoteCommand.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not a command of joy: " + e.getOriginalMessage(), e);
        }
    }
}
