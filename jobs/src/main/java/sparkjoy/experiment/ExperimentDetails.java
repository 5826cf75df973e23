package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/**
 * What a data scientist wants to know beyond the verdict.
 *
 * @param dimensions the lines of each value of a dimension as of the last look
 * @param course what each look said, as it is computed now: late events are in the looks that they belong to
 * @param novelty effects by day since the first exposure
 */
public record ExperimentDetails(List<OfValue> dimensions, List<Look> course, List<EffectOfDay> novelty) {

    /** One line of one value of a dimension. */
    public record OfValue(String dimension, String value, ReadoutLine line) {}

    /** One variant as of one day: what its lines meant together, as if the experiment had been running. */
    public record Look(LocalDate day, String variant, Conclusion conclusion, List<ReadoutLine> lines) {}

    /** Of an experiment that has lines. */
    static ExperimentDetails of(Lake lake, Spec spec, ExperimentStory story) {
        Experiment experiment = spec.experiments().get(story.id());
        Dataset<Row> readout =
                lake.read(ReadoutJob.READOUT).filter(col("experiment_id").equalTo(story.id()));
        return new ExperimentDetails(
                dimensions(readout, spec, experiment, story.asOf().orElseThrow()),
                course(readout, spec, experiment, story),
                Novelty.of(spec, story).effects(lake, spec));
    }

    private static List<OfValue> dimensions(Dataset<Row> readout, Spec spec, Experiment experiment, LocalDate look) {
        return readout
                .filter(col("as_of_date")
                        .equalTo(Date.valueOf(look))
                        .and(col("dimension").notEqual(Dimensions.ALL)))
                .orderBy("dimension", "dimension_value", "variant", "metric_id")
                .collectAsList()
                .stream()
                .map(row -> new OfValue(
                        row.getAs("dimension"), row.getAs("dimension_value"), ReadoutLine.of(row, spec, experiment)))
                .toList();
    }

    private static List<Look> course(Dataset<Row> readout, Spec spec, Experiment experiment, ExperimentStory story) {
        Map<LocalDate, List<ReadoutLine>> byDay = new TreeMap<>();
        readout.filter(col("dimension").equalTo(Dimensions.ALL))
                .orderBy("as_of_date", "variant", "metric_id")
                .collectAsList()
                .forEach(row -> byDay.computeIfAbsent(
                                row.<Date>getAs("as_of_date").toLocalDate(), day -> new ArrayList<>())
                        .add(ReadoutLine.of(row, spec, experiment)));
        List<Look> looks = new ArrayList<>();
        byDay.forEach((day, lines) -> {
            boolean isRunning =
                    story.isRunning() || story.asOf().filter(day::isBefore).isPresent();
            lines.stream()
                    .collect(Collectors.groupingBy(ReadoutLine::variant, LinkedHashMap::new, Collectors.toList()))
                    .forEach((variant, own) ->
                            looks.add(new Look(day, variant, Conclusion.of(own, experiment.alpha(), isRunning), own)));
        });
        return looks;
    }
}
