package sparkjoy.run;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.lake.Lake;
import sparkjoy.review.Finding;
import sparkjoy.run.RunResult.JobResult;
import sparkjoy.run.RunResult.Status;

/** Writes a run to ops.runs and its equations to ops.reconciliation. */
record RunRecord(Workspace workspace, String trigger) {

    /** The same, which asks another view of the same lake for the versions of its tables. */
    RunRecord over(Workspace other) {
        return new RunRecord(other, trigger);
    }

    void write(List<Job> jobs, List<JobResult> results, Status status, Instant start) {
        append("ops.reconciliation", results.stream().flatMap(this::balances).toList());
        append("ops.runs", List.of(run(jobs, results, status, start)));
    }

    private void append(String table, List<Row> rows) {
        if (!rows.isEmpty()) {
            Lake lake = workspace.lake();
            var schema = lake.contracts().find(table).orElseThrow().schema();
            lake.append(table, workspace.spark().createDataFrame(rows, schema).coalesce(1), workspace.provenance());
        }
    }

    private Row run(List<Job> jobs, List<JobResult> results, Status status, Instant start) {
        Map<String, Long> written = new TreeMap<>();
        results.forEach(result -> written.putAll(result.outcome().rowsOut()));
        return RowFactory.create(
                workspace.provenance().runId(),
                workspace.pipeline(),
                jobs.stream().map(Job::name).toArray(String[]::new),
                workspace.days().map(days -> Date.valueOf(days.from())).orElse(null),
                workspace.days().map(days -> Date.valueOf(days.to())).orElse(null),
                trigger,
                Timestamp.from(start),
                Timestamp.from(workspace.clock().instant()),
                status.name(),
                results.stream()
                        .findFirst()
                        .map(first -> first.outcome().rowsIn())
                        .orElse(0L),
                written,
                days(results),
                seconds(results),
                workspace.provenance().specHash(),
                versions(jobs),
                results.stream()
                        .flatMap(result -> result.outcome().findings().stream())
                        .map(RunRecord::finding)
                        .toArray(Row[]::new),
                reasons(results));
    }

    private static Row finding(Finding finding) {
        return RowFactory.create(
                finding.kind().name(),
                finding.subject(),
                finding.events(),
                finding.of(),
                finding.example(),
                finding.sentence(),
                finding.fix().orElse(null));
    }

    /** The worst ones of each job, so that one job does not hide the others'. */
    private static String[] reasons(List<JobResult> results) {
        return results.stream()
                .flatMap(result -> PartialReason.worst(result.outcome().partialReasons()).stream()
                        .map(reason -> result.job() + ": " + reason))
                .toArray(String[]::new);
    }

    private static Map<String, Date[]> days(List<JobResult> results) {
        Map<String, Date[]> days = new TreeMap<>();
        results.stream()
                .filter(result -> !result.outcome().days().isEmpty())
                .forEach(result -> days.put(
                        result.job(),
                        result.outcome().days().stream().map(Date::valueOf).toArray(Date[]::new)));
        return days;
    }

    private static Map<String, Double> seconds(List<JobResult> results) {
        Map<String, Double> seconds = new TreeMap<>();
        results.forEach(result -> seconds.put(result.job(), result.took().toMillis() / 1000.0));
        return seconds;
    }

    private Map<String, Long> versions(List<Job> jobs) {
        Map<String, Long> versions = new TreeMap<>();
        jobs.stream()
                .flatMap(job -> Stream.concat(job.reads().stream(), job.writes().stream()))
                .distinct()
                .filter(workspace.lake()::exists)
                .forEach(table -> versions.put(table, workspace.lake().version(table)));
        return versions;
    }

    private Stream<Row> balances(JobResult result) {
        return result.outcome().balances().stream()
                .map(balance -> RowFactory.create(
                        workspace.provenance().runId(),
                        balance.equation(),
                        balance.sourceId().orElse(null),
                        date(balance.day()),
                        balance.left(),
                        balance.right(),
                        balance.difference(),
                        balance.isBalanced()));
    }

    private static Date date(Optional<LocalDate> day) {
        return day.map(Date::valueOf).orElse(null);
    }
}
