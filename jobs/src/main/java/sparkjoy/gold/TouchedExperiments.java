package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The experiments of which the events of changed days tell, or told before the change.
 *
 * @param names in order; empty where all are to be made anew
 */
record TouchedExperiments(Optional<List<String>> names) {
    /** Ids come from logs: with more of them than anybody runs at once, to make all anew costs less than to name them. */
    private static final int MOST = 200;

    static TouchedExperiments of(DayInputs inputs) {
        if (!inputs.followsChanges()) {
            return new TouchedExperiments(Optional.empty());
        }
        NavigableSet<LocalDate> days = inputs.days();
        Dataset<Row> now = of(inputs.events(), days);
        Dataset<Row> touched =
                inputs.eventsBefore().map(before -> now.union(of(before, days))).orElse(now);
        List<String> names = touched.distinct().limit(MOST + 1).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        return new TouchedExperiments(Optional.of(names).filter(found -> found.size() <= MOST));
    }

    boolean areAll() {
        return names.isEmpty();
    }

    /** Of rows with an `experiment_id` those of these experiments. */
    Dataset<Row> among(Dataset<Row> rows) {
        return names.map(some -> rows.filter(col("experiment_id").isInCollection(some)))
                .orElse(rows);
    }

    /** The same as an SQL condition; true for none where there are no names. */
    String condition() {
        return names.orElseThrow().stream()
                .map(name -> new Literal(UTF8String.fromString(name), DataTypes.StringType).sql())
                .collect(Collectors.joining(
                        ", ", "experiment_id IN (", names.orElseThrow().isEmpty() ? "NULL)" : ")"));
    }

    /** For the message after a number of units. */
    String told() {
        return names.map(some ->
                        some.isEmpty() ? ", no experiment on the changed days" : " of " + String.join(", ", some))
                .orElse("");
    }

    private static Dataset<Row> of(Dataset<Row> events, NavigableSet<LocalDate> days) {
        return Assignments.evidence(events)
                .filter(col("event_date").isInCollection(days))
                .select("experiment_id");
    }
}
