package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many units an experiment gets a day: those that are compared, by the UTC day of their first exposure, in the mean
 * of the last seven days up to a look, or of those since the first unit. Days without a unit count as well.
 *
 * @param unitsPerDay by variant
 */
record Traffic(Map<String, Double> unitsPerDay) {
    private static final long MOST_DAYS = 7;

    /** Of gold.assignments, by experiment, each up to the end of its day. */
    static Map<String, Traffic> all(Dataset<Row> assignments, Map<String, LocalDate> looks) {
        Map<String, List<Row>> counts = MetricUnits.compared(assignments)
                .filter(col("experiment_id").isInCollection(looks.keySet()))
                .groupBy(col("variant"), col("first_exposed_at").cast("DATE").as("day"), col("experiment_id"))
                .count()
                .collectAsList()
                .stream()
                .collect(Collectors.groupingBy(row -> row.getString(2)));
        Map<String, Traffic> traffic = new TreeMap<>();
        looks.forEach((id, look) -> traffic.put(id, of(counts.getOrDefault(id, List.of()), look)));
        return traffic;
    }

    private static Traffic of(List<Row> all, LocalDate asOf) {
        List<Row> counts = all.stream().filter(row -> !day(row).isAfter(asOf)).toList();
        LocalDate first =
                counts.stream().map(Traffic::day).min(Comparator.naturalOrder()).orElse(asOf);
        long days = Math.min(MOST_DAYS, ChronoUnit.DAYS.between(first, asOf) + 1);
        Map<String, Double> unitsPerDay = new TreeMap<>();
        counts.stream()
                .filter(row -> day(row).isAfter(asOf.minusDays(days)))
                .forEach(row -> unitsPerDay.merge(row.getString(0), (double) row.getLong(3) / days, Double::sum));
        return new Traffic(unitsPerDay);
    }

    /** Of two arms together. */
    double between(String baseline, String variant) {
        return unitsPerDay.getOrDefault(baseline, 0.0) + unitsPerDay.getOrDefault(variant, 0.0);
    }

    private static LocalDate day(Row row) {
        return row.getDate(1).toLocalDate();
    }
}
