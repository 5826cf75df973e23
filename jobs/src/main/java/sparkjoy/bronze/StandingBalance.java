package sparkjoy.bronze;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final String[] LANDING = {"path", "batch_id"};

    List<Balance> balances() {
        Dataset<Row> files = lake.read(Ledger.TABLE);
        List<Balance> balances = new ArrayList<>(rows(files.filter(col("status").isin("COMMITTED", "PARTIAL"))));
        balances.addAll(refusals(files));
        return balances;
    }

    private List<Balance> rows(Dataset<Row> published) {
        Map<LocalDate, Long> counted = new HashMap<>();
        published
                .groupBy("received_day")
                .agg(sum("rows"))
                .collectAsList()
                .forEach(row -> counted.put(row.getDate(0).toLocalDate(), row.getLong(1)));
        Map<LocalDate, Long> present = lake.rowsByDay(Intake.LINES, "received_day");
        List<LocalDate> suspects = counted.keySet().stream()
                .filter(day -> !counted.get(day).equals(present.get(day)))
                .toList();
        List<Balance> broken = suspects.isEmpty()
                ? List.of()
                : broken(
                        ROWS,
                        published
                                .filter(col("received_day").isInCollection(suspects))
                                .withColumn("expected", col("rows")),
                        lake.read(Intake.LINES).filter(col("received_day").isInCollection(suspects)));
        long all = counted.values().stream().mapToLong(Long::longValue).sum();
        return broken.isEmpty() ? List.of(Balance.of(ROWS, all, all)) : broken;
    }

    /** An object that is withheld counts all its lines as refused, of which only the faulty ones have an entry each. */
    private List<Balance> refusals(Dataset<Row> files) {
        Dataset<Row> partial = files.filter(col("status")
                        .equalTo("PARTIAL")
                        .or(col("status")
                                .equalTo("QUARANTINED")
                                .and(col("reason").isNull())))
                .withColumn("expected", col("quarantined_lines"));
        Dataset<Row> lines = lake.read(Intake.QUARANTINE).filter("line_number IS NOT NULL");
        List<Balance> broken = broken(REFUSALS, partial, lines);
        if (!broken.isEmpty()) {
            return broken;
        }
        Row all = partial.agg(coalesce(sum("expected"), lit(0L))).first();
        return List.of(Balance.of(REFUSALS, all.getLong(0), all.getLong(0)));
    }

    private static List<Balance> broken(String equation, Dataset<Row> files, Dataset<Row> lines) {
        Dataset<Row> expected = files.select("source_id", "received_day", "path", "batch_id", "expected");
        Dataset<Row> present = lines.join(broadcast(expected.select(LANDING[0], LANDING[1])), LANDING, "left_semi")
                .groupBy("path", "batch_id")
                .agg(count(lit(1)).as("present"));
        Column found = coalesce(col("present"), lit(0L));
        return expected
                .join(present, LANDING, "left")
                .filter(col("expected").notEqual(found))
                .select(col("source_id"), col("received_day"), col("path"), col("expected"), found)
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
