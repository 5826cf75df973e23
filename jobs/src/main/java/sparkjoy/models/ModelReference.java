package sparkjoy.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a text says about a model: an MLflow URI, or where a version's files lie. */
final class ModelReference {
    private static final Pattern MODELS = Pattern.compile("models:/{1,2}([^/@\\s]+)(?:/([^/@\\s]+)|@([^/@\\s]+))?/?");
    private static final Pattern MODEL_ID = Pattern.compile("models:/{1,2}(m-[0-9a-f]{8,})/?");
    private static final Pattern RUNS = Pattern.compile("runs:/{1,2}([0-9a-fA-F-]{8,})(/\\S*)?");
    private static final Pattern FILES =
            Pattern.compile("(s3|s3a|s3n|gs|abfss?|wasbs?|hdfs|file|dbfs|mlflow-artifacts|https?)://?\\S+");

    private ModelReference() {}

    /** What a text names; empty where it is not a reference of these kinds. */
    static Optional<Target> of(String given) {
        String text = given.trim();
        Matcher id = MODEL_ID.matcher(text);
        if (id.matches()) {
            return Optional.of(new Target.Attribute("model_id", id.group(1)));
        }
        Matcher models = MODELS.matcher(text);
        if (models.matches()) {
            return Optional.of(new Target.Model(
                    models.group(1), Optional.ofNullable(models.group(2)), Optional.ofNullable(models.group(3))));
        }
        Matcher runs = RUNS.matcher(text);
        if (runs.matches()) {
            return Optional.of(new Target.Run(runs.group(1)));
        }
        return FILES.matcher(text).matches()
                ? Optional.of(new Target.Artifact(Redaction.text(text)))
                : Optional.empty();
    }

    /** Whether a text is a reference to a registry's model, wherever it is written. */
    static boolean isRegistryUri(String text) {
        return text.startsWith("models:/") || text.startsWith("runs:/");
    }

    /** The place of files without what is written in several ways: the scheme of S3, doubled and trailing slashes. */
    static String place(String uri) {
        String text = uri.replaceFirst("^s3[an]://", "s3://").replaceFirst("^file:/+", "/");
        return text.replaceAll("(?<!:)/{2,}", "/").replaceAll("/+$", "");
    }
}
