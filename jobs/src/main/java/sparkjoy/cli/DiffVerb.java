package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import org.apache.commons.cli.Options;
import sparkjoy.backfill.Differences;
import sparkjoy.backfill.DifferencesText;
import sparkjoy.backfill.StageComparison;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** `joy diff`: what promoting the staged days would change; ends with 1 where a gate of the specification refuses. */
public final class DiffVerb implements Verb {
    private final Clock clock;

    public DiffVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public String summary() {
        return "compares the staged days with the live ones by table, day and measure; changes nothing";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline();
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        Workspace workspace = new Launch(clock, console).toRead(invocation, spec, pipeline);
        Differences differences =
                new StageComparison(workspace, Jobs.chosen(spec, pipeline, List.of("all"))).differences();
        console.result(differences, DifferencesText.of(differences));
        return differences.broken().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
