package sparkjoy.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds jobs and deployments by their names, and deployments by the routes that lead to them. */
final class OtherIndex {
    private final List<GraphNode> jobs = new ArrayList<>();
    private final List<GraphNode> deployments = new ArrayList<>();

    OtherIndex(Collection<GraphNode> current) {
        current.forEach(node -> {
            if (node.kind() == NodeKind.TRAINING_JOB) {
                jobs.add(node);
            } else if (node.kind() == NodeKind.DEPLOYMENT) {
                deployments.add(node);
            }
        });
    }

    /**
     * A node that a target means.
     *
     * @param way how it was found; empty where the claim says all
     */
    record Match(String id, String way) {}

    List<Match> matches(Target target) {
        if (target instanceof Target.Job job) {
            return jobs.stream()
                    .filter(node -> node.id().startsWith("job:" + job.system() + "/"))
                    .filter(node -> isJob(node, job))
                    .map(node -> new Match(node.id(), ""))
                    .toList();
        }
        if (target instanceof Target.Deployment deployment) {
            return deployments.stream()
                    .filter(node ->
                            node.name().equals(deployment.name()) || node.id().endsWith("/" + deployment.name()))
                    .map(node -> new Match(node.id(), ""))
                    .distinct()
                    .toList();
        }
        return target instanceof Target.Route route ? routed(route) : List.of();
    }

    /** Argo names a workflow after its template or CronWorkflow, with a number or letters at the end. */
    private static boolean isJob(GraphNode node, Target.Job job) {
        return node.name().equals(job.name())
                || (job.system().equals("argo")
                        && job.name().matches("\\Q" + node.name() + "\\E-([0-9]+|[a-z0-9]{5})"));
    }

    private List<Match> routed(Target.Route route) {
        List<Match> found = new ArrayList<>();
        for (GraphNode node : deployments) {
            for (Map.Entry<String, String> attribute : node.attributes().entrySet()) {
                if (attribute.getKey().startsWith(Routes.ATTRIBUTE)
                        && leads(attribute.getKey().substring(Routes.ATTRIBUTE.length()), route)) {
                    found.add(new Match(node.id(), attribute.getValue()));
                    break;
                }
            }
        }
        return found;
    }

    /** The host is the same, also by a wildcard, and one path lies below the other. */
    private static boolean leads(String known, Target.Route route) {
        String host = known.substring(0, known.indexOf('/'));
        boolean isHost = host.equalsIgnoreCase(route.host())
                || (host.startsWith("*.") && route.host().endsWith(host.substring(1)));
        String path = folder(known.substring(known.indexOf('/')).replaceAll("\\(.*$", ""));
        String other = folder(route.path());
        return isHost && (path.startsWith(other) || other.startsWith(path));
    }

    private static String folder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
