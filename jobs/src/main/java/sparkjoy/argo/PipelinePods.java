package sparkjoy.argo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the workflow templates of a pipeline have in common: the verdict, and what comes after a failure.
 *
 * @param sources names of the sources that it ingests
 */
record PipelinePods(String pipeline, List<String> sources, Pods pods) {
    private static final String VERDICT =
            "case \"$1\" in *PARTIAL*) echo \"Data was refused beyond the thresholds; tables are published."
                    + " joy quarantine list shows what.\" >&2; exit 3;; esac";

    /** A workflow template; `templates` need neither the verdict nor what comes after. */
    Map<String, Object> workflowTemplate(
            String name, String entrypoint, List<?> parameters, List<Map<String, Object>> templates) {
        List<Map<String, Object>> all = new ArrayList<>(templates);
        all.add(verdict());
        all.add(after());
        all.add(pods.joyOnce("status", askedStatus()));
        Map<String, Object> head =
                Tree.of("entrypoint", entrypoint, "onExit", "after", "arguments", Tree.of("parameters", parameters));
        Map<String, Object> spec = Tree.both(head, Tree.both(pods.surroundings(), Tree.of("templates", all)));
        return Manifest.of("WorkflowTemplate", name, spec);
    }

    /** The template that reports which promise of the pipeline is broken. */
    Map<String, Object> status() {
        return pods.joy("status", askedStatus());
    }

    private List<String> askedStatus() {
        return List.of("status", "--spec", Pods.SPECIFICATION, "--pipeline", pipeline);
    }

    /** Fails with 3 where a status is PARTIAL: all work is done and published, but the run is not green. */
    private Map<String, Object> verdict() {
        return Tree.of(
                "name", "verdict",
                "inputs", Tree.of("parameters", List.of(Tree.of("name", "statuses"))),
                "container",
                        pods.container(
                                List.of("sh", "-c"), List.of(VERDICT, "verdict", "{{inputs.parameters.statuses}}")));
    }

    private static Map<String, Object> after() {
        Map<String, Object> status =
                Tree.of("name", "status", "template", "status", "when", "{{workflow.status}} != Succeeded");
        return Tree.of("name", "after", "steps", List.of(List.of(status)));
    }
}
