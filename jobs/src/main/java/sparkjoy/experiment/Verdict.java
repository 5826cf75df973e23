package sparkjoy.experiment;

/** Whether an assignment can be trusted, the most severe last; the values of the column verdict of gold.assignment_health. */
enum Verdict {
    OK,
    /** Too few units for a test. */
    NOT_ENOUGH,
    /** Something is odd that does not by itself make the arms incomparable. */
    WARN,
    /** Sample ratio mismatch: the shares of the arms are not those of the weights. */
    SRM,
    /** More units than a few strays are in arms that have no weight. */
    LEAK;

    /** Whether no readout should be shown. */
    boolean isBlocking() {
        return this == SRM || this == LEAK;
    }
}
