package sparkjoy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import sparkjoy.error.UserError;
import sparkjoy.run.Job;
import sparkjoy.run.PipelineRun;
import sparkjoy.run.RunResult;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** `joy run`: runs jobs of a pipeline in dependency order. */
public final class RunVerb implements Verb {
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
        return Invocation.ofPipeline()
                .addOption(Invocation.valued("from", "DAY", "first event day to recompute, UTC"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"))
                .addOption(Invocation.valued(
                        "master", "URL", "Spark master, such as spark://host:7077 (default: the specification's)"))
                .addOption(Invocation.valued(
                        "remote",
                        "URL",
                        "Spark Connect server that runs it, sc://host:port (default: the specification's)"))
                .addOption(Invocation.flag("sweep", "lists all day folders, not only the newest"))
                .addOption(Invocation.valued("trigger", "TEXT", "what started the run, for ops.runs (default: manual)"))
                .addOption(Invocation.valued(
                        "status-file",
                        "FILE",
                        "writes DONE or PARTIAL into it and exits with 0 for both, for schedulers that stop at"
                                + " exit code 3"));
    }

    @Override
    public boolean isRemotable() {
        return true;
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        List<Job> jobs = Jobs.chosen(spec, pipeline, invocation.arguments());
        Workspace workspace = new Launch(clock, console).workspace(invocation, spec, pipeline);
        RunResult result =
                new PipelineRun(workspace, invocation.value("trigger").orElse("manual")).run(jobs);
        console.result(result, RunSummary.of(result));
        Optional<String> statusFile = invocation.value("status-file");
        statusFile.map(Path::of).ifPresent(file -> write(file, result.status().name()));
        return result.status() == RunResult.Status.PARTIAL && statusFile.isEmpty() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static void write(Path file, String status) {
        try {
            Files.writeString(file, status);
        } catch (IOException e) {
            throw new UserError(
                    "The run ended " + status + ", but --status-file " + file
                            + " cannot be written; give a file in a folder that exists.",
                    e);
        }
    }
}
