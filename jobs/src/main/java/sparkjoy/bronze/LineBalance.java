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
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.source.LogFile;

/**
 * Conservation equation 1 for a batch: the lines that the reader counted are in bronze or in quarantine, by source and
 * day; of a day that does not balance, each file that does not. Rows and refused lines count as the reader told them:
 * that these are in bronze is {@link StandingBalance}'s to prove. Only of objects of which the ledger does not say how
 * many lines have an entry in quarantine are these counted here.
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
        FileRules rules = report.rules();
        boolean isTold =
                report.tallies().stream().allMatch(tally -> tally.faults() == 0 || rules.hasEntryOfEachRefusal(tally));
        Map<String, Long> refusals = isTold ? Map.of() : refusals(lake, report.batch());
        Map<String, LogFile> files = report.filesByPath();
        return report.tallies().stream()
                .map(tally -> {
                    long refused = rules.hasEntryOfEachRefusal(tally)
                            ? tally.faults()
                            : refusals.getOrDefault(tally.path(), 0L);
                    return new Lines(files.get(tally.path()), tally.lines(), tally.rows() + refused);
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

    private static Map<String, Long> refusals(Lake lake, Batch batch) {
        Map<String, Long> refusals = new HashMap<>();
        lake.read(BronzeTables.QUARANTINE)
                .filter(col("batch_id")
                        .equalTo(batch.id())
                        .and(col("line_number").isNotNull()))
                .groupBy("path")
                .count()
                .collectAsList()
                .forEach(row -> refusals.put(row.getString(0), row.getLong(1)));
        return refusals;
    }
}
