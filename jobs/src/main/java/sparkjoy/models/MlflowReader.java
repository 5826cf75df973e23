package sparkjoy.models;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads an MLflow registry by REST: models, versions with the places of their files, aliases and training runs. */
final class MlflowReader {
    private static final String API = "/api/2.0/mlflow/";

    private final Findings findings;
    private final Pages pages;
    private final MlflowRuns runs;
    private final int most;

    /**
     * @param lake the folder of all tables, to know them among the data of runs
     * @param most runs of a model
     */
    MlflowReader(Findings findings, Rest rest, String lake, int most) {
        this.findings = findings;
        this.pages = new Pages(rest, findings);
        this.runs = new MlflowRuns(findings, lake);
        this.most = most;
    }

    void read() {
        List<Value> models = pages.byToken(API + "registered-models/search?max_results=100", "registered_models");
        models.forEach(this::model);
        List<Value> versions = pages.byToken(API + "model-versions/search?max_results=1000", "model_versions");
        versions.forEach(this::version);
        versions.stream()
                .collect(Collectors.groupingBy(version -> version.textAt("name"), TreeMap::new, Collectors.toList()))
                .forEach(this::runs);
    }

    /** The id of a model, or of one of its versions. */
    private String id(String name) {
        return "model:mlflow/" + findings.source() + "/" + name;
    }

    private void model(Value model) {
        String name = model.textAt("name");
        String ref = "GET " + API + "registered-models/get?name=" + name;
        Map<String, String> tags = tags(model);
        GraphNode node = GraphNode.of(NodeKind.MODEL, id(name), name)
                .with(described(model, tags))
                .ownedBy(Optional.ofNullable(tags.get("tag.owner")).or(() -> Optional.ofNullable(tags.get("tag.team"))))
                .at(time(model, "last_updated_timestamp"));
        findings.node(node, ref);
        for (Value alias : model.at("aliases").items()) {
            String id = "alias:mlflow/" + findings.source() + "/" + name + "/" + alias.textAt("alias");
            findings.node(
                    GraphNode.of(NodeKind.MODEL_ALIAS, id, name + "@" + alias.textAt("alias"))
                            .with(Map.of("model", name, "alias", alias.textAt("alias"))),
                    ref);
            findings.edge(
                    id,
                    EdgeKind.ALIAS_OF,
                    id(name) + "@" + alias.textAt("version"),
                    "alias " + alias.textAt("alias"),
                    Confidence.DECLARED,
                    ref);
        }
    }

    private void version(Value version) {
        String name = version.textAt("name");
        String number = version.textAt("version");
        String id = id(name) + "@" + number;
        String ref = "GET " + API + "model-versions/get?name=" + name + "&version=" + number;
        Map<String, String> attributes = described(version, tags(version));
        attributes.put("model", name);
        version.find("source").ifPresent(text -> attributes.put("source", Redaction.text(text)));
        version.find("run_id").ifPresent(text -> attributes.put("run_id", text));
        version.find("current_stage")
                .filter(text -> !text.equals("None"))
                .ifPresent(text -> attributes.put("stage", text));
        modelId(version).ifPresent(text -> attributes.put("model_id", text));
        location(version, name, number).ifPresent(text -> attributes.put("artifact_location", Redaction.text(text)));
        version.find("user_id").ifPresent(text -> attributes.put("user", text));
        findings.node(
                GraphNode.of(NodeKind.MODEL_VERSION, id, name)
                        .withVersion(number)
                        .with(attributes)
                        .at(time(version, "creation_timestamp")),
                ref);
        findings.edge(id, EdgeKind.VERSION_OF, id(name), "version " + number, Confidence.DECLARED, ref);
    }

    /** MLflow 3 keeps the files of a version with a logged model, MLflow 2 with its run: the source says which. */
    private static Optional<String> modelId(Value version) {
        return version.find("model_id").or(() -> version.find("source")
                .flatMap(ModelReference::of)
                .filter(Target.Attribute.class::isInstance)
                .map(target -> ((Target.Attribute) target).value()));
    }

    private Optional<String> location(Value version, String name, String number) {
        Optional<String> id = modelId(version);
        if (id.isPresent()) {
            return pages.one(API + "logged-models/" + Pages.encoded(id.get()))
                    .flatMap(answer -> answer.find("model", "info", "artifact_uri"));
        }
        if (version.textAt("source").startsWith("runs:/")) {
            return pages.one(API + "model-versions/get-download-uri?name=" + Pages.encoded(name) + "&version="
                            + Pages.encoded(number))
                    .flatMap(answer -> answer.find("artifact_uri"));
        }
        return Optional.empty();
    }

    private void runs(String model, List<Value> versions) {
        Comparator<Value> newest = Comparator.comparing(
                version -> time(version, "creation_timestamp").orElse(Instant.EPOCH), Comparator.reverseOrder());
        Set<String> ids = versions.stream()
                .sorted(newest)
                .flatMap(version -> version.find("run_id").stream())
                .limit(most)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String run : ids) {
            pages.one(API + "runs/get?run_id=" + Pages.encoded(run))
                    .ifPresent(answer -> runs.run(answer.at("run"), id(model)));
        }
        versions.stream()
                .filter(version -> ids.contains(version.textAt("run_id")))
                .forEach(version -> findings.edge(
                        id(model) + "@" + version.textAt("version"),
                        EdgeKind.PRODUCED_BY,
                        "run:" + version.textAt("run_id"),
                        "run_id = " + version.textAt("run_id"),
                        Confidence.DECLARED,
                        "GET " + API + "model-versions/get?name=" + model + "&version=" + version.textAt("version")));
    }

    private static Map<String, String> described(Value value, Map<String, String> tags) {
        Map<String, String> attributes = new TreeMap<>(tags);
        value.find("description").ifPresent(text -> attributes.put("description", Redaction.text(text)));
        value.find("status").filter(text -> !text.equals("READY")).ifPresent(text -> attributes.put("status", text));
        return attributes;
    }

    private static Map<String, String> tags(Value value) {
        Map<String, String> tags = new TreeMap<>();
        for (Value tag : value.at("tags").items()) {
            String key = tag.textAt("key");
            if (!Redaction.isSecretName(key)) {
                tags.put("tag." + key, Redaction.text(tag.textAt("value")));
            }
        }
        return tags;
    }

    static Optional<Instant> time(Value value, String key) {
        return value.find(key)
                .filter(text -> text.matches("\\d{1,15}"))
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
    }
}
