package sparkjoy.argo;

import java.util.List;
import java.util.Map;

/** The template that Spark makes the pods of executors from; image, arguments and share are for Spark to fill in. */
final class ExecutorPod {
    static final String FILE = "executor.yaml";

    private ExecutorPod() {}

    static Map<String, Object> template() {
        return Tree.of("apiVersion", "v1", "kind", "Pod", "spec", specification());
    }

    /** The same as it stands in another object. An executor asks nothing of Kubernetes, so it gets no token. */
    static Map<String, Object> specification() {
        Map<String, Object> tmp = Tree.of("name", "tmp", "emptyDir", Map.of());
        return Tree.of(
                "serviceAccountName", PodParts.ACCOUNT,
                "automountServiceAccountToken", false,
                "securityContext", PodParts.podSecurity(),
                "containers", List.of(container()),
                "volumes", List.of(tmp));
    }

    private static Map<String, Object> container() {
        return Tree.of(
                "name", "spark-kubernetes-executor",
                "workingDir", "/tmp",
                "envFrom", PodParts.variables(),
                "securityContext", PodParts.containerSecurity(),
                "volumeMounts", List.of(Tree.of("name", "tmp", "mountPath", "/tmp")));
    }
}
