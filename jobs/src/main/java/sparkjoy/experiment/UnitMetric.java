package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/**
 * What one unit adds to one metric of an experiment, as gold.experiment_units has it.
 *
 * @param denominator only of a metric that has one: ratios, and quantiles of events, whose events it counts
 * @param capped the cap, where the numerator is above it
 * @param numeratorBefore over the history before the first exposure
 * @param windowEndsAt ISO 8601, UTC
 * @param isComplete the window is over as of the last look, so that the unit is in the readout
 */
public record UnitMetric(
        String metric,
        String numerator,
        Optional<String> denominator,
        Optional<String> capped,
        String numeratorBefore,
        Optional<String> denominatorBefore,
        String windowEndsAt,
        boolean isComplete) {

    /**
     * By experiment; nothing where no readout has been computed.
     *
     * @param exposed the first exposure by experiment
     */
    static Map<String, List<UnitMetric>> of(Lake lake, Spec spec, String unit, Map<String, Instant> exposed) {
        Map<String, List<UnitMetric>> metrics = new TreeMap<>();
        if (lake.exists(ExperimentTables.UNITS)) {
            lake
                    .read(ExperimentTables.UNITS)
                    .filter(col("unit_id").equalTo(unit))
                    .orderBy("experiment_id", "metric_id")
                    .collectAsList()
                    .stream()
                    .filter(row -> exposed.containsKey(row.<String>getAs("experiment_id")))
                    .filter(row -> spec.metrics().containsKey(row.<String>getAs("metric_id")))
                    .forEach(row -> metrics.merge(
                            row.getAs("experiment_id"),
                            List.of(of(
                                    row,
                                    spec.metrics().get(row.<String>getAs("metric_id")),
                                    exposed.get(row.<String>getAs("experiment_id")))),
                            UnitMetric::joined));
        }
        return metrics;
    }

    private static List<UnitMetric> joined(List<UnitMetric> some, List<UnitMetric> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static UnitMetric of(Row row, Metric metric, Instant exposed) {
        boolean isSum = metric.denominator().isPresent() || metric.quantileOf() == Metric.QuantileOf.EVENTS;
        BigDecimal value = row.getAs("value_num");
        BigDecimal capped = row.getAs("capped_num");
        return new UnitMetric(
                row.getAs("metric_id"),
                plain(value),
                isSum ? Optional.of(plain(row.getAs("value_den"))) : Optional.empty(),
                Optional.ofNullable(capped)
                        .filter(cap -> cap.compareTo(value) < 0)
                        .map(UnitMetric::plain),
                plain(row.getAs("pre_num")),
                isSum ? Optional.of(plain(row.getAs("pre_den"))) : Optional.empty(),
                exposed.plus(metric.window()).toString(),
                row.getAs("is_window_complete"));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
