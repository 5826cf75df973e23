package sparkjoy.models;

import java.util.List;
import java.util.Optional;

/** An MLflow registry as a file has it: registered_models, model_versions and runs, as the REST API answers them. */
record MlflowFile(List<Value> documents) implements MlflowAnswers {

    @Override
    public List<Value> models() {
        return listed("registered_models");
    }

    @Override
    public List<Value> versions() {
        return listed("model_versions");
    }

    private List<Value> listed(String key) {
        return documents.stream()
                .flatMap(document -> document.at(key).items().stream())
                .toList();
    }

    @Override
    public MlflowOrigin origin(Value version) {
        return new MlflowOrigin(MlflowOrigin.modelId(version), Optional.empty(), version.find("run_id"));
    }

    @Override
    public Optional<Value> run(String id) {
        return listed("runs").stream()
                .filter(run -> run.textAt("info", "run_id").equals(id))
                .findFirst();
    }

    @Override
    public String ref(Value value, String path) {
        return value.ref();
    }
}
