package sparkjoy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;

/** Where results and messages go: results to standard output, all else to standard error. */
public record Console(PrintStream out, PrintStream err, boolean isJson) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    Console asJson(boolean wanted) {
        return new Console(out, err, wanted);
    }

    /** Prints a result: as one JSON line where that was asked for, else as text. */
    void result(Object value, String text) {
        out.println(isJson ? json(value) : text);
    }

    /** Leaves a terminal empty for what comes next; `bin/joy` says whether there is one. */
    void clear() {
        if (Boolean.getBoolean("sparkjoy.terminal") && !isJson) {
            out.print("\u001b[H\u001b[2J");
        }
    }

    void message(String text) {
        err.println(text);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result is not JSON: " + value, e);
        }
    }
}
