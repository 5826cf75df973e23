package sparkjoy.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sparkjoy.report.TextTable;
import sparkjoy.run.Amount;
import sparkjoy.run.PartialReason;
import sparkjoy.run.RunResult;
import sparkjoy.run.RunResult.JobResult;
import sparkjoy.terminal.Printable;

/** A run's result as a few lines of text. */
final class RunSummary {
    private RunSummary() {}

    static String of(RunResult result) {
        TextTable table = new TextTable("job", "seconds", "rows written");
        for (JobResult job : result.jobs()) {
            table.row(job.job(), String.format("%.1f", job.took().toMillis() / 1000.0), written(job));
        }
        long equations = result.jobs().stream()
                .mapToLong(job -> job.outcome().balances().size())
                .sum();
        return table + "\n" + result.status() + ": run " + result.runId() + ", "
                + Amount.of(equations, "conservation equation holds.", "conservation equations hold.")
                + warnings(result);
    }

    /** Why it ended PARTIAL, and what looks mapped and is not; empty where there is neither. */
    static String warnings(RunResult result) {
        return reasons(result)
                + FindingsText.of(result.jobs().stream()
                        .flatMap(job -> job.outcome().findings().stream())
                        .toList());
    }

    private static String reasons(RunResult result) {
        return result.jobs().stream()
                .flatMap(job -> PartialReason.worst(job.outcome().partialReasons()).stream()
                        .map(reason -> "\n  " + Printable.line(job.job() + ": " + reason)))
                .collect(Collectors.joining());
    }

    private static String written(JobResult job) {
        Map<String, Long> written = new TreeMap<>(job.outcome().rowsOut());
        return written.isEmpty()
                ? String.join("; ", job.outcome().notes())
                : written.entrySet().stream()
                        .map(table -> String.format("%s %,d", table.getKey(), table.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
