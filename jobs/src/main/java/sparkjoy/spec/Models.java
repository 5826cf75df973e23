package sparkjoy.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the model graph is read from. */
public record Models(
        @Explain("where metadata of models is read, by name; empty: the job models does not run")
                Map<String, Source> sources,
        @Explain("prefix of the labels and annotations that name a model in manifests: `<labels>/model`,"
                        + " `<labels>/model-version`, `<labels>/owner`, `<labels>/reads`, `<labels>/writes`")
                String labels,
        @Explain("`joy models check` reports a source that was last read in full longer ago") Duration staleAfter,
        @Explain("how many training runs of each model are read, the newest first") int runs,
        @Explain("how long to wait for one answer of a REST service, or for `helm template`") Duration timeout,
        @Explain("larger files and answers are reported and not read") long maxFileBytes) {

    public Models {
        sources = Frozen.map(sources);
    }

    /** One place that knows something about models. */
    public record Source(
            @Explain("what is read") Kind kind,
            @Explain("kinds mlflow and airflow: URL of the service, without a password") Optional<String> url,
            @Explain("the name of the environment variable that holds a bearer token for the URL; unset: no token")
                    Optional<String> token,
            @Explain("a file, a folder (read with its subfolders) or a glob such as deploy/*.yaml, here or at a URI"
                            + " such as s3a://bucket/deploy; for kind airflow:"
                            + " the JSON file that dags/dump_dags.py writes; for kind mlflow: a JSON file with"
                            + " registered_models, model_versions and runs as its REST API answers them")
                    Optional<String> path,
            @Explain("kind helm: folder that `helm template --output-dir` wrote, here or at a URI; unset:"
                            + " `helm template` renders each chart where helm is on the PATH")
                    Optional<String> rendered,
            @Explain("globs of files below the path that are not read") List<String> exclude,
            @Explain("the cluster or stage that the manifests belong to; unset: the name of the source")
                    Optional<String> environment) {

        public Source {
            exclude = List.copyOf(exclude);
        }

        /** The same source with its files elsewhere. */
        public Source at(String place) {
            return new Source(kind, url, token, Optional.of(place), rendered, exclude, environment);
        }

        /** The same source with its rendered charts elsewhere. */
        public Source renderedAt(String place) {
            return new Source(kind, url, token, path, Optional.of(place), exclude, environment);
        }
    }

    /** What a source is. */
    public enum Kind {
        @Explain("an MLflow registry, by REST (url) or from a JSON file (path)")
        MLFLOW,
        @Explain("Airflow, by REST (url) or from a JSON dump of its DAGs (path)")
        AIRFLOW,
        @Explain("WorkflowTemplates and CronWorkflows of Argo, from files")
        ARGO,
        @Explain("Helm charts: Chart.yaml, values.yaml and rendered manifests")
        HELM,
        @Explain("Kubernetes manifests, from files")
        KUBERNETES,
        @Explain("OpenAPI and Swagger documents, from files")
        OPENAPI,
        @Explain("this specification: its experiments, arms, owners and tables; it is always read, under the name spec")
        SPEC
    }
}
