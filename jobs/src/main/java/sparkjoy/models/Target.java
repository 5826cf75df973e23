package sparkjoy.models;

import java.util.Optional;

/** What a text refers to, before it is known which node that is. */
sealed interface Target {

    /** A model by its name, with a version, an alias, or neither. */
    record Model(String name, Optional<String> version, Optional<String> alias) implements Target {
        static Model named(String name) {
            return new Model(name, Optional.empty(), Optional.empty());
        }

        static Model version(String name, String version) {
            return new Model(name, Optional.of(version), Optional.empty());
        }
    }

    /** The files of a model version, wherever they lie. */
    record Artifact(String uri) implements Target {}

    /** A model version by its image tag or its MLflow model id, which it keeps as an attribute. */
    record Attribute(String key, String value) implements Target {}

    /** What a training run produced. */
    record Run(String id) implements Target {}

    /** A training job of airflow or argo by its name; a workflow of Argo by the name of what started it. */
    record Job(String system, String name) implements Target {}

    /** A deployment by its name. */
    record Deployment(String name) implements Target {}

    /** The deployments behind a host and a path. */
    record Route(String host, String path) implements Target {}
}
