package sparkjoy.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import sparkjoy.error.UserError;
import sparkjoy.freshness.Freshness;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.RunResult.JobResult;
import sparkjoy.run.RunResult.Status;

/** Runs jobs in order, checks their conservation equations and records the run. */
public final class PipelineRun {
    private final Workspace workspace;
    private final RunRecord record;

    public PipelineRun(Workspace workspace, String trigger) {
        this.workspace = workspace;
        this.record = new RunRecord(workspace, trigger);
    }

    /** Runs the jobs; alone on a lake whose storage cannot keep the commits of two drivers apart. */
    public RunResult run(List<Job> jobs) {
        Optional<Lease> whole = workspace.leases().takeWhole(workspace.spec().storage());
        try {
            return whole.map(lease -> new PipelineRun(workspace.withLease(lease), record.trigger()))
                    .orElse(this)
                    .runInOrder(jobs);
        } finally {
            whole.ifPresent(Lease::close);
        }
    }

    private RunResult runInOrder(List<Job> jobs) {
        Instant start = workspace.clock().instant();
        List<JobResult> results = new ArrayList<>();
        SharedStates states = SharedStates.of(workspace, jobs);
        try {
            for (Job job : jobs) {
                JobResult result = run(job, states);
                results.add(result);
                BrokenConservation.refuse(job.name(), result.outcome());
            }
            states.lookAgain();
            tellFreshness(states.workspace().lake(), jobs, results, start);
        } catch (Exception e) {
            recordFailure(jobs, results, start, e);
            throw e;
        } finally {
            workspace.spark().catalog().clearCache();
        }
        Status status =
                results.stream().anyMatch(result -> result.outcome().isPartial()) ? Status.PARTIAL : Status.DONE;
        record.over(states.workspace()).write(jobs, results, status, start);
        return new RunResult(workspace.provenance().runId(), status, List.copyOf(results));
    }

    /** What made the run fail may keep its record out too; the first failure is the one to report. */
    private void recordFailure(List<Job> jobs, List<JobResult> results, Instant start, Exception failure) {
        try {
            record.write(jobs, results, Status.FAILED, start);
        } catch (RuntimeException unrecorded) {
            failure.addSuppressed(unrecorded);
        }
    }

    /** Also where nothing was new: then the tables are as fresh as this run. */
    private void tellFreshness(Lake lake, List<Job> jobs, List<JobResult> results, Instant start) {
        Set<String> asBefore = results.stream()
                .flatMap(result -> result.outcome().partialReasons().stream())
                .flatMap(reason -> reason.table().stream())
                .collect(Collectors.toSet());
        List<String> tables = jobs.stream()
                .flatMap(job -> job.writes().stream())
                .filter(table -> !asBefore.contains(table))
                .toList();
        Freshness freshness = new Freshness(
                workspace.spark(), lake, workspace.spec(), workspace.sources(), workspace.provenance(), start);
        planning().of(Freshness.READ, () -> {
            freshness.write(tables);
            return tables;
        });
    }

    private JobResult run(Job job, SharedStates states) {
        workspace.progress().say(job.name() + " …");
        long start = System.nanoTime();
        Outcome outcome = outcome(job, states);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        workspace
                .progress()
                .say(String.format(
                        "%s: %s (%.1f s)", job.name(), String.join("; ", outcome.notes()), took.toMillis() / 1000.0));
        PartialReason.worst(outcome.partialReasons())
                .forEach(reason -> workspace.progress().say(job.name() + ": " + reason));
        return new JobResult(job.name(), took, outcome);
    }

    private Outcome outcome(Job job, SharedStates states) {
        try {
            return planning().ofJob(job, () -> job.managesOwnLeases() ? underItsOwn(job, states) : alone(job, states));
        } catch (Exception e) {
            Optional<UserError> raised = raised(e);
            if (raised.isPresent()) {
                throw raised.get();
            }
            throw e;
        } finally {
            workspace.spark().catalog().clearCache();
        }
    }

    private QueryPlanning planning() {
        return new QueryPlanning(workspace.spark(), workspace.lake());
    }

    private Outcome underItsOwn(Job job, SharedStates states) {
        Outcome outcome = job.run(workspace);
        states.lookAgainAt(job);
        return outcome;
    }

    private Outcome alone(Job job, SharedStates states) {
        Optional<String> nothingNew = job.nothingNew(states.workspace());
        if (nothingNew.isPresent()) {
            return Outcome.nothing(nothingNew.get());
        }
        try (Lease lease = workspace.leases().take("job." + job.name(), "the job " + job.name())) {
            return job.run(states.under(lease, job));
        }
    }

    /** What an expression of the specification raised, such as an expectation that must hold. */
    private static Optional<UserError> raised(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause ->
                        cause instanceof SparkThrowable raised && "USER_RAISED_EXCEPTION".equals(raised.getCondition()))
                .map(cause -> ((SparkThrowable) cause).getMessageParameters().get("errorMessage"))
                .map(message -> new UserError(message, failure))
                .findFirst();
    }
}
