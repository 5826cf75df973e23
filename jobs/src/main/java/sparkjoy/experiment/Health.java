package sparkjoy.experiment;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.experiment.statistics.SampleRatio;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/** Looks at the assignment of each experiment on each day since its first unit: the rows of gold.assignment_health. */
record Health(
        Map<String, Experiment> experiments, Map<String, Metric> metrics, LocalDate completeDay, ArmVersions versions) {

    List<Row> rows(List<StageCount> counts) {
        Map<String, List<StageCount>> byExperiment = counts.stream()
                .collect(Collectors.groupingBy(StageCount::experiment, TreeMap::new, Collectors.toList()));
        return byExperiment.entrySet().stream()
                .flatMap(entry -> rows(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Stream<Row> rows(String id, List<StageCount> counts) {
        Experiment experiment = experiments.get(id);
        LocalDate last = new Windows(experiment, metrics).lastLook(completeDay);
        LocalDate first = counts.stream()
                .map(StageCount::day)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (first.isAfter(last)) {
            return Stream.of();
        }
        Map<List<String>, List<StageCount>> cells = new LinkedHashMap<>();
        counts.stream()
                .flatMap(Health::withEpoch)
                .sorted(Comparator.comparing(StageCount::stage)
                        .thenComparing(StageCount::dimension)
                        .thenComparing(StageCount::value))
                .forEach(count -> cells.computeIfAbsent(
                                List.of(count.stage().name(), count.dimension(), count.value()),
                                cell -> new ArrayList<>())
                        .add(count));
        List<LocalDate> looks = first.datesUntil(last.plusDays(1)).toList();
        return cells.values().stream().flatMap(cell -> rows(experiment, looks, cell));
    }

    private static Stream<StageCount> withEpoch(StageCount count) {
        return count.dimension().equals(Dimensions.ALL) ? Stream.of(count, count.ofEpoch()) : Stream.of(count);
    }

    private Stream<Row> rows(Experiment experiment, List<LocalDate> looks, List<StageCount> counts) {
        NavigableMap<LocalDate, List<StageCount>> byDay =
                new TreeMap<>(counts.stream().collect(Collectors.groupingBy(StageCount::day)));
        HealthCell cell = new HealthCell(experiment);
        double alwaysValid = 1;
        List<Row> rows = new ArrayList<>();
        for (LocalDate look : looks) {
            byDay.getOrDefault(look, List.of()).forEach(cell::add);
            HealthCheck check = HealthCheck.of(cell, alwaysValid, experiment).warned(mixtures(counts.get(0), look));
            alwaysValid = check.alwaysValid();
            rows.add(row(counts.get(0), look, check));
        }
        return rows.stream();
    }

    /** Once a day: of all units, in the stage that the readout of a running experiment rests on from its first day. */
    private List<String> mixtures(StageCount of, LocalDate look) {
        return of.stage() == Stage.AFTER_BOT_FILTER && of.dimension().equals(Dimensions.ALL)
                ? versions.mixtures(of.experiment(), look)
                : List.of();
    }

    private static Row row(StageCount of, LocalDate look, HealthCheck check) {
        HealthCell cell = check.cell();
        var ratio = check.ratio().value();
        return RowFactory.create(
                of.experiment(),
                Date.valueOf(look),
                of.stage().label(),
                of.dimension(),
                of.value(),
                structs(cell.units()),
                structs(cell.expectedShares()),
                ratio.map(SampleRatio::statistic).orElse(null),
                ratio.map(SampleRatio::degreesOfFreedom).orElse(null),
                ratio.map(SampleRatio::pValue).orElse(null),
                check.alwaysValid(),
                ratio.map(SampleRatio::shareDeviation).orElse(null),
                cell.crossed(),
                cell.users() == 0 ? null : (double) cell.crossed() / cell.users(),
                sum(cell.strays(false)),
                sum(cell.strays(true)),
                cell.mismatches(),
                check.verdict().name(),
                check.reason(),
                check.findings().stream()
                        .map(finding -> RowFactory.create(finding.verdict().name(), finding.reason()))
                        .toArray(Row[]::new));
    }

    private static Row[] structs(Map<String, ?> byVariant) {
        return byVariant.entrySet().stream()
                .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
                .toArray(Row[]::new);
    }

    private static long sum(Map<String, Long> units) {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }
}
