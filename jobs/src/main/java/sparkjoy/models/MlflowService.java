package sparkjoy.models;

import java.util.List;
import java.util.Optional;

/** An MLflow registry as its REST API answers. */
record MlflowService(Pages pages) implements MlflowAnswers {
    @Override
    public List<Value> models() {
        return pages.byToken(MlflowOrigin.API + "registered-models/search?max_results=100", "registered_models");
    }

    @Override
    public List<Value> versions() {
        return pages.byToken(MlflowOrigin.API + "model-versions/search?max_results=1000", "model_versions");
    }

    @Override
    public MlflowOrigin origin(Value version) {
        return MlflowOrigin.of(version, pages);
    }

    @Override
    public Optional<Value> run(String id) {
        return pages.find(MlflowOrigin.API + "runs/get?run_id=" + Pages.encoded(id))
                .map(answer -> answer.at("run"));
    }

    @Override
    public String ref(Value value, String path) {
        return "GET " + MlflowOrigin.API + path;
    }
}
