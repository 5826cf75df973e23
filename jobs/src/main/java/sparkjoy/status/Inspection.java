package sparkjoy.status;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.run.Job;
import sparkjoy.spec.Pipeline;
import sparkjoy.spec.Source;
import sparkjoy.spec.Spec;

/**
 * Looks at a pipeline without changing anything.
 *
 * @param jobs of the pipeline
 * @param sources names of those that it ingests
 * @param now the moment by which silence is judged
 */
public record Inspection(Lake lake, Spec spec, String pipeline, List<Job> jobs, List<String> sources, Instant now) {

    /** The status with the last runs, as many as are asked for. */
    public Status status(int runs) {
        Map<String, Source> declared = new LinkedHashMap<>();
        sources.forEach(name -> declared.put(name, spec.sources().get(name)));
        List<SourceStatus> delivered = new SourceStatuses(lake, declared, now).all();
        Runs recorded = new Runs(lake, pipeline);
        Map<String, RunStatus> last =
                recorded.lastByJob(jobs.stream().map(Job::name).toList());
        List<TableStatus> tables = TableStatus.of(lake, runsByTable(last));
        Reconciliation reconciliation = Reconciliation.of(
                lake, last.values().stream().map(RunStatus::runId).collect(Collectors.toSet()));
        List<String> alarms = Stream.of(
                        delivered.stream().flatMap(source -> source.alarm(now).stream()),
                        runAlarms(last),
                        reconciliation.broken().stream().map(Reconciliation.Broken::alarm),
                        new UnreadObjects(lake, sources).alarms(),
                        staleness(tables))
                .flatMap(all -> all)
                .toList();
        return new Status(
                pipeline,
                now,
                delivered,
                tables,
                last,
                reconciliation,
                Conflicts.of(lake),
                recorded.newest(runs),
                new RecordedFindings(lake, spec, pipeline).current(),
                alarms);
    }

    private Map<String, Optional<RunStatus>> runsByTable(Map<String, RunStatus> last) {
        Map<String, Optional<RunStatus>> runs = new HashMap<>();
        jobs.forEach(job -> job.writes().forEach(table -> runs.put(table, Optional.ofNullable(last.get(job.name())))));
        return runs;
    }

    private Stream<String> runAlarms(Map<String, RunStatus> last) {
        if (last.isEmpty()) {
            return Stream.of("pipeline " + pipeline + " has not run yet: joy run all");
        }
        return last.values().stream()
                .filter(RunStatus::hasFailed)
                .distinct()
                .map(run -> "run " + run.runId() + " (" + String.join(", ", run.jobs()) + ") of "
                        + StatusText.time(run.startedAt())
                        + " FAILED: fix the error that it reported and rerun these jobs");
    }

    private Stream<String> staleness(List<TableStatus> tables) {
        Pipeline declared = spec.pipelines().get(pipeline);
        return tables.stream().flatMap(table -> table.alarm(declared.staleAfter(), now).stream());
    }
}
