package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/**
 * What the tables say of some experiments as of the last look of each, by the id of the experiment. The number of queries
 * does not depend on the number of experiments.
 *
 * @param looks the last one of each experiment that has a readout
 * @param readouts rows of all units, by variant and metric
 * @param health rows of the stages that could withhold readouts
 * @param traffic of the experiments that have numbers
 */
record StoryRows(
        Map<String, LocalDate> looks,
        Map<String, List<Row>> readouts,
        Map<String, List<Row>> health,
        Map<String, Traffic> traffic) {

    static StoryRows of(Lake lake, List<String> ids) {
        Dataset<Row> readout =
                lake.read(ExperimentTables.READOUT).filter(col("experiment_id").isInCollection(ids));
        Map<String, LocalDate> looks = looks(readout);
        if (looks.isEmpty()) {
            return new StoryRows(looks, Map.of(), Map.of(), Map.of());
        }
        Map<String, List<Row>> readouts = readouts(readout, looks);
        Map<String, LocalDate> withNumbers = new TreeMap<>(looks);
        withNumbers.keySet().removeIf(id -> readouts.getOrDefault(id, List.of()).stream()
                .noneMatch(row -> row.<String>getAs("status").equals("OK")));
        return new StoryRows(
                looks,
                readouts,
                HealthVerdicts.rows(lake.read(ExperimentTables.HEALTH), looks),
                withNumbers.isEmpty() ? Map.of() : Traffic.all(lake.read(ExperimentTables.ASSIGNMENTS), withNumbers));
    }

    Optional<LocalDate> look(String id) {
        return Optional.ofNullable(looks.get(id));
    }

    List<Row> readout(String id) {
        return readouts.getOrDefault(id, List.of());
    }

    List<Row> health(String id) {
        return health.getOrDefault(id, List.of());
    }

    Traffic traffic(String id) {
        return traffic.getOrDefault(id, new Traffic(Map.of()));
    }

    private static Map<String, LocalDate> looks(Dataset<Row> readout) {
        Map<String, LocalDate> looks = new TreeMap<>();
        readout.groupBy("experiment_id")
                .agg(max("as_of_date"))
                .collectAsList()
                .forEach(row -> looks.put(row.getString(0), row.getDate(1).toLocalDate()));
        return looks;
    }

    /** The days prune files; a look that is the last one of another experiment only is left out here. */
    private static Map<String, List<Row>> readouts(Dataset<Row> readout, Map<String, LocalDate> looks) {
        return readout
                .filter(col("as_of_date").isInCollection(looks.values()))
                .filter(col("dimension").equalTo(Dimensions.ALL))
                .orderBy("variant", "metric_id")
                .collectAsList()
                .stream()
                .filter(row -> day(row).equals(looks.get(id(row))))
                .collect(Collectors.groupingBy(StoryRows::id));
    }

    static String id(Row row) {
        return row.getAs("experiment_id");
    }

    static LocalDate day(Row row) {
        return row.<Date>getAs("as_of_date").toLocalDate();
    }
}
