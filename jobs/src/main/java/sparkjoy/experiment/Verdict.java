package sparkjoy.experiment;

/** Whether an assignment can be trusted; the values of the column verdict of gold.assignment_health. */
enum Verdict {
    OK,
    /** Something is odd that does not by itself make the arms incomparable. */
    WARN,
    /** Sample ratio mismatch: the shares of the arms are not those of the weights. */
    SRM,
    /** Units are in an arm that has no weight. */
    LEAK,
    /** Too few units for a test. */
    NOT_ENOUGH;

    /** Whether no readout should be shown. */
    boolean isBlocking() {
        return this == SRM || this == LEAK;
    }
}
