package sparkjoy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import sparkjoy.cli.Console;
import sparkjoy.cli.ExitCode;

/** What the command line answered. */
record Answer(ExitCode code, String out, String err) {

    /** Runs one command line in this JVM, on its shared session. */
    static Answer to(String... arguments) {
        SharedSpark.session();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = Joy.run(arguments, new Console(print(out), print(err), false));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
