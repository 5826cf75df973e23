package sparkjoy.experiment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;
import sparkjoy.gold.WeightsEpochs;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/**
 * What happened to one unit in experiments.
 *
 * @param standings one per experiment
 * @param sightings the first events that carried a variant, in order of time
 * @param allSightings how many there are
 */
public record UnitStory(String unit, List<Standing> standings, List<Sighting> sightings, long allSightings) {

    /**
     * How the unit stands in an experiment, by gold.assignments, and what it did from its first exposure on.
     *
     * @param expected the variant that the hash gives; empty where the salt is unknown
     * @param metrics what it adds to the experiment's metrics; empty where it is in no readout
     */
    public record Standing(
            String experiment,
            Optional<String> variant,
            Optional<String> expected,
            String status,
            int variantsSeen,
            Optional<String> firstExposedAt,
            long exposures,
            long clicks,
            long addsToCart,
            long orders,
            List<UnitMetric> metrics) {}

    /**
     * One event that told of a variant: when, what, and where in the logs.
     *
     * @param isExposure it exposed the unit
     * @param isCrossover it told of another variant than the one before
     * @param isOver it came after its experiment's end: nothing follows from it
     */
    public record Sighting(
            String at,
            String experiment,
            String variant,
            String event,
            boolean isExposure,
            boolean isCrossover,
            boolean isOver,
            String path,
            long line) {}

    /**
     * Of silver.events and gold.assignments.
     *
     * @param spec that knows the experiments
     * @param experiment only this one
     * @param limit most sightings
     * @throws UserError where no event is the unit's
     */
    public static UnitStory of(Lake lake, Spec spec, String unit, Optional<String> experiment, int limit) {
        Dataset<Row> events =
                lake.read(ExperimentTables.EVENTS).filter(col("unit_id").equalTo(unit));
        if (events.isEmpty()) {
            throw new UserError("silver.events has no event of the unit '" + unit
                    + "'. Use the id that identity.unit selects: by default the user id, or the anonymous id of"
                    + " events without a user id.");
        }
        Column isMeant = experiment
                .map(id -> col("experiment_id").equalTo(id))
                .orElse(col("experiment_id").isNotNull());
        WeightsEpochs epochs = new WeightsEpochs(spec.experiments());
        Dataset<Row> named = events.filter(isMeant.and(col("variant").isNotNull()))
                .withColumn("is_exposure", epochs.isExposure())
                .withColumn("is_over", epochs.isBeforeEnd(col("occurred_at")).unary_$bang())
                .orderBy("occurred_at", "message_id");
        List<Row> assigned = lake.read(ExperimentTables.ASSIGNMENTS)
                .filter(isMeant.and(col("unit_id").equalTo(unit)))
                .orderBy("experiment_id")
                .collectAsList();
        Map<String, List<UnitMetric>> metrics = UnitMetric.of(lake, spec, unit, exposures(assigned));
        List<Standing> standings = assigned.stream()
                .map(row -> standing(row, events, metrics.getOrDefault(row.<String>getAs("experiment_id"), List.of())))
                .toList();
        return new UnitStory(unit, standings, sightings(named.limit(limit).collectAsList()), named.count());
    }

    private static Map<String, Instant> exposures(List<Row> assigned) {
        Map<String, Instant> exposures = new TreeMap<>();
        assigned.stream()
                .filter(row -> row.getAs("first_exposed_at") != null)
                .forEach(row -> exposures.put(
                        row.getAs("experiment_id"),
                        row.<Timestamp>getAs("first_exposed_at").toInstant()));
        return exposures;
    }

    private static Standing standing(Row row, Dataset<Row> events, List<UnitMetric> metrics) {
        Timestamp exposed = row.getAs("first_exposed_at");
        Map<String, Long> after = exposed == null ? Map.of() : actionsSince(exposed, events);
        return new Standing(
                row.getAs("experiment_id"),
                Optional.ofNullable(row.getAs("variant")),
                Optional.ofNullable(row.getAs("expected_variant")),
                row.getAs("status"),
                row.getAs("variants_seen"),
                Optional.ofNullable(exposed).map(UnitStory::utc),
                row.getAs("exposures"),
                after.getOrDefault("click", 0L),
                after.getOrDefault("add_to_cart", 0L),
                after.getOrDefault("order", 0L),
                metrics);
    }

    /** Of orders each once, whoever reported it. */
    private static Map<String, Long> actionsSince(Timestamp exposed, Dataset<Row> events) {
        Column event = when(col("action").equalTo("order"), coalesce(col("order_id"), col("message_id")))
                .otherwise(col("message_id"));
        return events
                .filter(col("occurred_at").geq(exposed).and(col("action").isNotNull()))
                .groupBy("action")
                .agg(count_distinct(event))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    private static List<Sighting> sightings(List<Row> rows) {
        Map<String, String> before = new TreeMap<>();
        List<Sighting> sightings = new ArrayList<>();
        for (Row row : rows) {
            String experiment = row.getAs("experiment_id");
            String variant = row.getAs("variant");
            boolean isOver = row.getAs("is_over");
            String last = isOver ? before.get(experiment) : before.put(experiment, variant);
            sightings.add(new Sighting(
                    utc(row.getAs("occurred_at")),
                    experiment,
                    variant,
                    Optional.ofNullable(row.<String>getAs("event")).orElse(row.getAs("type")),
                    row.<Boolean>getAs("is_exposure") && !isOver,
                    last != null && !last.equals(variant) && !isOver,
                    isOver,
                    row.getAs("path"),
                    row.getAs("line_number")));
        }
        return sightings;
    }

    private static String utc(Timestamp time) {
        return time.toInstant().toString();
    }
}
