package sparkjoy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import sparkjoy.cli.CommandParser;
import sparkjoy.cli.Console;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.Verb;

/** What the command line answered. */
record Answer(ExitCode code, String out, String err) {

    /** Runs one command line in this JVM, on its shared session. */
    static Answer to(String... arguments) {
        return to(console -> Joy.run(arguments, console));
    }

    /** Runs one verb, such as one with a clock of its own. */
    static Answer to(Verb verb, String... arguments) {
        return to(console -> new CommandParser(List.of(verb), Map.of(), false).run(verb.name(), arguments, console));
    }

    /** All keys of the JSON that was printed, at any depth. */
    Set<String> jsonKeys() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (JsonParser json = new JsonFactory().createParser(out)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    keys.add(json.currentName());
                }
            }
        }
        return keys;
    }

    private static Answer to(Function<Console, ExitCode> run) {
        SharedSpark.session();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = run.apply(new Console(print(out), print(err), false));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
