package sparkjoy.bronze;

/** What became of one version of an object. */
enum FileStatus {
    /** All its lines are rows. */
    COMMITTED,
    /** Some lines or its tail are in quarantine, the others are rows. */
    PARTIAL,
    /** Nothing of it is published. */
    QUARANTINED,
    /** A later version took its place. */
    REPLACED;

    boolean isPublished() {
        return this == COMMITTED || this == PARTIAL;
    }
}
