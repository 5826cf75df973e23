package sparkjoy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
