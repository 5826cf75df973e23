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

/** Reads an MLflow registry: models, versions with the places of their files, aliases and training runs. */
final class MlflowReader {
    private final Findings findings;
    private final MlflowAnswers registry;
    private final MlflowRuns runs;
    private final int most;

    /**
     * @param lake the folder of all tables, to know them among the data of runs
     * @param most runs of a model
     */
    MlflowReader(Findings findings, MlflowAnswers registry, String lake, int most) {
        this.findings = findings;
        this.registry = registry;
        this.runs = new MlflowRuns(findings, lake);
        this.most = most;
    }

    void read() {
        registry.models().forEach(this::model);
        List<Version> versions = registry.versions().stream()
                .filter(this::isNamed)
                .map(value -> new Version(value, registry.origin(value)))
                .toList();
        versions.forEach(this::version);
        versions.stream()
                .collect(Collectors.groupingBy(Version::model, TreeMap::new, Collectors.toList()))
                .forEach(this::runs);
    }

    private boolean isNamed(Value version) {
        boolean isNamed =
                version.find("name").isPresent() && version.find("version").isPresent();
        if (!isNamed) {
            findings.error(version.ref(), "a model version has no name or no version");
        }
        return isNamed;
    }

    /** A version as the registry describes it, and what more was asked about it. */
    private record Version(Value value, MlflowOrigin origin) {
        String model() {
            return value.textAt("name");
        }

        String number() {
            return value.textAt("version");
        }
    }

    private String ref(Version version) {
        return registry.ref(
                version.value().at("version"),
                "model-versions/get?name=" + Pages.encoded(version.model()) + "&version="
                        + Pages.encoded(version.number()));
    }

    /** The id of a model, or of one of its versions. */
    private String id(String name) {
        return "model:mlflow/" + findings.source() + "/" + name;
    }

    private void model(Value model) {
        String name = model.textAt("name");
        if (name.isEmpty()) {
            findings.error(model.ref(), "a registered model has no name");
            return;
        }
        String ref = registry.ref(model.at("name"), "registered-models/get?name=" + Pages.encoded(name));
        Map<String, String> tags = tags(model);
        GraphNode node = GraphNode.of(NodeKind.MODEL, id(name), name)
                .with(described(model, tags))
                .ownedBy(Optional.ofNullable(tags.get("tag.owner")).or(() -> Optional.ofNullable(tags.get("tag.team"))))
                .at(MlflowRuns.time(model, "last_updated_timestamp"));
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
                    registry.ref(alias.at("version"), "registered-models/get?name=" + Pages.encoded(name)));
        }
    }

    private void version(Version version) {
        Value value = version.value();
        String id = id(version.model()) + "@" + version.number();
        Map<String, String> attributes = described(value, tags(value));
        attributes.put("model", version.model());
        value.find("source").ifPresent(text -> attributes.put("source", Redaction.text(text)));
        value.find("current_stage")
                .filter(text -> !text.equals("None"))
                .ifPresent(text -> attributes.put("stage", text));
        version.origin().run().ifPresent(text -> attributes.put("run_id", text));
        version.origin().modelId().ifPresent(text -> attributes.put("model_id", text));
        version.origin().location().ifPresent(text -> attributes.put("artifact_location", Redaction.text(text)));
        value.find("user_id").ifPresent(text -> attributes.put("user", text));
        findings.node(
                GraphNode.of(NodeKind.MODEL_VERSION, id, version.model())
                        .withVersion(version.number())
                        .with(attributes)
                        .at(MlflowRuns.time(value, "creation_timestamp")),
                ref(version));
        findings.edge(
                id,
                EdgeKind.VERSION_OF,
                id(version.model()),
                "version " + version.number(),
                Confidence.DECLARED,
                ref(version));
    }

    /** A run that was removed since is not an error: the version outlives it. */
    private void runs(String model, List<Version> versions) {
        Comparator<Version> newest = Comparator.comparing(
                version ->
                        MlflowRuns.time(version.value(), "creation_timestamp").orElse(Instant.EPOCH),
                Comparator.reverseOrder());
        Set<String> ids = versions.stream()
                .sorted(newest)
                .flatMap(version -> version.origin().run().stream())
                .distinct()
                .limit(most)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String run : ids) {
            registry.run(run)
                    .ifPresent(found -> runs.run(
                            found,
                            id(model),
                            registry.ref(found.at("info", "run_id"), "runs/get?run_id=" + Pages.encoded(run))));
        }
        versions.forEach(version -> version.origin()
                .run()
                .filter(ids::contains)
                .ifPresent(run -> findings.edge(
                        id(model) + "@" + version.number(),
                        EdgeKind.PRODUCED_BY,
                        "run:" + run,
                        "run_id = " + run,
                        Confidence.DECLARED,
                        ref(version))));
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
}
