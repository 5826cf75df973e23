package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Kept;
import sparkjoy.lake.Lake;
import sparkjoy.run.Answers;

/**
 * The events that only one of two versions of silver.events has, with what leads to orders, carts and experiments. Among
 * them may be others that lie in the same files. They are read once per run.
 *
 * @param now those of the newer version
 * @param before those of the older version
 */
record ChangedEvents(Dataset<Row> now, Dataset<Row> before) {
    private static final List<String> TELLING = List.of(
            "event_date",
            "occurred_at",
            "source_id",
            "message_id",
            "action",
            "order_id",
            "cart_id",
            "product_id",
            "unit_id",
            "service",
            "experiment_id",
            "variant",
            "is_bot",
            "vertical",
            "platform",
            "app_version",
            ModelVersions.COLUMN);

    private record Between(long before, long version) implements Answers.Question<ChangedEvents> {}

    /** Of a table that was made from an earlier version. */
    static ChangedEvents of(DayInputs inputs) {
        Lake lake = inputs.workspace().lake();
        long version = inputs.version();
        long before = inputs.before().orElseThrow();
        return inputs.workspace()
                .answers()
                .once(
                        new Between(before, version),
                        () -> new ChangedEvents(only(lake, version, before), only(lake, before, version)));
    }

    /** What the events of some days say, as they are and as they were before. */
    Dataset<Row> nowAndBefore(NavigableSet<LocalDate> days, UnaryOperator<Dataset<Row>> said) {
        Column isOfDays = col("event_date").isInCollection(days);
        return said.apply(now.filter(isOfDays)).union(said.apply(before.filter(isOfDays)));
    }

    private static Dataset<Row> only(Lake lake, long version, long other) {
        Dataset<Row> rows = lake.rowsOnlyIn(DayInputs.EVENTS, version, other);
        List<String> columns = Arrays.asList(rows.columns());
        return Kept.of(rows.select(TELLING.stream()
                        .filter(columns::contains)
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new)))
                .rows();
    }
}
