package sparkjoy.cli;

import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import sparkjoy.gold.ViewSchemas;
import sparkjoy.lake.TableContracts;
import sparkjoy.run.Amount;
import sparkjoy.session.Session;
import sparkjoy.spec.Spec;
import sparkjoy.spec.StepComplaint;
import sparkjoy.terminal.Printable;

/** `joy validate`: checks the specification. */
public final class ValidateVerb implements Verb {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String summary() {
        return "checks pipelines.yaml: all problems at once, with line numbers";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec(ValidateVerb::complaints);
        String text = Printable.line(invocation.specFiles().get(invocation.specFiles().size() - 1).toString()) + ": valid. "
                + String.join(
                        ", ",
                        Amount.of(spec.pipelines().size(), "pipeline", "pipelines"),
                        Amount.of(spec.sources().size(), "source", "sources"),
                        Amount.of(spec.views().size(), "view", "views"),
                        Amount.of(spec.experiments().size(), "experiment", "experiments"),
                        Amount.of(spec.expectations().size(), "expectation", "expectations"))
                + ".";
        console.result(Map.of("valid", true, "pipelines", spec.pipelines().keySet()), text);
        return ExitCode.DONE;
    }

    /** Spark knows the columns of a view without data; a specification without views needs none. */
    private static List<StepComplaint> complaints(Spec spec) {
        return spec.views().isEmpty()
                ? List.of()
                : new ViewSchemas(Session.openToAnalyse(spec), new TableContracts()).complaints(spec.views());
    }
}
