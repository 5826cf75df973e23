package sparkjoy.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.experiment.Conclusion;
import sparkjoy.experiment.Estimate;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.ReadoutLine;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** Closes the loop from a version of a model to its live result, which is read from gold and not copied. */
record LiveResults(Lake lake, Spec spec) {
    private static final String READOUT = "gold.experiment_readout";

    /** Of each arm that serves a version or alias of the model. */
    List<LiveResult> results(Graph graph, GraphNode model) {
        List<LiveResult> results = new ArrayList<>();
        Map<String, Optional<ExperimentStory>> stories = new HashMap<>();
        for (String id : Neighbourhood.of(graph, model.id())) {
            graph.leaving(id, EdgeKind.ARM_SERVES)
                    .forEach(edge -> result(edge, graph, stories).ifPresent(results::add));
        }
        return results;
    }

    private Optional<LiveResult> result(
            GraphEdge serving, Graph graph, Map<String, Optional<ExperimentStory>> stories) {
        String experiment = graph.node(serving.from()).attribute("experiment");
        String arm = graph.node(serving.from()).name();
        if (!spec.experiments().containsKey(experiment)) {
            return Optional.empty();
        }
        Optional<ExperimentStory> story = stories.computeIfAbsent(experiment, this::story);
        return Optional.of(result(new Served(graph, serving.to()), experiment, arm, story));
    }

    private Optional<ExperimentStory> story(String experiment) {
        return lake.exists(READOUT) ? Optional.of(ExperimentStory.of(lake, spec, experiment)) : Optional.empty();
    }

    private LiveResult result(Served served, String experiment, String arm, Optional<ExperimentStory> story) {
        return new LiveResult(
                experiment,
                arm,
                served.id(),
                served.versions(),
                served.trainedAt(),
                served.run().map(GraphNode::id),
                served.jobs(),
                served.deployments(),
                spec.experiments().get(experiment).baseline().equals(arm),
                story.map(found -> found.modelVersions().getOrDefault(arm, List.of()))
                        .orElse(List.of()),
                story.flatMap(ExperimentStory::asOf),
                story.flatMap(found -> Optional.ofNullable(found.conclusions().get(arm)))
                        .map(LiveResults::text),
                story.map(ExperimentStory::warnings).orElse(List.of()),
                story.map(found -> found.lines().stream()
                                .filter(line -> line.variant().equals(arm))
                                .map(LiveResults::line)
                                .toList())
                        .orElse(List.of()));
    }

    private static String text(Conclusion conclusion) {
        return conclusion.kind().name() + (conclusion.reason().isEmpty() ? "" : " (" + conclusion.reason() + ")");
    }

    /** The interval as a share of the baseline, like the lift; the p-value is that of `joy experiment`. */
    private static LiveResult.Line line(ReadoutLine line) {
        return new LiveResult.Line(
                line.metric(),
                line.isGuardrail(),
                line.status(),
                line.estimate().flatMap(Estimate::lift),
                line.estimate().map(found -> found.low() / Math.abs(found.controlMean())),
                line.estimate().map(found -> found.high() / Math.abs(found.controlMean())),
                line.estimate().map(found -> found.alwaysValidAdjustedP().orElse(found.alwaysValidP())));
    }
}
