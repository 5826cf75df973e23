package sparkjoy.bronze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.run.Outcome;
import sparkjoy.spec.Thresholds;

/** What all batches of a run brought together. */
record Receipt(List<BatchReport> reports) {

    /**
     * The outcome of the job that took the batches in.
     *
     * @param what it took in, such as `new files`
     * @param more sentences
     */
    Outcome outcome(Lake lake, Thresholds thresholds, String what, List<String> more) {
        List<String> breaches = new Breaches(thresholds, reports).told();
        long files = total(report -> report.tallies().size());
        String counts = reports.isEmpty()
                ? "0 " + what
                : String.format(
                        "%,d %s, %,d lines, %,d refused",
                        files, what, total(BatchReport::lines), total(BatchReport::refused));
        return new Outcome(
                total(BatchReport::lines),
                rowsOut(files),
                balances(lake),
                Stream.of(List.of(counts), unread(), more, breaches)
                        .flatMap(List::stream)
                        .toList(),
                new TreeSet<>(),
                !breaches.isEmpty());
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

    private List<String> unread() {
        return reports.stream()
                .flatMap(report -> report.unread().stream())
                .map(tally -> tally.path() + " cannot be read now ("
                        + tally.fault().orElseThrow() + "): what was taken in of it before stays")
                .toList();
    }

    private long total(ToLongFunction<BatchReport> count) {
        return reports.stream().mapToLong(count).sum();
    }
}
