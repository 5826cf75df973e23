package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import sparkjoy.backfill.Rollback;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;

/** `joy rollback`: takes the last promotion back. */
public final class RollbackVerb implements Verb {
    private final Clock clock;

    public RollbackVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String summary() {
        return "restores the previous rows of the days that were promoted last";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline();
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        Workspace workspace = new Launch(clock, console).workspace(invocation, spec, pipeline);
        String message = new Rollback(workspace, Jobs.chosen(spec, pipeline, List.of("all"))).run();
        console.result(Map.of("message", message), Printable.line(message));
        return ExitCode.DONE;
    }
}
