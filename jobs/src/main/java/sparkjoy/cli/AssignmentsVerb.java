package sparkjoy.cli;

import java.util.Optional;
import org.apache.commons.cli.Options;
import sparkjoy.engine.Session;
import sparkjoy.experiment.Distribution;
import sparkjoy.experiment.UnitStory;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/** `joy assignments`: the history of one unit, or how an experiment's units are spread over its variants. */
public final class AssignmentsVerb implements Verb {
    @Override
    public String name() {
        return "assignments";
    }

    @Override
    public String summary() {
        return "shows which variant a unit saw, when and in which line, and what followed; or an"
                + " experiment's shares by day";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("unit", "ID", "the unit: a user id, or else an anonymous id"))
                .addOption(Invocation.valued("experiment", "ID", "only this experiment; alone: its units by day"))
                .addOption(Invocation.valued("limit", "N", "most events of a unit (default 50)"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Optional<String> unit = invocation.value("unit");
        Optional<String> id = invocation.value("experiment");
        if (unit.isEmpty() && id.isEmpty()) {
            throw new UsageError("assignments needs --unit ID, --experiment ID, or both.");
        }
        int limit = invocation.positive("limit", 50);
        Spec spec = invocation.spec();
        return unit.isPresent()
                ? unit(spec, unit.get(), id, limit, console)
                : distribution(spec, id.orElseThrow(), console);
    }

    /** An experiment that is not configured may have units all the same. */
    private static ExitCode unit(Spec spec, String unit, Optional<String> id, int limit, Console console) {
        UnitStory story = UnitStory.of(lake(spec), spec, unit, id, limit);
        console.result(story, AssignmentsText.of(story));
        return ExitCode.DONE;
    }

    private static ExitCode distribution(Spec spec, String id, Console console) {
        Experiment experiment = KnownExperiment.of(spec, id);
        Distribution shares = Distribution.of(lake(spec), id, experiment);
        console.result(shares, AssignmentsText.of(shares));
        return ExitCode.DONE;
    }

    private static Lake lake(Spec spec) {
        return Lake.of(Session.open(spec, Optional.empty()), spec);
    }
}
