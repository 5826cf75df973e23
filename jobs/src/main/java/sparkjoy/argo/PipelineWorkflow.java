package sparkjoy.argo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparkjoy.run.Job;
import sparkjoy.run.JobGraph;
import sparkjoy.spec.Orchestration.Granularity;

/** The workflow template that runs a pipeline: what changed, or the days from `from` to `to` if they are not empty. */
record PipelineWorkflow(PipelinePods pods, JobGraph graph, Granularity granularity) {
    private static final List<String> DAYS =
            List.of("--from={{workflow.parameters.from}}", "--to={{workflow.parameters.to}}");

    Map<String, Object> template() {
        List<Step> steps = steps();
        List<Map<String, Object>> templates = new ArrayList<>();
        templates.add(Step.judged("pipeline", steps.stream().map(Step::task).toList(), steps));
        steps.forEach(step -> templates.add(step.template(DAYS)));
        List<Map<String, Object>> parameters = List.of(
                optional("from", "first event day to recompute, UTC; empty: what changed"),
                optional("to", "the day after the last"));
        return pods.workflowTemplate(Names.workflow(pods.pipeline()), "pipeline", parameters, templates);
    }

    private List<Step> steps() {
        List<String> jobs = graph.inOrder().stream().map(Job::name).toList();
        return granularity == Granularity.PIPELINE
                ? List.of(new Step(pods, "all", jobs, List.of()))
                : jobs.stream()
                        .map(job -> new Step(pods, job, List.of(job), graph.before(job)))
                        .toList();
    }

    private static Map<String, Object> optional(String name, String description) {
        return Tree.of("name", name, "value", "", "description", description);
    }
}
