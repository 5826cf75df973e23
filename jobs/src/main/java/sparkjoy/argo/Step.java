package sparkjoy.argo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jobs that one pod runs.
 *
 * @param before names of the tasks that it waits for
 */
record Step(PipelinePods pods, String name, List<String> jobs, List<String> before) {

    /** Its place in a DAG. */
    Map<String, Object> task() {
        Map<String, Object> task = Tree.of("name", name, "template", name);
        return before.isEmpty() ? task : Tree.both(task, Tree.of("dependencies", before));
    }

    /** What it runs; it hands out DONE or PARTIAL as its status. */
    Map<String, Object> template(List<String> days) {
        List<String> arguments = Stream.of(
                        List.of("run"),
                        jobs,
                        List.of("--spec", Pods.SPECIFICATION, "--pipeline", pods.pipeline()),
                        days,
                        List.of("--trigger", "argo {{workflow.name}}", "--status-file", Pods.STATUS))
                .flatMap(List::stream)
                .toList();
        return Tree.both(
                pods.pods().computing(name, mutexes(), arguments),
                Tree.of(
                        "outputs",
                        Tree.of(
                                "parameters",
                                List.of(Tree.of("name", "status", "valueFrom", Tree.of("path", Pods.STATUS))))));
    }

    /** What keeps apart runs that the lake's leases would keep apart: one ingest a source, one run of each other job. */
    private List<String> mutexes() {
        return jobs.stream()
                .flatMap(job -> job.equals("ingest")
                        ? pods.sources().stream().map(source -> "joy-source-" + Names.hyphened(source))
                        : Stream.of("joy-job-" + job))
                .toList();
    }

    /** A DAG that ends with the verdict over these steps, some of its tasks. */
    static Map<String, Object> judged(String name, List<Map<String, Object>> tasks, List<Step> steps) {
        String statuses = steps.stream()
                .map(step -> step.name() + "={{tasks." + step.name() + ".outputs.parameters.status}}")
                .collect(Collectors.joining(" "));
        Map<String, Object> verdict = Tree.of(
                "name",
                "verdict",
                "template",
                "verdict",
                "dependencies",
                tasks.stream().map(task -> task.get("name")).toList(),
                "arguments",
                Tree.of("parameters", List.of(Tree.of("name", "statuses", "value", statuses))));
        return Tree.of(
                "name",
                name,
                "dag",
                Tree.of(
                        "tasks",
                        Stream.concat(tasks.stream(), Stream.of(verdict)).toList()));
    }
}
