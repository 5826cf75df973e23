package sparkjoy.models;

import com.fasterxml.jackson.annotation.JsonValue;
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

    /** The name in tables, exports, JSON and on the command line. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NodeKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
