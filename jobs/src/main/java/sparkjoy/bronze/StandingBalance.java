package sparkjoy.bronze;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;

/**
 * Conservation of what earlier runs took in: all that the ledger counts is still in bronze. The rows of a day are counted
 * in Delta's log, without reading them; only where a day does not agree is it read, to find the files.
 */
record StandingBalance(Lake lake) {
    private static final String ROWS = "rows that bronze.files counts = rows in bronze.segment_logs";
    private static final String REFUSALS = "refused lines that bronze.files counts = lines in bronze.quarantine";
    private static final String EXPECTED_ROWS = "expected_rows";
    private static final String EXPECTED_REFUSALS = "expected_refusals";
    private static final String[] LANDING = {"path", "batch_id"};
    private static final Column IS_PUBLISHED = col("status").isin("COMMITTED", "PARTIAL");
    /** An object that is withheld counts all its lines as refused, of which only the faulty ones have an entry each. */
    private static final Column HAS_ENTRY_OF_EACH = col("status")
            .equalTo("PARTIAL")
            .or(col("status").equalTo("QUARANTINED").and(col("reason").isNull()));

    List<Balance> balances() {
        Dataset<Row> files = lake.read(Ledger.TABLE)
                .withColumn(EXPECTED_ROWS, when(IS_PUBLISHED, col("rows")))
                .withColumn(EXPECTED_REFUSALS, when(HAS_ENTRY_OF_EACH, col("quarantined_lines")));
        List<Row> days = beside(files, refused())
                .groupBy("received_day")
                .agg(
                        coalesce(sum(EXPECTED_ROWS), lit(0L)),
                        coalesce(sum(EXPECTED_REFUSALS), lit(0L)),
                        count(when(col(EXPECTED_REFUSALS).notEqual(col("present")), 1)))
                .collectAsList();
        List<Balance> balances = new ArrayList<>(rows(files, days));
        balances.addAll(refusals(files, days));
        return balances;
    }

    private Dataset<Row> refused() {
        return lake.read(BronzeTables.QUARANTINE).filter("line_number IS NOT NULL");
    }

    private List<Balance> rows(Dataset<Row> files, List<Row> days) {
        Map<LocalDate, Long> present = lake.rowsByDay(BronzeTables.LINES, "received_day");
        List<LocalDate> suspects = days.stream()
                .filter(day -> !day.isNullAt(0) && day.getLong(1) > 0)
                .filter(day -> !Objects.equals(
                        day.getLong(1), present.get(day.getDate(0).toLocalDate())))
                .map(day -> day.getDate(0).toLocalDate())
                .toList();
        Column isSuspect = col("received_day").isInCollection(suspects);
        List<Balance> broken = suspects.isEmpty()
                ? List.of()
                : broken(
                        ROWS,
                        files.filter(isSuspect),
                        EXPECTED_ROWS,
                        lake.read(BronzeTables.LINES).filter(isSuspect));
        return broken.isEmpty() ? agreed(ROWS, days, 1) : broken;
    }

    private List<Balance> refusals(Dataset<Row> files, List<Row> days) {
        boolean isBroken = days.stream().anyMatch(day -> day.getLong(3) > 0);
        return isBroken ? broken(REFUSALS, files, EXPECTED_REFUSALS, refused()) : agreed(REFUSALS, days, 2);
    }

    private static List<Balance> agreed(String equation, List<Row> days, int count) {
        long all = days.stream().mapToLong(day -> day.getLong(count)).sum();
        return List.of(Balance.of(equation, all, all));
    }

    /** Each file with the number of its lines that are present. */
    private static Dataset<Row> beside(Dataset<Row> files, Dataset<Row> lines) {
        Dataset<Row> present =
                lines.groupBy(LANDING[0], LANDING[1]).agg(count(lit(1)).as("present"));
        return files.join(present, LANDING, "left").withColumn("present", coalesce(col("present"), lit(0L)));
    }

    private static List<Balance> broken(String equation, Dataset<Row> files, String expected, Dataset<Row> lines) {
        return beside(files, lines)
                .filter(col(expected).notEqual(col("present")))
                .select("source_id", "received_day", "path", expected, "present")
                .orderBy("received_day", "path")
                .collectAsList()
                .stream()
                .map(row -> new Balance(
                        equation,
                        Optional.of(row.getString(0)),
                        Optional.of(row.getDate(1).toLocalDate()),
                        Optional.of(row.getString(2)),
                        BigDecimal.valueOf(row.getLong(3)),
                        BigDecimal.valueOf(row.getLong(4))))
                .toList();
    }
}
