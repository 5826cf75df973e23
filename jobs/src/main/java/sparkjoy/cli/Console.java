package sparkjoy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import sparkjoy.terminal.Printable;

/**
 * The one place that prints: results go to standard output, all else to standard error. What is for people is made safe
 * for a terminal here; only {@link #exact} prints a text as it is.
 */
public final class Console {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean isJson;

    public Console(PrintStream out, PrintStream err, boolean isJson) {
        this.out = out;
        this.err = err;
        this.isJson = isJson;
    }

    boolean isJson() {
        return isJson;
    }

    /** For a command within a command: its results are not what the caller asked for. */
    Console withResultsAsMessages() {
        return new Console(err, err, false);
    }

    Console asJson(boolean wanted) {
        return new Console(out, err, wanted);
    }

    /** Prints a result: as one JSON line where that was asked for, with keys spelled like columns of tables, else as text. */
    void result(Object value, String text) {
        if (isJson) {
            exact(json(value));
        } else {
            text(text);
        }
    }

    /** Prints a result for people. */
    public void text(String text) {
        out.println(Printable.lines(text));
    }

    /** Prints a line for programs as it is: JSON, CSV, the source of a picture. */
    void exact(String line) {
        out.println(line);
    }

    /** Leaves a terminal empty for what comes next; `bin/joy` says whether there is one. */
    void clear() {
        if (Boolean.getBoolean("sparkjoy.terminal") && !isJson) {
            out.print("\u001b[H\u001b[2J");
        }
    }

    void message(String text) {
        err.println(Printable.lines(text));
    }

    /** Prints what a run is doing: one line, whatever names are in it. */
    void progress(String sentence) {
        err.println(Printable.line(sentence));
    }

    /** Prints what went wrong. Further lines are indented, so that a value in them cannot pose as a message of its own. */
    void failure(String verb, String message) {
        message("joy " + verb + ": " + message.replace("\n", "\n  "));
    }

    void trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        message(text.toString().stripTrailing());
    }

    /** Prints what another process printed, its results for programs as they are. */
    void relay(String results, String messages, boolean isExact) {
        err.print(Printable.lines(messages));
        out.print(isExact ? results : Printable.lines(results));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result is not JSON: " + value, e);
        }
    }
}
