package sparkjoy.experiment.statistics;

/** Whether numbers of a readout stand, or why they are absent; the values of the column status. */
public enum Status {
    OK,
    /** Fewer units than the rules ask for, or nothing to divide by. */
    NOT_ENOUGH_DATA,
    /** In each arm all units have the same value, so the data say nothing about chance. */
    ZERO_VARIANCE,
    /** The baseline is 0, so there is no effect relative to it; the absolute one may still be known. */
    ZERO_BASELINE,
    /** An arm without units. */
    EMPTY_ARM,
    /** The assignment itself is in doubt: a sample ratio mismatch or a leak. */
    SRM_BLOCKED,
    /** Not all units have had their whole window yet. */
    PARTIAL_WINDOW,
    /** An input is not a finite number. */
    FAILED
}
