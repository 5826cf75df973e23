package sparkjoy.cli;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;
import sparkjoy.review.Finding;
import sparkjoy.run.Job;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;
import sparkjoy.status.RecordedFindings;
import sparkjoy.terminal.Printable;

/** `joy plan`: what a run would do now; changes nothing. */
public final class PlanVerb implements Verb {
    private final Clock clock;

    public PlanVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String arguments() {
        return "[JOB… | all]";
    }

    @Override
    public String summary() {
        return "shows what a run would do: new files, event days to recompute; changes nothing";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline()
                .addOption(Invocation.valued("from", "DAY", "first event day to recompute, UTC"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"))
                .addOption(Invocation.flag("sweep", "lists all day folders, not only the newest"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        List<String> names = invocation.arguments().isEmpty() ? List.of("all") : invocation.arguments();
        List<Job> jobs = Jobs.chosen(spec, pipeline, names);
        Workspace workspace = new Launch(clock, console).toRead(invocation, spec, pipeline);
        Map<String, Pending> plan = new LinkedHashMap<>();
        jobs.forEach(job -> plan.put(job.name(), job.pending(workspace)));
        List<Finding> findings = new RecordedFindings(workspace.lake(), spec, pipeline).current();
        Map<String, Object> result = new LinkedHashMap<>(plan);
        Map<String, String> lookBacks = new LinkedHashMap<>();
        jobs.forEach(job -> job.lookBack(spec).ifPresent(far -> lookBacks.put(job.name(), far)));
        result.put("look_back", lookBacks);
        if (!findings.isEmpty()) {
            result.put("findings", findings);
        }
        console.result(result, text(plan, lookBacks) + FindingsText.of(findings));
        return ExitCode.DONE;
    }

    private static String text(Map<String, Pending> plan, Map<String, String> lookBacks) {
        Stream<String> jobs = plan.entrySet().stream().flatMap(job -> job.getValue().messages().stream()
                .map(message -> Printable.line(job.getKey() + ": " + message)));
        Stream<String> looks =
                lookBacks.entrySet().stream().map(job -> Printable.line("  " + job.getKey() + ": " + job.getValue()));
        return Stream.of(
                        jobs,
                        Stream.of("Nothing was changed. New files may add more days to this list."),
                        Stream.of("What a run looks back at:").filter(title -> !lookBacks.isEmpty()),
                        looks)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
