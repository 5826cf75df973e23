package sparkjoy.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One verb of the command line. */
public interface Verb {
    String name();

    /** What it takes after its name, such as `TABLE`; empty for nothing. */
    default String arguments() {
        return "";
    }

    /** What it does, in a sentence. */
    String summary();

    /** Its own options, beside the common ones. */
    Options options();

    ExitCode run(CommandLine line, Console console);
}
