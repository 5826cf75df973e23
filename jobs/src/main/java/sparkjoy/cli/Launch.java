package sparkjoy.cli;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Answers;
import sparkjoy.run.Days;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecHash;

/** Opens what a command line's jobs run in, under a run id of its own. */
record Launch(Clock clock, Console console) {
    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /** To write: storage and leases are probed first. */
    Workspace workspace(Invocation invocation, Spec spec, String pipeline) {
        Optional<Days> days = invocation.days();
        return workspace(invocation, spec, pipeline, days, Session.openToWrite(spec, invocation.value("master")));
    }

    /** Only to look. */
    Workspace toRead(Invocation invocation, Spec spec, String pipeline) {
        Optional<Days> days = invocation.days();
        return workspace(invocation, spec, pipeline, days, Session.open(spec, Optional.empty()));
    }

    private Workspace workspace(
            Invocation invocation, Spec spec, String pipeline, Optional<Days> days, SparkSession spark) {
        return new Workspace(
                spark,
                Lake.of(spark, spec),
                spec,
                pipeline,
                Jobs.sources(spec, pipeline),
                days,
                Provenance.ofRun(runId(clock), SpecHash.of(spec)),
                invocation.has("sweep"),
                clock,
                console::progress,
                new Answers());
    }

    static String runId(Clock clock) {
        return RUN_TIME.format(clock.instant()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
