package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import sparkjoy.backfill.Promotion;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;

/** `joy promote`: makes the staged days live. */
public final class PromoteVerb implements Verb {
    private final Clock clock;

    public PromoteVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "promote";
    }

    @Override
    public String summary() {
        return "publishes the staged days to the live tables, day by day, unless the specification's gates refuse";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline()
                .addOption(Invocation.flag("accept", "accepts differences above the specification's gates"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        Workspace workspace = new Launch(clock, console).workspace(invocation, spec, pipeline);
        String message =
                new Promotion(workspace, Jobs.chosen(spec, pipeline, List.of("all"))).promote(invocation.has("accept"));
        console.result(Map.of("message", message), Printable.line(message));
        return ExitCode.DONE;
    }
}
