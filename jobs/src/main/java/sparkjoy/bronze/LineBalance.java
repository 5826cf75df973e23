package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.source.LogFile;

/** Conservation equation 1 for a batch: the lines that the reader counted are in bronze or in quarantine, by source and day. */
final class LineBalance {
    private static final String EQUATION = "lines in files = rows in bronze.segment_logs + lines in bronze.quarantine";

    private LineBalance() {}

    /** The folder of one day of one source. */
    private record Folder(String sourceId, LocalDate day) implements Comparable<Folder> {
        @Override
        public int compareTo(Folder other) {
            int bySource = sourceId.compareTo(other.sourceId);
            return bySource == 0 ? day.compareTo(other.day) : bySource;
        }
    }

    static List<Balance> of(Lake lake, BatchReport report) {
        Map<Folder, Long> read = new TreeMap<>();
        Map<Folder, Long> kept = new TreeMap<>();
        Map<String, LogFile> files = report.filesByPath();
        for (FileTally tally : report.tallies()) {
            LogFile file = files.get(tally.path());
            Folder folder = new Folder(file.sourceId(), file.receivedDay());
            read.merge(folder, tally.lines(), Long::sum);
            kept.merge(folder, report.isWithheld(tally) ? tally.rows() : 0, Long::sum);
        }
        counts(lake, Intake.LINES, report.batch(), "true")
                .forEach((folder, rows) -> kept.merge(folder, rows, Long::sum));
        counts(lake, Intake.QUARANTINE, report.batch(), "line_number IS NOT NULL")
                .forEach((folder, rows) -> kept.merge(folder, rows, Long::sum));
        List<Balance> balances = new ArrayList<>();
        read.forEach((folder, lines) -> balances.add(new Balance(
                EQUATION,
                Optional.of(folder.sourceId()),
                Optional.of(folder.day()),
                BigDecimal.valueOf(lines),
                BigDecimal.valueOf(kept.get(folder)))));
        return balances;
    }

    private static Map<Folder, Long> counts(Lake lake, String table, Batch batch, String condition) {
        Map<Folder, Long> counts = new TreeMap<>();
        List<Row> rows = lake.read(table)
                .filter(col("batch_id").equalTo(batch.id()))
                .filter(condition)
                .groupBy("source_id", "received_day")
                .count()
                .filter("received_day IS NOT NULL")
                .collectAsList();
        rows.forEach(
                row -> counts.put(new Folder(row.getString(0), row.getDate(1).toLocalDate()), row.getLong(2)));
        return counts;
    }
}
