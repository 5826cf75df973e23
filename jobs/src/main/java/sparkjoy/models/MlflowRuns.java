package sparkjoy.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Training runs of MLflow: their metrics and parameters, the job that started them and the tables that they read.
 *
 * @param lake the folder of all tables
 */
record MlflowRuns(Findings findings, String lake) {
    private static final int MOST = 50;
    /** Tags of MLflow's own that say where a run came from. */
    private static final Map<String, String> ORIGIN = Map.of(
            "mlflow.source.name", "source_name",
            "mlflow.source.git.commit", "git_commit",
            "mlflow.docker.image.uri", "image",
            "airflow.dag_id", "airflow_dag",
            "AIRFLOW_CTX_DAG_ID", "airflow_dag",
            "argo.workflow", "argo_workflow",
            "argo.workflow_template", "argo_workflow");

    /**
     * Notes one run.
     *
     * @param model id of the model that it trained
     * @param ref where the run is read
     */
    void run(Value run, String model, String ref) {
        String id = run.textAt("info", "run_id");
        Map<String, String> attributes = new TreeMap<>();
        run.find("info", "status").ifPresent(text -> attributes.put("status", text));
        listed(run.at("data", "metrics"), "metric.", attributes);
        listed(run.at("data", "params"), "param.", attributes);
        for (Value tag : run.at("data", "tags").items()) {
            Optional.ofNullable(ORIGIN.get(tag.textAt("key")))
                    .ifPresent(key -> attributes.put(key, Redaction.text(tag.textAt("value"))));
        }
        findings.node(
                GraphNode.of(
                                NodeKind.TRAINING_RUN,
                                "run:" + id,
                                run.find("info", "run_name").orElse(id))
                        .with(attributes)
                        .at(time(run.at("info"), "end_time")),
                ref);
        job(attributes, "run:" + id, model, ref);
        data(run, "run:" + id, ref);
    }

    private void job(Map<String, String> attributes, String run, String model, String ref) {
        for (String system : List.of("airflow_dag", "argo_workflow")) {
            Optional.ofNullable(attributes.get(system)).ifPresent(name -> {
                Target job = new Target.Job(system.startsWith("airflow") ? "airflow" : "argo", name);
                String evidence = "tag of the run: " + system + " = " + name;
                findings.claim(run, EdgeKind.RUN_OF, job, evidence, Confidence.DERIVED, ref);
                findings.claimBy(job, EdgeKind.RETRAINS, model, evidence, Confidence.DERIVED, ref);
            });
        }
    }

    private void data(Value run, String id, String ref) {
        for (Value input : run.at("inputs", "dataset_inputs").items()) {
            String name = input.textAt("dataset", "name");
            String table = table(input.textAt("dataset", "source"), name);
            if (!table.isEmpty()) {
                findings.node(Tables.node(table), ref);
                findings.edge(
                        id, EdgeKind.TRAINED_ON, "table:" + table, "dataset input " + name, Confidence.DECLARED, ref);
            }
        }
    }

    /** A table of this lake by its name, another one by its URI, else the name that the run gave it. */
    private String table(String source, String name) {
        if (name.matches("(bronze|silver|gold|ops)\\.\\w+")) {
            return name;
        }
        String uri = uri(source);
        String place = ModelReference.place(uri);
        String root = ModelReference.place(lake) + "/";
        if (place.startsWith(root)) {
            return place.substring(root.length()).replace('/', '.');
        }
        return uri.isEmpty() ? name : Redaction.text(uri);
    }

    /** MLflow keeps the source of a dataset as JSON text. */
    private static String uri(String source) {
        try {
            Value value = JsonDocuments.of("", source).stream().findFirst().orElse(Value.empty("", 1));
            return value.find("uri")
                    .or(() -> value.find("path"))
                    .or(() -> value.find("delta_table_name"))
                    .orElse("");
        } catch (BadFile e) {
            return "";
        }
    }

    private static void listed(Value values, String prefix, Map<String, String> attributes) {
        values.items().stream().limit(MOST).forEach(value -> {
            String key = value.textAt("key");
            if (!Redaction.isSecretName(key)) {
                attributes.put(prefix + key, Redaction.text(value.textAt("value")));
            }
        });
    }

    /** A time in milliseconds since 1970; empty where there is none. */
    static Optional<Instant> time(Value value, String key) {
        return value.find(key)
                .filter(text -> text.matches("\\d{1,15}"))
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
    }
}
