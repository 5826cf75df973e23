package sparkjoy.bronze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
     * @param what it took in, such as `new files`
     * @param more sentences
     */
    Outcome outcome(Lake lake, Thresholds thresholds, String what, List<String> more) {
        List<PartialReason> reasons = Stream.concat(
                        unread().stream(), new Breaches(thresholds, reports).told().stream())
                .map(PartialReason::of)
                .toList();
        long files = total(report ->
                report.tallies().stream().filter(tally -> !tally.isUnreadable()).count());
        String counts = reports.isEmpty()
                ? "0 " + what
                : Amount.of(files, what.replace("files", "file"), what) + ", "
                        + Amount.of(total(BatchReport::lines), "line", "lines")
                        + String.format(", %,d refused", total(BatchReport::refused));
        return new Outcome(
                        total(BatchReport::lines),
                        rowsOut(files),
                        balances(lake),
                        Stream.of(List.of(counts), more).flatMap(List::stream).toList(),
                        new TreeSet<>(),
                        false)
                .partialBecause(reasons);
    }

    private Map<String, Long> rowsOut(long files) {
        return reports.isEmpty()
                ? Map.of()
                : Map.of(
                        Intake.LINES, total(BatchReport::rows),
                        Intake.QUARANTINE, total(BatchReport::refused),
                        Ledger.TABLE, files);
    }

    private List<Balance> balances(Lake lake) {
        List<Balance> balances = new ArrayList<>();
        reports.forEach(report -> balances.addAll(LineBalance.of(lake, report)));
        balances.addAll(new StandingBalance(lake).balances());
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
