package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.WeightsEpoch;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;

/**
 * How the units of an experiment are spread over its variants.
 *
 * @param byStatus units by status
 * @param total of all days
 * @param healthAsOf the last look of health; empty before the first
 * @param health of each stage of all units as of that day
 * @param days by the UTC day of the first assignment; bots and what lies outside the experiment's dates are left out
 */
public record Distribution(
        String experiment,
        Map<String, Long> byStatus,
        Optional<Day> total,
        Optional<LocalDate> healthAsOf,
        List<StageHealth> health,
        List<Day> days) {

    /**
     * The units that were first assigned on a day.
     *
     * @param units by first variant
     * @param expected share by variant that the weights in force give, 0 to 1
     */
    public record Day(String day, Map<String, Long> units, Map<String, Double> expected) {

        /** Of all variants. */
        public long all() {
            return units.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Whether the units of a stage can be trusted.
     *
     * @param pValue of the sample ratio, if looked at once; empty where units are too few
     * @param alwaysValidP of the sample ratio, for any number of looks
     */
    public record StageHealth(
            String stage, String verdict, Optional<Double> pValue, double alwaysValidP, String reason) {}

    /** Of gold.assignments, and of gold.assignment_health where that has been computed. */
    public static Distribution of(Lake lake, String id, Experiment experiment) {
        Map<String, Long> byStatus = new TreeMap<>();
        Map<String, Map<String, Long>> byDay = new TreeMap<>();
        Map<String, Map<String, Double>> expected = new LinkedHashMap<>();
        new StrayVariants(Map.of(id, experiment))
                .named(lake.read(ExperimentTables.ASSIGNMENTS)
                        .filter(col("experiment_id").equalTo(id)))
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
        Optional<Dataset<Row>> health = lake.exists(ExperimentTables.HEALTH)
                ? Optional.of(lake.read(ExperimentTables.HEALTH)
                        .filter(col("experiment_id")
                                .equalTo(id)
                                .and(col("dimension").equalTo(Dimensions.ALL))))
                : Optional.empty();
        Optional<LocalDate> look = health.flatMap(rows ->
                        Optional.ofNullable(rows.agg(max("as_of_date")).first().getDate(0)))
                .map(Date::toLocalDate);
        return new Distribution(
                id,
                byStatus,
                total(days),
                look,
                look.map(day -> health(health.orElseThrow(), day)).orElse(List.of()),
                days);
    }

    /** Expected shares are those of the days, weighted by their units. */
    private static Optional<Day> total(List<Day> days) {
        Map<String, Long> units = new TreeMap<>();
        Map<String, Double> expected = new TreeMap<>();
        days.forEach(day -> {
            day.units().forEach((variant, some) -> units.merge(variant, some, Long::sum));
            day.expected().forEach((variant, share) -> expected.merge(variant, share * day.all(), Double::sum));
        });
        double all = days.stream().mapToLong(Day::all).sum();
        expected.replaceAll((variant, share) -> share / all);
        return days.isEmpty() ? Optional.empty() : Optional.of(new Day("(all)", units, expected));
    }

    private static List<StageHealth> health(Dataset<Row> rows, LocalDate look) {
        return rows
                .filter(col("as_of_date").equalTo(Date.valueOf(look)))
                .select("stage", "verdict", "p_value", "p_always_valid", "reason")
                .collectAsList()
                .stream()
                .sorted(Comparator.comparing(
                        row -> Stage.valueOf(row.getString(0).toUpperCase(Locale.ROOT))))
                .map(row -> new StageHealth(
                        row.getString(0),
                        row.getString(1),
                        Optional.ofNullable(row.getAs(2)),
                        row.getDouble(3),
                        row.getString(4)))
                .toList();
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
