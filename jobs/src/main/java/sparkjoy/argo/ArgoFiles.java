package sparkjoy.argo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparkjoy.run.Job;
import sparkjoy.run.JobGraph;
import sparkjoy.spec.Orchestration;
import sparkjoy.spec.Spec;

/** The manifests of a specification: a kustomize base, and samples: a workflow of each template, a Spark application. */
public final class ArgoFiles {
    private static final Map<String, String> SAMPLE_DAYS =
            new TreeMap<>(Map.of("from", "2026-03-02", "to", "2026-03-04"));

    private static final String RIGHTS = "rights";
    private static final String EXECUTOR_RIGHTS = "executor-rights";

    private final Map<String, String> files = new TreeMap<>();
    private final List<String> templates = new ArrayList<>();
    private final List<String> crons = new ArrayList<>();

    private ArgoFiles() {}

    /**
     * The text of each file by its path, such as `base/joy-food.yaml`.
     *
     * @param text the specification as it was written
     * @param pipelines the jobs and sources of each pipeline
     */
    public static Map<String, String> of(Spec spec, String text, Map<String, Plan> pipelines) {
        ArgoFiles made = new ArgoFiles();
        boolean hasExecutors = spec.pipelines().values().stream()
                .anyMatch(pipeline -> pipeline.orchestration().hasExecutors());
        Map<String, Object> mounted = Tree.of("pipelines.yaml", text);
        made.base(
                PodParts.CONFIG_MAP, Manifest.specification(hasExecutors ? Tree.both(mounted, executors()) : mounted));
        pipelines.forEach((name, plan) -> made.pipeline(spec, name, plan));
        spec.retention().maintain().ifPresent(schedule -> made.maintenance(spec, schedule));
        made.files.put("base/" + RIGHTS + ".yaml", Rights.text(RIGHTS));
        made.files.put("base/" + EXECUTOR_RIGHTS + ".yaml", Rights.text(EXECUTOR_RIGHTS));
        made.base("kustomization", Manifest.kustomization(made.inOrder(hasExecutors)));
        return made.files;
    }

    /** Each object after those that it names: Argo looks again at an invalid cron workflow only after minutes. */
    private List<String> inOrder(boolean hasExecutors) {
        List<String> names = new ArrayList<>(List.of(RIGHTS));
        if (hasExecutors) {
            names.add(EXECUTOR_RIGHTS);
        }
        names.add(PodParts.CONFIG_MAP);
        names.addAll(templates);
        names.addAll(crons);
        return names.stream().map(name -> name + ".yaml").toList();
    }

    /** What a pipeline runs. */
    public record Plan(JobGraph graph, List<String> sources) {}

    private static Map<String, Object> executors() {
        return Tree.of(ExecutorPod.FILE, Tree.yaml(ExecutorPod.template()));
    }

    private void pipeline(Spec spec, String name, Plan plan) {
        Orchestration orchestration = spec.pipelines().get(name).orchestration();
        PipelinePods pods = new PipelinePods(name, plan.sources(), new Pods(orchestration));
        String workflow = Names.workflow(name);
        List<String> written = plan.graph().inOrder().stream()
                .flatMap(job -> job.writes().stream())
                .distinct()
                .toList();
        String labels = spec.models().labels();
        template(
                workflow,
                Manifest.writing(
                        new PipelineWorkflow(pods, plan.graph(), orchestration.granularity()).template(),
                        labels,
                        written));
        sample(workflow, Manifest.workflow(workflow, SAMPLE_DAYS));
        sample(workflow + "-spark-application", new SparkApplication(name, orchestration).manifest());
        spec.pipelines()
                .get(name)
                .schedule()
                .ifPresent(schedule -> cron(
                        workflow + "-cron",
                        Manifest.cron(workflow, schedule, Tree.of("workflowTemplateRef", Tree.of("name", workflow)))));
        orchestration
                .check()
                .ifPresent(schedule -> cron(
                        workflow + "-watch-cron",
                        Manifest.cron(workflow + "-watch", schedule, alone(pods.pods(), pods.status()))));
        List<String> jobs = plan.graph().inOrder().stream().map(Job::name).toList();
        BackfillWorkflow backfill = new BackfillWorkflow(pods, jobs);
        if (backfill.isUseful()) {
            template(backfill.name(), Manifest.writing(backfill.template(), labels, written));
            sample(backfill.name(), Manifest.workflow(backfill.name(), SAMPLE_DAYS));
        }
    }

    /** In the way of the first pipeline: the lake has one maintenance. */
    private void maintenance(Spec spec, String schedule) {
        Pods pods = new Pods(spec.pipelines().values().iterator().next().orchestration());
        Map<String, Object> maintain =
                pods.computing("maintain", List.of("joy-maintain"), List.of("maintain", "--spec", Pods.SPECIFICATION));
        cron("joy-maintenance-cron", Manifest.cron("joy-maintenance", schedule, alone(pods, maintain)));
    }

    private static Map<String, Object> alone(Pods pods, Map<String, Object> template) {
        Map<String, Object> entrypoint = Tree.of("entrypoint", template.get("name"));
        return Tree.both(entrypoint, Tree.both(pods.surroundings(), Tree.of("templates", List.of(template))));
    }

    private void template(String name, Map<String, Object> tree) {
        templates.add(name);
        base(name, tree);
    }

    private void cron(String name, Map<String, Object> tree) {
        crons.add(name);
        base(name, tree);
    }

    private void base(String name, Map<String, Object> tree) {
        files.put("base/" + name + ".yaml", Tree.yaml(tree));
    }

    private void sample(String name, Map<String, Object> tree) {
        files.put("samples/" + name + ".yaml", Tree.yaml(tree));
    }
}
