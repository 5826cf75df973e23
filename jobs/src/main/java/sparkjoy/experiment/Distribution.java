package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.sql.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.WeightsEpoch;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;

/**
 * How the units of an experiment are spread over its variants.
 *
 * @param byStatus units by status
 * @param days by the UTC day of the first assignment; bots and what lies outside the experiment's dates are left out
 */
public record Distribution(String experiment, Map<String, Long> byStatus, List<Day> days) {

    /**
     * The units that were first assigned on a day.
     *
     * @param units by first variant
     * @param expected share by variant that the weights in force give, 0 to 1
     */
    public record Day(String day, Map<String, Long> units, Map<String, Double> expected) {}

    /** Of gold.assignments. */
    public static Distribution of(Lake lake, String id, Experiment experiment) {
        Map<String, Long> byStatus = new TreeMap<>();
        Map<String, Map<String, Long>> byDay = new TreeMap<>();
        Map<String, Map<String, Double>> expected = new LinkedHashMap<>();
        new StrayVariants(Map.of(id, experiment))
                .named(lake.read("gold.assignments").filter(col("experiment_id").equalTo(id)))
                .groupBy(
                        col("first_assigned_at").cast("DATE").as("day"),
                        col("weights_epoch"),
                        col("variant"),
                        col("status"))
                .count()
                .collectAsList()
                .forEach(row -> {
                    byStatus.merge(row.getString(3), row.getLong(4), Long::sum);
                    if (isCompared(row)) {
                        String day = row.getDate(0).toString();
                        byDay.computeIfAbsent(day, first -> new TreeMap<>())
                                .merge(row.getString(2), row.getLong(4), Long::sum);
                        expected.put(day, shares(experiment, row.getDate(1)));
                    }
                });
        List<Day> days = byDay.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue(), expected.get(day.getKey())))
                .toList();
        return new Distribution(id, byStatus, days);
    }

    private static boolean isCompared(Row row) {
        String status = row.getString(3);
        return !Stages.LEFT_OUT.contains(status) && !status.equals("BOT");
    }

    private static Map<String, Double> shares(Experiment experiment, Date epoch) {
        Map<String, Double> shares = new TreeMap<>();
        experiment.weights().stream()
                .filter(weights -> weights.from().equals(epoch.toLocalDate()))
                .map(weights -> new WeightsEpoch(Map.of(), weights.arms()))
                .forEach(weights -> weights.arms().forEach(arm -> shares.put(arm, weights.share(arm))));
        return shares;
    }
}
