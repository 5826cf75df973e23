package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.source.LogFile;

/**
 * Conservation equation 1 for a batch: the lines that the reader counted are in bronze or in quarantine, by source and
 * day; of a day that does not balance, each file that does not.
 */
final class LineBalance {
    private static final String EQUATION = "lines in files = rows in bronze.segment_logs + lines in bronze.quarantine";

    private LineBalance() {}

    /** The folder of one day of one source. */
    private record Folder(String sourceId, LocalDate day) {
        static final Comparator<Folder> ORDER =
                Comparator.comparing(Folder::sourceId).thenComparing(Folder::day);

        static Folder of(LogFile file) {
            return new Folder(file.sourceId(), file.receivedDay());
        }
    }

    /** The lines of one file on both sides. */
    private record Lines(LogFile file, long read, long kept) {
        boolean isBalanced() {
            return read == kept;
        }
    }

    static List<Balance> of(Lake lake, BatchReport report) {
        Map<String, Long> rows = counts(lake, Intake.LINES, report.batch(), "true");
        Map<String, Long> refusals = counts(lake, Intake.QUARANTINE, report.batch(), "line_number IS NOT NULL");
        Map<String, LogFile> files = report.filesByPath();
        return report.tallies().stream()
                .map(tally -> {
                    boolean isWithheld = report.rules().withheldFor(tally).isPresent();
                    long kept = rows.getOrDefault(tally.path(), 0L)
                            + refusals.getOrDefault(tally.path(), 0L)
                            + (isWithheld ? tally.rows() : 0);
                    return new Lines(files.get(tally.path()), tally.lines(), kept);
                })
                .collect(Collectors.groupingBy(
                        lines -> Folder.of(lines.file()), () -> new TreeMap<>(Folder.ORDER), Collectors.toList()))
                .values()
                .stream()
                .flatMap(LineBalance::balances)
                .toList();
    }

    private static Stream<Balance> balances(List<Lines> folder) {
        List<Lines> broken =
                folder.stream().filter(lines -> !lines.isBalanced()).toList();
        return broken.isEmpty()
                ? Stream.of(balance(folder, Optional.empty()))
                : broken.stream()
                        .map(lines ->
                                balance(List.of(lines), Optional.of(lines.file().path())));
    }

    private static Balance balance(List<Lines> lines, Optional<String> file) {
        LogFile any = lines.get(0).file();
        return new Balance(
                EQUATION,
                Optional.of(any.sourceId()),
                Optional.of(any.receivedDay()),
                file,
                BigDecimal.valueOf(lines.stream().mapToLong(Lines::read).sum()),
                BigDecimal.valueOf(lines.stream().mapToLong(Lines::kept).sum()));
    }

    private static Map<String, Long> counts(Lake lake, String table, Batch batch, String condition) {
        Map<String, Long> counts = new HashMap<>();
        List<Row> rows = lake.read(table)
                .filter(col("batch_id").equalTo(batch.id()))
                .filter(condition)
                .groupBy("path")
                .count()
                .collectAsList();
        rows.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }
}
