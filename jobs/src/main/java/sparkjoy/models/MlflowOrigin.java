package sparkjoy.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which run made a version, and where its files lie: with a logged model in MLflow 3, below the run in MLflow 2.
 *
 * @param modelId of the logged model
 * @param location of the files, where the version's source is not a place itself
 * @param run a version of a logged model that was registered by its id names no run, but the logged model does
 */
record MlflowOrigin(Optional<String> modelId, Optional<String> location, Optional<String> run) {
    /** The path of the REST API that answers about models. */
    static final String API = "/api/2.0/mlflow/";

    private static final Pattern RUN_FILES = Pattern.compile("runs:/{1,2}([^/\\s]+)/(\\S+)");

    static MlflowOrigin of(Value version, Pages pages) {
        Optional<String> run = version.find("run_id");
        Optional<String> model = modelId(version);
        if (model.isPresent()) {
            Optional<Value> logged = pages.find(API + "logged-models/" + Pages.encoded(model.get()));
            return new MlflowOrigin(
                    model,
                    logged.flatMap(answer -> answer.find("model", "info", "artifact_uri")),
                    run.or(() -> logged.flatMap(answer -> answer.find("model", "info", "source_run_id"))));
        }
        return new MlflowOrigin(model, below(version.textAt("source"), pages), run);
    }

    static Optional<String> modelId(Value version) {
        return version.find("model_id").or(() -> version.find("source")
                .flatMap(ModelReference::of)
                .filter(Target.Attribute.class::isInstance)
                .map(target -> ((Target.Attribute) target).value()));
    }

    /** MLflow's client registers the place of a run's files, other clients also the run's own URI. */
    private static Optional<String> below(String source, Pages pages) {
        Matcher files = RUN_FILES.matcher(source);
        return files.matches()
                ? pages.find(API + "runs/get?run_id=" + Pages.encoded(files.group(1)))
                        .flatMap(answer -> answer.find("run", "info", "artifact_uri"))
                        .map(uri -> uri.replaceAll("/+$", "") + "/" + files.group(2))
                : Optional.empty();
    }
}
