package sparkjoy.cli;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Job;
import sparkjoy.run.PipelineRun;
import sparkjoy.run.RunResult;
import sparkjoy.run.Workspace;
import sparkjoy.session.Session;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecHash;

/** `joy run`: runs jobs of a pipeline in dependency order. */
public final class RunVerb implements Verb {
    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Clock clock;

    public RunVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String arguments() {
        return "JOB… | all";
    }

    @Override
    public String summary() {
        return "runs jobs in dependency order: the given days, or what changed since the last run";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued(
                        "pipeline", "NAME", "pipeline of the specification; needed where it has several"))
                .addOption(Invocation.valued("from", "DAY", "first event day to recompute, UTC"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"))
                .addOption(Invocation.valued(
                        "master", "URL", "Spark master, such as spark://host:7077 (default: the specification's)"))
                .addOption(
                        Invocation.valued("trigger", "TEXT", "what started the run, for ops.runs (default: manual)"));
    }

    @Override
    public ExitCode run(CommandLine line, Console console) {
        Invocation invocation = new Invocation(line);
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        List<Job> jobs = Jobs.chosen(spec, pipeline, invocation.arguments());
        Optional<sparkjoy.run.Days> days = invocation.days();
        SparkSession spark = Session.openToWrite(spec, invocation.value("master"));
        Workspace workspace = new Workspace(
                spark,
                new Lake(spark, spec.lake()),
                spec,
                pipeline,
                Jobs.sources(spec, pipeline),
                days,
                new Provenance(runId(), SpecHash.of(spec), Map.of(), Optional.empty()),
                clock,
                console::message);
        RunResult result =
                new PipelineRun(workspace, invocation.value("trigger").orElse("manual")).run(jobs);
        console.result(result, RunSummary.of(result));
        return result.status() == RunResult.Status.PARTIAL ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private String runId() {
        return RUN_TIME.format(clock.instant()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
