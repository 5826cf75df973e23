package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/**
 * What is known of one experiment.
 *
 * @param alpha the chance of a false alarm that is accepted
 * @param asOf the last look; empty before the first complete day with a unit
 * @param isRunning until the last window of the units of the last day is over
 * @param conclusions by variant
 * @param next what to do about them
 * @param warnings what health finds odd in the stages that readouts rest on, without withholding them, and metrics in
 *     which the arms differed before they were exposed
 * @param withheld the values of dimensions whose numbers health withholds
 * @param modelVersions versions of a model that the units of each arm had seen, by time; without arms of which no event
 *     names one
 * @param lines one per variant and metric
 * @param outlooks of the lines that have numbers, in the same order
 * @param details only where they were asked for
 */
public record ExperimentStory(
        String id,
        double alpha,
        Optional<LocalDate> asOf,
        boolean isRunning,
        Map<String, Conclusion> conclusions,
        List<String> next,
        List<String> warnings,
        List<Withheld> withheld,
        Map<String, List<String>> modelVersions,
        List<ReadoutLine> lines,
        List<Outlook> outlooks,
        Optional<ExperimentDetails> details) {

    /** Of an experiment of the specification. */
    public static ExperimentStory of(Lake lake, Spec spec, String id) {
        return all(lake, spec, List.of(id)).get(0);
    }

    /** Of some experiments of the specification, in their order. Each table is read once for all of them. */
    public static List<ExperimentStory> all(Lake lake, Spec spec, List<String> ids) {
        StoryRows rows = StoryRows.of(lake, ids);
        return ids.stream().map(id -> of(rows, spec, id)).toList();
    }

    private static ExperimentStory of(StoryRows found, Spec spec, String id) {
        Experiment experiment = spec.experiments().get(id);
        Optional<LocalDate> asOf = found.look(id);
        Windows windows = new Windows(experiment, spec.metrics());
        boolean isRunning = asOf.filter(windows::isOver).isEmpty();
        List<Row> rows = found.readout(id);
        List<ReadoutLine> lines =
                rows.stream().map(row -> ReadoutLine.of(row, spec, experiment)).toList();
        Doubts doubts = HealthVerdicts.doubts(found.health(id), experiment);
        Map<String, Conclusion> conclusions = new TreeMap<>();
        lines.stream()
                .collect(Collectors.groupingBy(ReadoutLine::variant))
                .forEach((variant, own) ->
                        conclusions.put(variant, doubts.summarized(Conclusion.of(own, experiment.alpha(), isRunning))));
        List<Outlook> outlooks =
                Outlook.all(lines, found.traffic(id), spec.metrics(), new Outlook.Rule(experiment.alpha(), isRunning));
        List<String> warnings = Stream.concat(
                        HealthVerdicts.warnings(found.health(id)).stream(),
                        lines.stream().flatMap(line -> line.unequalHistory().stream()))
                .toList();
        List<Withheld> withheld = doubts.withheld();
        List<String> next = Stream.concat(
                        new Advice(id, experiment.baseline(), isRunning, conclusions, withheld).sentences().stream(),
                        lines.stream()
                                .filter(line -> line.status().equals(Status.FAILED.name()))
                                .map(line -> "Correct metrics." + line.metric()
                                        + ", which cannot be computed, then run `joy run all`.")
                                .distinct())
                .toList();
        return new ExperimentStory(
                id,
                experiment.alpha(),
                asOf,
                isRunning,
                conclusions,
                next,
                warnings,
                withheld,
                modelVersions(rows),
                lines,
                outlooks,
                Optional.empty());
    }

    /** The verdict and its numbers alone. */
    public ExperimentStory withoutDetails() {
        return with(Optional.empty());
    }

    /** With these details. */
    ExperimentStory with(Optional<ExperimentDetails> further) {
        return new ExperimentStory(
                id,
                alpha,
                asOf,
                isRunning,
                conclusions,
                next,
                warnings,
                withheld,
                modelVersions,
                lines,
                outlooks,
                further);
    }

    private static Map<String, List<String>> modelVersions(List<Row> rows) {
        Map<String, List<String>> versions = new TreeMap<>();
        rows.forEach(row -> {
            versions.put(row.getAs("baseline_variant"), texts(row, "model_versions_control"));
            versions.put(row.getAs("variant"), texts(row, "model_versions_variant"));
        });
        versions.values().removeIf(List::isEmpty);
        return versions;
    }

    /** A table that an earlier version made may lack the column. */
    private static List<String> texts(Row row, String column) {
        return List.of(row.schema().fieldNames()).contains(column) && !row.isNullAt(row.fieldIndex(column))
                ? row.getList(row.fieldIndex(column))
                : List.of();
    }
}
