package sparkjoy.models;

import java.util.Locale;

/** What a node of the graph is. */
public enum NodeKind {
    MODEL,
    MODEL_VERSION,
    MODEL_ALIAS,
    TRAINING_RUN,
    TRAINING_JOB,
    DEPLOYMENT,
    HELM_RELEASE,
    HELM_CHART,
    IMAGE,
    API,
    API_OPERATION,
    EXPERIMENT,
    ARM,
    TABLE,
    OWNER;

    /** The name in tables and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NodeKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
