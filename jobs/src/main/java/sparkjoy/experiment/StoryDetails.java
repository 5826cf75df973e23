package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/** Reads what a data scientist wants to know of experiments beyond the verdict. */
public final class StoryDetails {
    private StoryDetails() {}

    /** Adds the details to some experiments, in their order; one without lines has none. Each table is read once for all of them. */
    public static List<ExperimentStory> addedTo(List<ExperimentStory> stories, Lake lake, Spec spec) {
        Map<String, ExperimentDetails> details = all(
                lake,
                spec,
                stories.stream().filter(story -> !story.lines().isEmpty()).toList());
        return stories.stream()
                .map(story -> story.with(Optional.ofNullable(details.get(story.id()))))
                .toList();
    }

    /** Of experiments that have lines, by their ids. */
    private static Map<String, ExperimentDetails> all(Lake lake, Spec spec, List<ExperimentStory> stories) {
        if (stories.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Row>> rows = rows(lake, stories);
        Map<String, List<EffectOfDay>> novelty = Novelty.of(spec, stories).effects(lake, spec);
        Map<String, ExperimentDetails> details = new TreeMap<>();
        stories.forEach(story -> {
            List<Row> own = rows.get(story.id());
            details.put(
                    story.id(),
                    new ExperimentDetails(
                            dimensions(own, spec, story),
                            course(own, spec, story),
                            novelty.getOrDefault(story.id(), List.of())));
        });
        return details;
    }

    /** Every look at all units, and the last looks at each value of a dimension. */
    private static Map<String, List<Row>> rows(Lake lake, List<ExperimentStory> stories) {
        Map<String, LocalDate> looks = stories.stream()
                .collect(Collectors.toMap(
                        ExperimentStory::id, story -> story.asOf().orElseThrow()));
        return lake
                .read(ExperimentTables.READOUT)
                .filter(col("experiment_id").isInCollection(looks.keySet()))
                .filter(col("dimension")
                        .equalTo(Dimensions.ALL)
                        .or(col("as_of_date").isInCollection(looks.values())))
                .orderBy("as_of_date", "dimension", "dimension_value", "variant", "metric_id")
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(StoryRows::id));
    }

    private static List<ExperimentDetails.OfValue> dimensions(List<Row> rows, Spec spec, ExperimentStory story) {
        Experiment experiment = spec.experiments().get(story.id());
        return rows.stream()
                .filter(row -> !isOfAll(row)
                        && story.asOf().filter(StoryRows.day(row)::equals).isPresent())
                .map(row -> new ExperimentDetails.OfValue(
                        row.getAs("dimension"), row.getAs("dimension_value"), ReadoutLine.of(row, spec, experiment)))
                .toList();
    }

    private static List<ExperimentDetails.Look> course(List<Row> rows, Spec spec, ExperimentStory story) {
        Experiment experiment = spec.experiments().get(story.id());
        Map<LocalDate, List<ReadoutLine>> byDay = new TreeMap<>();
        rows.stream().filter(StoryDetails::isOfAll).forEach(row -> byDay.computeIfAbsent(
                        StoryRows.day(row), day -> new ArrayList<>())
                .add(ReadoutLine.of(row, spec, experiment)));
        List<ExperimentDetails.Look> looks = new ArrayList<>();
        byDay.forEach((day, lines) -> {
            boolean isRunning =
                    story.isRunning() || story.asOf().filter(day::isBefore).isPresent();
            lines.stream()
                    .collect(Collectors.groupingBy(ReadoutLine::variant, LinkedHashMap::new, Collectors.toList()))
                    .forEach((variant, own) -> looks.add(new ExperimentDetails.Look(
                            day, variant, Conclusion.of(own, experiment.alpha(), isRunning), own)));
        });
        return looks;
    }

    private static boolean isOfAll(Row row) {
        return row.<String>getAs("dimension").equals(Dimensions.ALL);
    }
}
