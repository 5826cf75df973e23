package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What gold.assignment_health says against readouts.
 *
 * @param looks the days on which each experiment is looked at
 * @param blocked why the readout of a place is withheld
 */
record HealthVerdicts(Map<String, NavigableSet<LocalDate>> looks, Map<Cell, String> blocked) {

    /** One value of a dimension of one experiment as of a day. */
    record Cell(String experiment, LocalDate look, String dimension, String value) {}

    /** Of some experiments: health may still tell of others, which the specification had when it was made. */
    static HealthVerdicts of(Dataset<Row> health, Set<String> experiments) {
        Map<String, NavigableSet<LocalDate>> looks = new TreeMap<>();
        Map<Cell, String> blocked = new HashMap<>();
        health.filter(col("stage").isInCollection(blockingStages()))
                .filter(col("experiment_id").isInCollection(experiments))
                .select("experiment_id", "as_of_date", "dimension", "dimension_value", "stage", "verdict", "reason")
                .orderBy("experiment_id", "as_of_date", "stage")
                .collectAsList()
                .forEach(row -> {
                    String experiment = row.getString(0);
                    LocalDate look = row.getDate(1).toLocalDate();
                    looks.computeIfAbsent(experiment, id -> new TreeSet<>()).add(look);
                    if (Verdict.valueOf(row.getString(5)).isBlocking()) {
                        blocked.putIfAbsent(
                                new Cell(experiment, look, row.getString(2), row.getString(3)),
                                row.getString(5) + " in stage " + row.getString(4) + ": " + row.getString(6));
                    }
                });
        return new HealthVerdicts(looks, blocked);
    }

    /** What is odd about all units of an experiment as of a day, in the stages that could withhold its readout. */
    static List<String> warnings(Dataset<Row> health, String experiment, LocalDate look) {
        return health
                .filter(col("experiment_id")
                        .equalTo(experiment)
                        .and(col("as_of_date").equalTo(Date.valueOf(look)))
                        .and(col("dimension").equalTo(Dimensions.ALL))
                        .and(col("stage").isInCollection(blockingStages()))
                        .and(col("verdict").equalTo(Verdict.WARN.name())))
                .orderBy("stage")
                .select("stage", "reason")
                .collectAsList()
                .stream()
                .map(row -> "stage " + row.getString(0) + ": " + row.getString(1))
                .toList();
    }

    /** Why nothing may be told of a place: all units are in doubt, or those of its value. */
    Optional<String> against(Judgement.Place place) {
        Cell cell = new Cell(place.experiment(), place.look(), place.dimension(), place.value());
        Cell all = new Cell(place.experiment(), place.look(), Dimensions.ALL, Dimensions.ALL);
        return Optional.ofNullable(blocked.getOrDefault(all, blocked.get(cell)));
    }

    /** The last day on which each experiment is looked at. */
    Map<String, LocalDate> lastLooks() {
        Map<String, LocalDate> last = new TreeMap<>();
        looks.forEach((experiment, days) -> last.put(experiment, days.last()));
        return last;
    }

    private static List<String> blockingStages() {
        return Arrays.stream(Stage.values())
                .filter(Stage::isBlocking)
                .map(Stage::label)
                .toList();
    }
}
