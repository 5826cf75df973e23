package sparkjoy.page;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.EffectOfDay;
import sparkjoy.experiment.ExperimentDetails;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.Headline;
import sparkjoy.experiment.StoryDetails;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/**
 * One experiment as `joy experiment --details` and `--power` show it, with its units by stage and day.
 *
 * @param story without its details; empty where no run has written a readout yet
 * @param metrics those of the specification that it is judged by
 * @param headlines the verdict on each variant
 * @param courses the numbers of every look, one per variant and metric
 * @param verdicts what each look said, by variant
 * @param dimensions lines of each value of a dimension as of the last look
 * @param novelty effects by day since the first exposure
 */
record ExperimentPage(
        String id,
        Experiment experiment,
        Map<String, Metric> metrics,
        Optional<ExperimentStory> story,
        Map<String, Headline> headlines,
        List<Course> courses,
        List<Verdicts> verdicts,
        List<DimensionLine> dimensions,
        List<EffectOfDay> novelty,
        Units units) {
    private static final String READOUT = "gold.experiment_readout";
    private static final String HEALTH = "gold.assignment_health";
    private static final String ASSIGNMENTS = "gold.assignments";

    /** What the looks said of one variant, by day. */
    record Verdicts(String variant, List<LocalDate> days, List<String> words) {}

    /** Of all experiments. The number of queries does not depend on how many there are. */
    static List<ExperimentPage> all(Lake lake, Spec spec) {
        Map<String, List<Row>> health = health(lake);
        Map<String, ExperimentStory> stories = stories(lake, spec);
        return spec.experiments().keySet().stream()
                .map(id -> of(
                        id, spec, Optional.ofNullable(stories.get(id)), Units.of(health.getOrDefault(id, List.of()))))
                .toList();
    }

    private static Map<String, ExperimentStory> stories(Lake lake, Spec spec) {
        if (!List.of(READOUT, HEALTH, ASSIGNMENTS).stream().allMatch(lake::exists)) {
            return Map.of();
        }
        List<ExperimentStory> verdicts =
                ExperimentStory.all(lake, spec, List.copyOf(spec.experiments().keySet()));
        return StoryDetails.addedTo(verdicts, lake, spec).stream()
                .collect(Collectors.toMap(ExperimentStory::id, story -> story));
    }

    static ExperimentPage of(String id, Spec spec, Optional<ExperimentStory> story, Units units) {
        Experiment experiment = spec.experiments().get(id);
        Optional<ExperimentDetails> details = story.flatMap(ExperimentStory::details);
        List<ExperimentDetails.Look> looks =
                details.map(ExperimentDetails::course).orElse(List.of());
        return new ExperimentPage(
                id,
                experiment,
                spec.metrics().entrySet().stream()
                        .filter(metric -> experiment.metrics().contains(metric.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                story.map(ExperimentStory::withoutDetails),
                story.map(Headline::all).orElse(Map.of()),
                Course.all(looks),
                verdicts(looks),
                details.map(found -> found.dimensions().stream()
                                .map(DimensionLine::of)
                                .toList())
                        .orElse(List.of()),
                details.map(ExperimentDetails::novelty).orElse(List.of()),
                units);
    }

    ExperimentPage within(Limits limits) {
        return new ExperimentPage(
                id,
                experiment,
                metrics,
                story,
                headlines,
                courses.stream().map(course -> course.within(limits)).toList(),
                verdicts.stream()
                        .map(one ->
                                new Verdicts(one.variant(), limits.lastDays(one.days()), limits.lastDays(one.words())))
                        .toList(),
                DimensionLine.largest(dimensions, limits.values()),
                novelty,
                units.within(limits));
    }

    private static List<Verdicts> verdicts(List<ExperimentDetails.Look> looks) {
        return looks.stream()
                .map(ExperimentDetails.Look::variant)
                .distinct()
                .map(variant -> {
                    List<ExperimentDetails.Look> own = looks.stream()
                            .filter(look -> look.variant().equals(variant))
                            .toList();
                    return new Verdicts(
                            variant,
                            own.stream().map(ExperimentDetails.Look::day).toList(),
                            own.stream()
                                    .map(look -> look.conclusion().kind().text())
                                    .toList());
                })
                .toList();
    }

    /** Rows of all units, by experiment and in order of their day. */
    private static Map<String, List<Row>> health(Lake lake) {
        if (!lake.exists(HEALTH)) {
            return Map.of();
        }
        Dataset<Row> rows =
                lake.read(HEALTH).filter(col("dimension").equalTo(KpiCell.ALL)).orderBy("experiment_id", "as_of_date");
        return rows.collectAsList().stream().collect(Collectors.groupingBy(row -> row.<String>getAs("experiment_id")));
    }
}
