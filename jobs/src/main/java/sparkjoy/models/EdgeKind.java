package sparkjoy.models;

/** What an edge of the graph says, from its first node to its second. */
public enum EdgeKind {
    VERSION_OF("is a version of"),
    ALIAS_OF("is an alias of"),
    PRODUCED_BY("was produced by"),
    RUN_OF("is a run of"),
    RETRAINS("retrains", true),
    READS("reads"),
    TRAINED_ON("was trained on"),
    SERVES("serves"),
    INSTANCE_OF("is an instance of"),
    PART_OF_RELEASE("is part of the release"),
    RUNS_IMAGE("runs the image"),
    EXPOSES("exposes"),
    OPERATION_OF("is an operation of", true),
    HAS_ARM("has the arm"),
    ARM_SERVES("serves"),
    OWNED_BY("is owned by");

    private final String text;
    private final boolean isImpactForward;

    EdgeKind(String text) {
        this(text, false);
    }

    EdgeKind(String text, boolean isImpactForward) {
        this.text = text;
        this.isImpactForward = isImpactForward;
    }

    /** The relation as a verb between the two names. */
    public String text() {
        return text;
    }

    /** Whether a change of the first node reaches the second; else a change of the second reaches the first. */
    boolean isImpactForward() {
        return isImpactForward;
    }
}
