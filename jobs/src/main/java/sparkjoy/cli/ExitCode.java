package sparkjoy.cli;

/** How the process ends. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    /** Wrong usage or a wrong specification. */
    WRONG_USAGE(2),
    /** Done, but data was refused beyond the specification's thresholds, or a status has something to alarm about. */
    PARTIAL(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
