package sparkjoy.models;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;
import sparkjoy.spec.Step;
import sparkjoy.spec.View;

/** What the specification itself says: experiments, their arms and the versions that these serve, tables and owners. */
record SpecFacts(Findings findings, Spec spec) {
    /** An arm that serves no model, such as a control without recommendations. */
    static final String NO_MODEL = "none";

    void read() {
        spec.experiments().forEach(this::experiment);
        spec.views().forEach(this::view);
        spec.pipelines()
                .forEach((name, pipeline) -> findings.node(
                        GraphNode.of(NodeKind.OWNER, "owner:" + pipeline.owner(), pipeline.owner()),
                        "pipelines." + name + ".owner"));
    }

    private void experiment(String id, Experiment experiment) {
        String ref = "experiments." + id;
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("baseline", experiment.baseline());
        attributes.put("from", experiment.from().toString());
        experiment.to().ifPresent(day -> attributes.put("to", day.toString()));
        Optional<String> owner = spec.pipelines().values().stream().findFirst().map(pipeline -> pipeline.owner());
        findings.node(
                GraphNode.of(NodeKind.EXPERIMENT, "exp:" + id, id)
                        .with(attributes)
                        .ownedBy(owner),
                ref);
        for (String table : new String[] {"silver.events", "gold.assignments"}) {
            findings.node(Tables.node(table), ref);
            findings.edge(
                    "exp:" + id, EdgeKind.READS, "table:" + table, "job readout reads it", Confidence.DERIVED, ref);
        }
        Set<String> arms = new LinkedHashSet<>();
        experiment.weights().forEach(epoch -> arms.addAll(epoch.arms().keySet()));
        arms.forEach(arm -> arm(id, experiment, arm));
    }

    private void arm(String id, Experiment experiment, String arm) {
        String node = "arm:" + id + "/" + arm;
        Optional<String> serves = Optional.ofNullable(experiment.arms().get(arm));
        String ref = "experiments." + id + (serves.isPresent() ? ".arms." + arm : ".weights");
        findings.node(
                GraphNode.of(NodeKind.ARM, node, arm)
                        .with(serves.map(text -> Map.of("experiment", id, "serves", text))
                                .orElse(Map.of("experiment", id))),
                ref);
        findings.edge("exp:" + id, EdgeKind.HAS_ARM, node, "weights of " + id, Confidence.DECLARED, ref);
        serves.flatMap(ModelReference::of)
                .ifPresent(target -> findings.claim(
                        node,
                        EdgeKind.ARM_SERVES,
                        target,
                        "arms." + arm + " = " + serves.get(),
                        Confidence.DECLARED,
                        ref));
    }

    private void view(String name, View view) {
        String table = "gold." + name;
        String ref = "views." + name;
        findings.node(Tables.node(table), ref);
        reads(table, view.from(), ref);
        view.steps().stream()
                .filter(Step.Join.class::isInstance)
                .forEach(join -> reads(table, ((Step.Join) join).table(), ref));
    }

    private void reads(String table, String input, String ref) {
        findings.node(Tables.node(input), ref);
        findings.edge("table:" + table, EdgeKind.READS, "table:" + input, ref, Confidence.DERIVED, ref);
    }
}
