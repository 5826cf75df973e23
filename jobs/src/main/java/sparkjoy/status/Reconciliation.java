package sparkjoy.status;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/**
 * Whether the conservation equations of some runs hold.
 *
 * @param equations how many were checked
 * @param broken those that do not hold
 */
public record Reconciliation(long equations, List<Broken> broken) {
    private static final String TABLE = "ops.reconciliation";

    static Reconciliation of(Lake lake, Set<String> runs) {
        if (!lake.exists(TABLE)) {
            return new Reconciliation(0, List.of());
        }
        List<Row> rows = lake.read(TABLE)
                .filter(col("run_id").isInCollection(runs))
                .select("run_id", "equation", "source_id", "day", "left", "right", "is_balanced")
                .collectAsList();
        return new Reconciliation(
                rows.size(),
                rows.stream().filter(row -> !row.getBoolean(6)).map(Broken::of).toList());
    }

    /** One equation whose sides differ. */
    public record Broken(
            String runId,
            String equation,
            Optional<String> sourceId,
            Optional<LocalDate> day,
            BigDecimal left,
            BigDecimal right) {

        private static Broken of(Row row) {
            return new Broken(
                    row.getString(0),
                    row.getString(1),
                    Optional.ofNullable(row.getString(2)),
                    Optional.ofNullable(row.getDate(3)).map(Date::toLocalDate),
                    row.getDecimal(4),
                    row.getDecimal(5));
        }

        String alarm() {
            return "run " + runId + " is unbalanced: " + equation
                    + sourceId.map(source -> " of source " + source).orElse("")
                    + day.map(found -> " on " + found).orElse("") + ": "
                    + left.stripTrailingZeros().toPlainString() + " against "
                    + right.stripTrailingZeros().toPlainString() + ". " + advice();
        }

        /** Silver and gold can be recomputed; what is missing in bronze is only in the raw files. */
        private String advice() {
            boolean isOfBronze = Stream.of("silver", "gold").noneMatch(equation::contains);
            if (isOfBronze) {
                return "Look for who deleted rows of bronze (docs/operations.md), then run `joy run all`";
            }
            String days =
                    day.map(found -> " --from " + found + " --to " + found).orElse(" --from DAY --to DAY");
            return "Run `joy run clean" + days + "`, then `joy run all`";
        }
    }
}
