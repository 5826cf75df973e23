package sparkjoy.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.report.TextTable;
import sparkjoy.run.Amount;
import sparkjoy.run.Elapsed;
import sparkjoy.terminal.Printable;

/** A status as a terminal shows it. */
public final class StatusText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String NONE = "-";

    private StatusText() {}

    public static String of(Status status) {
        String runs = status.runs().isEmpty() ? "" : "\n\n" + runs(status);
        return "Pipeline " + status.pipeline() + " at " + time(status.at()) + " UTC\n\n" + sources(status) + "\n\n"
                + tables(status) + runs + conflicts(status.conflicts()) + "\n\n" + verdict(status)
                + reasons(status);
    }

    private static String conflicts(Conflicts conflicts) {
        return conflicts.copies() == 0
                ? ""
                : "\n\n"
                        + Amount.of(conflicts.copies(), "later copy differs", "later copies differ")
                        + " from the event that was kept, the first received (all in ops.conflicts), such as"
                        + conflicts.newest().stream()
                                .map(copy -> "\n  " + Printable.line(copy.text()))
                                .collect(Collectors.joining());
    }

    static String time(Instant moment) {
        return TIME.format(moment);
    }

    private static String sources(Status status) {
        TextTable table = new TextTable(
                "source", "id", "last file", "last received", "lag", "files", "lines", "quarantined", "silent after");
        for (SourceStatus source : status.sources()) {
            table.row(
                    source.source(),
                    text(source.sourceId()),
                    text(source.lastFileAt().map(StatusText::time)),
                    text(source.lastReceivedAt().map(StatusText::time)),
                    text(source.lag().map(Elapsed::text)),
                    number(source.files()),
                    number(source.lines()),
                    number(source.quarantined()),
                    text(source.silentAfter().map(after -> Elapsed.text(after) + (source.silent() ? ": SILENT" : ""))));
        }
        return table.toString();
    }

    private static String tables(Status status) {
        TextTable rows = new TextTable(
                "table", "complete through", "final through", "last event", "late", "checked", "last run", "status");
        for (TableStatus table : status.tables()) {
            rows.row(
                    table.table(),
                    text(table.completeThrough()),
                    text(table.finalThrough()),
                    text(table.lastEventAt().map(StatusText::time)),
                    text(table.lateShare().map(share -> String.format("%.2f%%", share * 100))),
                    time(table.asOf()),
                    text(table.lastRun()),
                    text(table.lastRunStatus()));
        }
        return rows.toString();
    }

    private static String runs(Status status) {
        TextTable table = new TextTable("run", "jobs", "days", "started", "took", "lines in", "status");
        for (RunStatus run : status.runs()) {
            table.row(
                    run.runId(),
                    String.join(" ", run.jobs()),
                    text(run.from().map(from -> from + " to " + run.to().orElseThrow())),
                    time(run.startedAt()),
                    Elapsed.text(run.took()),
                    number(run.rowsIn()),
                    run.status());
        }
        return table.toString();
    }

    private static String verdict(Status status) {
        String held = String.format(
                "%,d of %,d conservation equations of the last runs hold.",
                status.reconciliation().equations()
                        - status.reconciliation().broken().size(),
                status.reconciliation().equations());
        return status.alarms().isEmpty()
                ? "OK: " + held
                : held
                        + status.alarms().stream()
                                .map(alarm -> "\nALARM: " + Printable.line(alarm))
                                .collect(Collectors.joining());
    }

    /** Why the last runs of the jobs ended PARTIAL. */
    private static String reasons(Status status) {
        return status.jobs().values().stream()
                .distinct()
                .flatMap(run -> run.partialReasons().stream()
                        .map(reason -> "\nPARTIAL: run " + Printable.line(run.runId() + ", " + reason)))
                .collect(Collectors.joining());
    }

    private static String text(Optional<?> value) {
        return value.map(Objects::toString).orElse(NONE);
    }

    private static String number(long value) {
        return String.format("%,d", value);
    }
}
