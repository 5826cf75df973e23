package sparkjoy.argo;

import java.util.List;
import java.util.Map;

/** Kubernetes objects of Spark Joy. */
final class Manifest {
    private static final Map<String, Object> LABELS = Tree.of("app.kubernetes.io/part-of", "spark-joy");

    /** Kinds that others name come first, also before what an overlay adds; what starts workflows comes last. */
    private static final Map<String, Object> ORDER = Tree.of(
            "orderFirst",
                    List.of(
                            "Namespace",
                            "CustomResourceDefinition",
                            "ServiceAccount",
                            "Role",
                            "RoleBinding",
                            "ConfigMap",
                            "Secret",
                            "WorkflowTemplate"),
            "orderLast", List.of("CronWorkflow"));

    private Manifest() {}

    /** An object of Argo Workflows. */
    static Map<String, Object> of(String kind, String name, Map<String, Object> spec) {
        return of("argoproj.io/v1alpha1", kind, name, spec);
    }

    static Map<String, Object> of(String version, String kind, String name, Map<String, Object> spec) {
        return Tree.of(
                "apiVersion", version, "kind", kind, "metadata", Tree.of("name", name, "labels", LABELS), "spec", spec);
    }

    /** An object that says which tables its jobs write, for the model graph. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> writing(Map<String, Object> manifest, String labels, List<String> tables) {
        Map<String, Object> annotations = Tree.of(labels + "/writes", String.join(", ", tables));
        Map<String, Object> metadata =
                Tree.both((Map<String, Object>) manifest.get("metadata"), Tree.of("annotations", annotations));
        return Tree.both(manifest, Tree.of("metadata", metadata));
    }

    /** What starts a workflow on a schedule, UTC; a run that is still at work keeps the next one away. */
    static Map<String, Object> cron(String name, String schedule, Map<String, Object> workflow) {
        return of(
                "CronWorkflow",
                name,
                Tree.of(
                        "schedules",
                        CronLines.of(schedule),
                        "timezone",
                        "UTC",
                        "concurrencyPolicy",
                        "Forbid",
                        "startingDeadlineSeconds",
                        600,
                        "successfulJobsHistoryLimit",
                        3,
                        "failedJobsHistoryLimit",
                        10,
                        "workflowSpec",
                        workflow));
    }

    /** A workflow made from a template, as `argo submit` or `kubectl create` takes it. */
    static Map<String, Object> workflow(String template, Map<String, String> arguments) {
        List<Map<String, Object>> parameters = arguments.entrySet().stream()
                .map(argument -> Tree.of("name", argument.getKey(), "value", argument.getValue()))
                .toList();
        return Tree.of(
                "apiVersion",
                "argoproj.io/v1alpha1",
                "kind",
                "Workflow",
                "metadata",
                Tree.of("generateName", template + "-", "labels", LABELS),
                "spec",
                Tree.of(
                        "workflowTemplateRef",
                        Tree.of("name", template),
                        "arguments",
                        Tree.of("parameters", parameters)));
    }

    /** The specification, and the files next to it, as the pods read them; it holds no secrets. */
    static Map<String, Object> specification(Map<String, Object> files) {
        return Tree.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Tree.of("name", PodParts.CONFIG_MAP, "labels", LABELS),
                "data",
                files);
    }

    /**
     * The resources of a folder, in the order in which they are applied. `kubectl kustomize` would else sort them by
     * kind, which puts cron workflows before the templates that they name.
     */
    static Map<String, Object> kustomization(List<String> resources) {
        return Tree.of(
                "apiVersion",
                "kustomize.config.k8s.io/v1beta1",
                "kind",
                "Kustomization",
                "resources",
                resources,
                "sortOptions",
                Tree.of("order", "legacy", "legacySortOptions", ORDER));
    }
}
