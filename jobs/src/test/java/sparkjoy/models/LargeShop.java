package sparkjoy.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Files of a shop with many models. Each has five versions with their runs, a retraining job, an API, a chart and four
 * deployments: 400 models make more than 10,000 nodes and 50,000 edges.
 */
public record LargeShop(Path folder, int models) {
    /** At least; each model has some of its own, and tables are shared. */
    public static final int NODES_PER_MODEL = 25;

    public static final int EDGES_PER_MODEL = 125;

    private static final int VERSIONS = 5;
    private static final int DATASETS = 5;
    private static final int DEPLOYMENTS = 4;
    private static final int READ_TABLES = 60;

    /** Sources of models.sources, as a value of `--set`. */
    public String sources() {
        return "models.sources={registry: {kind: mlflow, path: " + folder
                + "/registry.json}, dags: {kind: airflow, path: "
                + folder + "/dags.json}, cluster: {kind: kubernetes, path: " + folder
                + "/deploy.yaml, environment: prod}, apis: {kind: openapi, path: " + folder + "/apis.yaml}}";
    }

    /** Writes the files. */
    public LargeShop written() throws IOException {
        Files.createDirectories(folder);
        write(
                "registry.json",
                "{\"registered_models\": [" + each(this::model) + "], \"model_versions\": [" + each(this::versions)
                        + "], \"runs\": [" + each(this::runs) + "]}");
        write("dags.json", "{\"dags\": [" + each(this::dag) + "]}");
        write("deploy.yaml", lines(this::deployments));
        write("apis.yaml", lines(this::api));
        return this;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** A part of a file about one model. */
    private interface Part {
        String of(int model);
    }

    private String each(Part part) {
        return IntStream.range(0, models).mapToObj(part::of).collect(Collectors.joining(",\n"));
    }

    private String lines(Part part) {
        return IntStream.range(0, models).mapToObj(part::of).collect(Collectors.joining());
    }

    private static String joined(int count, Part part) {
        return IntStream.range(0, count).mapToObj(part::of).collect(Collectors.joining(", "));
    }

    private String model(int model) {
        return "{\"name\": \"model_" + model + "\", \"tags\": [{\"key\": \"owner\", \"value\": \"team_" + model
                + "\"}], \"aliases\": [{\"alias\": \"champion\", \"version\": \"" + VERSIONS + "\"}]}";
    }

    private static String run(int model, int version) {
        return String.format("%032x", model * VERSIONS + version);
    }

    private String versions(int model) {
        return joined(
                VERSIONS,
                version -> "{\"name\": \"model_" + model + "\", \"version\": \"" + (version + 1) + "\", \"run_id\": \""
                        + run(model, version) + "\", \"source\": \"s3://models/1/" + run(model, version)
                        + "/artifacts/model\", \"creation_timestamp\": " + (1_772_000_000_000L + version) + "}");
    }

    private String runs(int model) {
        return joined(
                VERSIONS,
                version -> "{\"info\": {\"run_id\": \"" + run(model, version)
                        + "\", \"status\": \"FINISHED\"}, \"data\": {\"metrics\": [{\"key\": \"auc\", \"value\": 0.8}],"
                        + " \"tags\": [{\"key\": \"airflow.dag_id\", \"value\": \"retrain_" + model
                        + "\"}]}, \"inputs\": {\"dataset_inputs\": ["
                        + joined(DATASETS, table -> "{\"dataset\": {\"name\": \"" + table(model + table) + "\"}}")
                        + "]}}");
    }

    private String table(int number) {
        return "gold.table_" + number % Math.max(models, READ_TABLES);
    }

    private String dag(int model) {
        return "{\"dag_id\": \"retrain_" + model + "\", \"timetable_summary\": \"0 2 * * *\", \"tags\": [\"model:model_"
                + model + "\", " + joined(READ_TABLES, table -> "\"reads:" + table(model + table) + "\"") + "]}";
    }

    private String deployments(int model) {
        return IntStream.range(0, DEPLOYMENTS)
                .mapToObj(number -> deployment(model, number))
                .collect(Collectors.joining());
    }

    private static String deployment(int model, int number) {
        String name = "model-" + model + "-" + number;
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %s
                  namespace: shop
                  labels: {sparkjoy.io/model: model_%d, sparkjoy.io/model-version: "%d", sparkjoy.io/owner: team_%d, helm.sh/chart: chart-%d-1.0.0}
                  annotations: {meta.helm.sh/release-name: %s}
                spec: {template: {spec: {containers: [{name: a, image: "registry.example.com/model-%d:%d"}]}}}
                """
                .formatted(name, model, VERSIONS - number, model, model, name, model, number / 2);
    }

    private String api(int model) {
        return """
                ---
                openapi: 3.1.0
                info: {title: api-%d, version: 1.0.0, x-deployment: model-%d-0, x-owner: team_%d}
                paths: {/v1/rank: {get: {}}}
                """
                .formatted(model, model, model);
    }
}
