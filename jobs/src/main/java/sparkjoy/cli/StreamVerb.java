package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.run.Job;
import sparkjoy.run.RunResult;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;
import sparkjoy.stream.PipelineStream;

/** `joy stream`: all jobs of a pipeline, each time that files arrive. */
public final class StreamVerb implements Verb {
    private static final int PREVIEWED = 20;

    private final Clock clock;

    public StreamVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String summary() {
        return "runs all jobs whenever files arrive, in one process, until stopped";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline()
                .addOption(Invocation.flag("available-now", "exits once the existing files are ingested"))
                .addOption(Invocation.valued("preview", "VIEW", "shows the first rows of a view after each run"))
                .addOption(Invocation.valued(
                        "master", "URL", "Spark master, such as spark://host:7077 (default: the specification's)"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        List<Job> jobs = Jobs.chosen(spec, pipeline, List.of("all"));
        Optional<String> view = invocation.value("preview").map(name -> known(name, spec));
        Workspace workspace = new Launch(clock, console).workspace(invocation, spec, pipeline);
        AtomicBoolean isPartial = new AtomicBoolean();
        PipelineStream stream = new PipelineStream(workspace, jobs, () -> Launch.runId(clock), result -> {
            isPartial.compareAndSet(false, result.status() == RunResult.Status.PARTIAL);
            view.ifPresentOrElse(
                    name -> preview(workspace.lake().read(name), result, console),
                    () -> console.result(result, RunSummary.of(result)));
        });
        if (invocation.has("available-now")) {
            stream.drain();
        } else {
            stream.follow(spec.pipelines().get(pipeline).streamEvery());
        }
        return isPartial.get() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    /** The table of a view that the specification has, whether it is named with its layer or without. */
    private static String known(String name, Spec spec) {
        String plain = name.replaceFirst("^gold\\.", "");
        if (!spec.views().containsKey(plain)) {
            throw new UsageError("--preview " + name + " is not a view of the specification, which has "
                    + String.join(", ", spec.views().keySet()) + ".");
        }
        return "gold." + plain;
    }

    private static void preview(Dataset<Row> rows, RunResult result, Console console) {
        console.clear();
        console.message("after run " + result.runId() + ": " + result.status() + RunSummary.warnings(result));
        new RowsText(rows, Optional.of(PREVIEWED)).print(RowsText.Shape.TABLE, console);
    }
}
