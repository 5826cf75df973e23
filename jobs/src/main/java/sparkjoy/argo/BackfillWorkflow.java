package sparkjoy.argo;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The workflow template that takes in what is new and then recomputes the gold of each day of a range. */
record BackfillWorkflow(PipelinePods pods, List<String> jobs) {
    private static final List<String> BELOW_GOLD = List.of("ingest", "clean");
    // Pods that wait for each other's mutex cost their memory only while they are few.
    private static final int DAYS_AT_ONCE = 2;

    /** Whether the pipeline has gold to recompute. */
    boolean isUseful() {
        return jobs.stream().anyMatch(job -> !BELOW_GOLD.contains(job));
    }

    String name() {
        return Names.workflow(pods.pipeline()) + "-backfill";
    }

    Map<String, Object> template() {
        Step recent = new Step(pods, "recent", only(true), List.of());
        Step day = new Step(pods, "day", only(false), dependencies(recent));
        List<Step> judged = recent.jobs().isEmpty() ? List.of() : List.of(recent);
        Map<String, Object> days = Tree.of("name", "days", "template", "days");
        Map<String, Object> eachDay = Tree.both(day.task(), overDays());
        List<Map<String, Object>> tasks = Stream.concat(judged.stream().map(Step::task), Stream.of(days, eachDay))
                .toList();
        Map<String, Object> fanOut =
                Tree.both(Step.judged("backfill", tasks, judged), Tree.of("parallelism", DAYS_AT_ONCE));
        List<Map<String, Object>> templates = Stream.of(
                        Stream.of(fanOut),
                        judged.stream().map(step -> step.template(List.of())),
                        Stream.of(listed(), of(day)))
                .flatMap(part -> part)
                .toList();
        return pods.workflowTemplate(
                name(),
                "backfill",
                List.of(
                        Tree.of("name", "from", "description", "first event day to recompute, UTC"),
                        Tree.of("name", "to", "description", "the day after the last")),
                templates);
    }

    private List<String> only(boolean isBelowGold) {
        return jobs.stream()
                .filter(job -> BELOW_GOLD.contains(job) == isBelowGold)
                .toList();
    }

    private static List<String> dependencies(Step recent) {
        return recent.jobs().isEmpty() ? List.of("days") : List.of("recent", "days");
    }

    private static Map<String, Object> overDays() {
        List<Map<String, Object>> item = List.of(
                Tree.of("name", "from", "value", "{{item.from}}"), Tree.of("name", "to", "value", "{{item.to}}"));
        return Tree.of("withParam", "{{tasks.days.outputs.result}}", "arguments", Tree.of("parameters", item));
    }

    private Map<String, Object> listed() {
        return pods.pods()
                .joy(
                        "days",
                        List.of(
                                "argo",
                                "days",
                                "--from={{workflow.parameters.from}}",
                                "--to={{workflow.parameters.to}}"));
    }

    private static Map<String, Object> of(Step day) {
        List<Map<String, Object>> inputs = List.of(Tree.of("name", "from"), Tree.of("name", "to"));
        return Tree.both(
                day.template(List.of("--from={{inputs.parameters.from}}", "--to={{inputs.parameters.to}}")),
                Tree.of("inputs", Tree.of("parameters", inputs)));
    }
}
