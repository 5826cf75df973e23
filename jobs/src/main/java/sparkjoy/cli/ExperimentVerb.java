package sparkjoy.cli;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import sparkjoy.engine.Session;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.StoryDetails;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** `joy experiment ID`: what an experiment shows, verdict first; with --power what it could show. */
public final class ExperimentVerb implements Verb {
    @Override
    public String name() {
        return "experiment";
    }

    @Override
    public String arguments() {
        return "ID";
    }

    @Override
    public String summary() {
        return "shows whether a variant wins, loses or must not be trusted, its metrics, and what to do next";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.flag(
                        "power", "what change each metric could show now, and how long its mde would take"))
                .addOption(Invocation.flag(
                        "details",
                        "also methods, dimensions, every look, history and the effect by day since the exposure"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        if (invocation.arguments().size() != 1) {
            throw new UsageError("experiment needs one id: "
                    + String.join(", ", spec.experiments().keySet()) + ".");
        }
        String id = invocation.arguments().get(0);
        KnownExperiment.of(spec, id);
        Lake lake = Lake.of(Session.open(spec, Optional.empty()), spec);
        List<ExperimentStory> verdict = ExperimentStory.all(lake, spec, List.of(id));
        ExperimentStory story =
                (invocation.has("details") ? StoryDetails.addedTo(verdict, lake, spec) : verdict).get(0);
        console.result(story, invocation.has("power") ? ExperimentText.power(story) : ExperimentText.of(story));
        return ExitCode.DONE;
    }
}
