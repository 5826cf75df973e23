package sparkjoy.run;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lease.Lease;
import sparkjoy.lease.Leases;
import sparkjoy.spec.Spec;

/**
 * All that a job may use.
 *
 * @param pipeline its name
 * @param sources names of the sources that it ingests
 * @param days the event days to recompute; empty: what changed since the job's last run
 * @param provenance of this run, without inputs
 * @param isSweep sources are to be listed as a whole
 * @param answers of the jobs before, which read the same lake for the same run and days
 */
public record Workspace(
        SparkSession spark,
        Lake lake,
        Spec spec,
        String pipeline,
        List<String> sources,
        Optional<Days> days,
        Provenance provenance,
        boolean isSweep,
        Clock clock,
        Progress progress,
        Answers answers) {

    /** The leases of the lake, for this run to take. */
    public Leases leases() {
        return new Leases(
                spark.sessionState().newHadoopConf(),
                lake.root(),
                spec.lease(),
                provenance.runId(),
                clock,
                progress::say);
    }

    /** The same over another lake, with nothing asked of days: all that its inputs hold is computed. */
    public Workspace withLake(Lake other) {
        return new Workspace(
                spark,
                other,
                spec,
                pipeline,
                sources,
                Optional.empty(),
                provenance,
                isSweep,
                clock,
                progress,
                new Answers());
    }

    /** The same, with nothing asked of days. */
    public Workspace withoutDays() {
        return withLake(lake);
    }

    /** The same, asked for some event days. */
    public Workspace withDays(Days asked) {
        return new Workspace(
                spark,
                lake,
                spec,
                pipeline,
                sources,
                Optional.of(asked),
                provenance,
                isSweep,
                clock,
                progress,
                new Answers());
    }

    /** The same for another run. */
    public Workspace withRunId(String runId) {
        Provenance other = Provenance.ofRun(runId, provenance.specHash());
        return new Workspace(
                spark, lake, spec, pipeline, sources, days, other, isSweep, clock, progress, new Answers());
    }

    /** The same, which sees each table in one state: see {@link Lake#steady}. */
    public Workspace steady() {
        return withStates(lake.steady());
    }

    /** The same, each of whose commits first makes sure that the lease is still held. */
    public Workspace withLease(Lease lease) {
        return withStates(lake.guardedBy(lease::requireHeld));
    }

    /** The same as {@link #withLease}, in the states of the tables that this one has seen. */
    Workspace withLeaseInItsStates(Lease lease) {
        return withStates(lake.guardedInItsStates(lease::requireHeld));
    }

    private Workspace withStates(Lake other) {
        return new Workspace(
                spark, other, spec, pipeline, sources, days, provenance, isSweep, clock, progress, answers);
    }
}
