package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Selection;

/**
 * The experiments that the events of changed days name, or named before the change.
 *
 * @param names empty where all are to be recomputed
 */
record TouchedExperiments(Optional<List<String>> names) {
    /** Ids come from logs: with more of them than anybody runs at once, to recompute all costs less than to name them. */
    private static final int MOST = 200;

    static TouchedExperiments all() {
        return new TouchedExperiments(Optional.empty());
    }

    static TouchedExperiments of(DayInputs inputs) {
        if (!inputs.followsChanges()) {
            return all();
        }
        Dataset<Row> touched = ChangedEvents.of(inputs)
                .nowAndBefore(
                        inputs.days(), events -> Assignments.evidence(events).select("experiment_id"));
        List<String> names =
                InDriver.rows(touched)
                        .orElseGet(() -> touched.distinct().limit(MOST + 1).collectAsList())
                        .stream()
                        .map(row -> row.getString(0))
                        .distinct()
                        .toList();
        return new TouchedExperiments(Optional.of(names).filter(found -> found.size() <= MOST));
    }

    boolean areNone() {
        return names.filter(List::isEmpty).isPresent();
    }

    boolean areAll() {
        return names.isEmpty();
    }

    /** Of rows with an `experiment_id` those of these experiments. */
    Dataset<Row> among(Dataset<Row> rows) {
        return names.map(some -> rows.filter(col("experiment_id").isInCollection(some)))
                .orElse(rows);
    }

    /** Those of some experiments that are touched; empty where any may be. */
    Optional<Set<String>> among(Set<String> some) {
        return names.map(touched -> some.stream().filter(touched::contains).collect(Collectors.toSet()));
    }

    /** The same, as what a write replaces. */
    Selection selection() {
        return Selection.of("experiment_id", names.orElseThrow());
    }

    /** For the message after a number of units; without the names, for they come from logs. */
    String text() {
        return names.map(some -> " of " + some.size() + (some.size() == 1 ? " experiment" : " experiments"))
                .orElse("");
    }
}
