package sparkjoy.models;

import java.util.List;
import java.util.Optional;

/** What an MLflow registry says, in the words of its REST API. */
interface MlflowAnswers {
    List<Value> models();

    /** Versions of all models. */
    List<Value> versions();

    MlflowOrigin origin(Value version);

    /** A training run; empty where it was removed. */
    Optional<Value> run(String id);

    /** Where a value is read: file and line, or the REST path that gives it alone. */
    String ref(Value value, String path);
}
