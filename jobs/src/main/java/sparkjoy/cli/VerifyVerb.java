package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import org.apache.commons.cli.Options;
import sparkjoy.run.Job;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;
import sparkjoy.verify.TableVerdict;
import sparkjoy.verify.Verification;
import sparkjoy.verify.VerificationText;

/** `joy verify`: recomputes all tables from bronze next to the lake; ends with 1 where one differs. */
public final class VerifyVerb implements Verb {
    private final Clock clock;

    public VerifyVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "recomputes silver and gold from bronze in a scratch copy and reports each difference; changes no table";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline()
                .addOption(Invocation.valued("from", "DAY", "first event day to compare, UTC (default: all days)"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        List<Job> jobs = Jobs.chosen(spec, pipeline, List.of("all")).stream()
                .filter(job -> job.writes().stream().noneMatch(table -> table.startsWith("bronze.")))
                .toList();
        Workspace workspace = new Launch(clock, console).workspace(invocation, spec, pipeline);
        List<TableVerdict> verdicts = new Verification(workspace, jobs).verdicts();
        console.result(verdicts, VerificationText.of(verdicts));
        return verdicts.stream().allMatch(TableVerdict::isEqual) ? ExitCode.DONE : ExitCode.FAILED;
    }
}
