package sparkjoy;

import sparkjoy.cli.Console;
import sparkjoy.cli.ExitCode;

/** Runs command lines one after the other in one process; each argument is one, its words separated by line breaks. */
final class JoyInARow {
    private JoyInARow() {}

    public static void main(String[] lines) {
        Console console = new Console(System.out, System.err, false);
        for (String line : lines) {
            String[] words = line.split("\n");
            ExitCode code = Joy.run(words, console);
            System.out.println("-- " + words[0] + " ended with " + code);
        }
        System.exit(0);
    }
}
