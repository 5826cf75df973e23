package sparkjoy.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/**
 * Judges all experiments on all of their looks.
 *
 * @param failures metrics that could not be computed, with the reason
 * @param caps the value of each cap
 * @param quantiles of the metrics that are quantiles
 */
record Readout(
        Map<String, Experiment> experiments,
        Map<String, Metric> metrics,
        Map<String, String> failures,
        Map<Caps.Key, Double> caps,
        Quantiles quantiles,
        HealthVerdicts health) {

    List<Judgement> judgements(List<Cohort> cohorts) {
        Map<String, List<Cohort>> byExperiment =
                cohorts.stream().collect(Collectors.groupingBy(Cohort::experiment, TreeMap::new, Collectors.toList()));
        return health.looks().keySet().stream()
                .flatMap(id -> judgements(id, byExperiment.getOrDefault(id, List.of())))
                .toList();
    }

    private Stream<Judgement> judgements(String id, List<Cohort> cohorts) {
        Map<String, List<Cohort>> byMetric = cohorts.stream().collect(Collectors.groupingBy(Cohort::metric));
        List<Judgement> judgements = experiments.get(id).metrics().stream()
                .flatMap(metric -> failures.containsKey(metric)
                        ? failed(id, metric)
                        : judgements(id, metric, byMetric.getOrDefault(metric, List.of())))
                .toList();
        return adjusted(experiments.get(id), judgements);
    }

    private Stream<Judgement> failed(String id, String metric) {
        Experiment experiment = experiments.get(id);
        return MetricHistory.variants(experiment)
                .map(variant -> Judgement.without(
                        place(id, metric, Dimensions.ALL, Dimensions.ALL, variant),
                        Status.FAILED,
                        failures.get(metric)));
    }

    private Stream<Judgement> judgements(String id, String metric, List<Cohort> cohorts) {
        Map<List<String>, List<Cohort>> cells = new TreeMap<>((one, other) -> {
            int byDimension = one.get(0).compareTo(other.get(0));
            return byDimension != 0 ? byDimension : one.get(1).compareTo(other.get(1));
        });
        cells.put(List.of(Dimensions.ALL, Dimensions.ALL), new ArrayList<>());
        cohorts.forEach(
                cohort -> cells.computeIfAbsent(List.of(cohort.dimension(), cohort.value()), cell -> new ArrayList<>())
                        .add(cohort));
        Comparer comparer = new Comparer(experiments.get(id), metrics.get(metric));
        return cells.entrySet().stream()
                .flatMap(cell -> MetricHistory.of(
                        place(id, metric, cell.getKey().get(0), cell.getKey().get(1), ""),
                        comparer,
                        cell.getValue(),
                        caps,
                        quantiles)
                        .judgements(health.looks().get(id), health)
                        .stream());
    }

    /** As of the experiment's last look. */
    private Judgement.Place place(String id, String metric, String dimension, String value, String variant) {
        return new Judgement.Place(
                id,
                health.looks().get(id).last(),
                metric,
                dimension,
                value,
                variant,
                experiments.get(id).baseline());
    }

    /**
     * The family of a test: all variants and metrics of one role (primary, secondary, guardrail), of one value of a
     * dimension on one day.
     */
    private Stream<Judgement> adjusted(Experiment experiment, List<Judgement> judgements) {
        Map<List<Object>, List<Judgement>> families = judgements.stream()
                .collect(Collectors.groupingBy(
                        judgement -> List.of(
                                judgement.place().look(),
                                judgement.place().dimension(),
                                judgement.place().value(),
                                role(experiment, judgement)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return families.values().stream().flatMap(family -> new Family(experiment, family)
                .adjusted(role(experiment, family.get(0)) == Role.GUARDRAIL));
    }

    private Role role(Experiment experiment, Judgement judgement) {
        String metric = judgement.place().metric();
        return Role.of(experiment, metric, metrics.get(metric));
    }
}
