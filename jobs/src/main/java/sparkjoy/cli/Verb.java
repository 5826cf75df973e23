package sparkjoy.cli;

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

    /** Its own options, in addition to the common ones. */
    Options options();

    /** Whether a Spark Connect server can run it for the caller: it leaves nothing on the machine that it runs on. */
    default boolean isRemotable() {
        return false;
    }

    ExitCode run(Invocation invocation, Console console);
}
