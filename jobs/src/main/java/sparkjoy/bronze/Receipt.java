package sparkjoy.bronze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.run.Amount;
import sparkjoy.run.Balance;
import sparkjoy.run.Outcome;
import sparkjoy.run.PartialReason;
import sparkjoy.spec.Thresholds;

/** What all batches of a run brought together. */
record Receipt(List<BatchReport> reports) {
    private static final int SHOWN_OBJECTS = 10;

    /**
     * The outcome of the job that took the batches in.
     *
     * @param files how many it ingested, such as {@link #ingested}
     * @param more sentences
     */
    Outcome outcome(Lake lake, Thresholds thresholds, String files, List<String> more) {
        List<PartialReason> reasons = Stream.concat(
                        unread().stream(), new Breaches(thresholds, reports).messages().stream())
                .map(PartialReason::of)
                .toList();
        String counts = reports.isEmpty()
                ? files
                : files + ", " + Amount.of(total(BatchReport::lines), "line", "lines")
                        + String.format(", %,d refused", total(BatchReport::refused));
        return new Outcome(
                        total(BatchReport::lines),
                        rowsOut(),
                        balances(lake),
                        Stream.of(List.of(counts), more).flatMap(List::stream).toList(),
                        new TreeSet<>(),
                        false)
                .partialBecause(reasons);
    }

    /** How many files an ingest took: those with new paths, and those that the ledger knew. */
    String ingested() {
        long again = files(report -> report.batch().isReplacement());
        return Amount.of(files(report -> !report.batch().isReplacement()), "new file", "new files")
                + (again == 0 ? "" : ", " + Amount.of(again, "file again", "files again"));
    }

    /** How many files a replay took. */
    String replayed() {
        return Amount.of(files(report -> true), "file replayed", "files replayed");
    }

    private long files(Predicate<BatchReport> which) {
        return reports.stream()
                .filter(which)
                .flatMap(report -> report.tallies().stream())
                .filter(tally -> !tally.isUnreadable())
                .count();
    }

    private Map<String, Long> rowsOut() {
        return reports.isEmpty()
                ? Map.of()
                : Map.of(
                        BronzeTables.LINES, total(BatchReport::rows),
                        BronzeTables.QUARANTINE, total(BatchReport::refused),
                        Ledger.TABLE, files(report -> true));
    }

    private List<Balance> balances(Lake lake) {
        List<Balance> balances = new ArrayList<>();
        reports.forEach(report -> balances.addAll(LineBalance.of(lake, report)));
        balances.addAll(new StandingBalance(lake.steady()).balances());
        return balances;
    }

    /** The first objects that could not be read, by name and cause, and how many more there are. */
    private List<String> unread() {
        List<String> all = reports.stream().flatMap(BatchReport::unreadable).toList();
        return all.size() <= SHOWN_OBJECTS
                ? all
                : Stream.concat(
                                all.stream().limit(SHOWN_OBJECTS),
                                Stream.of(String.format("%,d more could not be read", all.size() - SHOWN_OBJECTS)))
                        .toList();
    }

    private long total(ToLongFunction<BatchReport> count) {
        return reports.stream().mapToLong(count).sum();
    }
}
