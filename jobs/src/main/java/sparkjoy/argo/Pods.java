package sparkjoy.argo;

import java.util.List;
import java.util.Map;
import sparkjoy.spec.Orchestration;

/** What the pods of a pipeline have in common: image, share, rights, and where keys and specification come from. */
record Pods(Orchestration orchestration) {
    static final String SPECIFICATION = "/etc/joy/pipelines.yaml";
    static final String STATUS = "/tmp/status";

    private static final int USER = 10001;
    private static final long MEBIBYTE = 1L << 20;
    private static final String LONGEST_WAIT = "1h";

    /** A template of one container that runs `joy`; a wrong command line is not tried again. */
    Map<String, Object> joy(String name, List<String> mutexes, List<String> arguments) {
        Map<String, Object> synchronization = mutexes.isEmpty()
                ? Map.of()
                : Tree.of(
                        "synchronization",
                        Tree.of(
                                "mutexes",
                                mutexes.stream()
                                        .map(mutex -> Tree.of("name", mutex))
                                        .toList()));
        Map<String, Object> work = Tree.of(
                "activeDeadlineSeconds",
                orchestration.timeout().toSeconds(),
                "retryStrategy",
                retries(),
                "container",
                container(List.of("joy"), arguments));
        return Tree.both(Tree.of("name", name), Tree.both(synchronization, work));
    }

    /** A container of the pipeline's image. */
    Map<String, Object> container(List<String> command, List<String> arguments) {
        Map<String, Object> share = Tree.of(
                "cpu",
                String.valueOf(orchestration.resources().cpu()),
                "memory",
                orchestration.resources().memory() / MEBIBYTE + "Mi");
        return Tree.of(
                "image", orchestration.image(),
                "command", command,
                "args", arguments,
                "workingDir", "/tmp",
                "env", List.of(Tree.of("name", "JOY_MEMORY", "value", heap())),
                "envFrom",
                        List.of(
                                Tree.of("secretRef", Tree.of("name", "joy-s3", "optional", true)),
                                Tree.of("configMapRef", Tree.of("name", "joy-environment", "optional", true))),
                "resources", Tree.of("requests", share, "limits", share),
                "securityContext",
                        Tree.of(
                                "allowPrivilegeEscalation", false,
                                "readOnlyRootFilesystem", true,
                                "capabilities", Tree.of("drop", List.of("ALL"))),
                "volumeMounts",
                        List.of(
                                Tree.of("name", "specification", "mountPath", "/etc/joy", "readOnly", true),
                                Tree.of("name", "tmp", "mountPath", "/tmp")));
    }

    /** What stands in a workflow's specification for all its pods. */
    Map<String, Object> surroundings() {
        return Tree.of(
                "serviceAccountName", "joy",
                "podGC", Tree.of("strategy", "OnPodSuccess"),
                "ttlStrategy", Tree.of("secondsAfterSuccess", 86_400, "secondsAfterFailure", 604_800),
                "securityContext",
                        Tree.of(
                                "runAsNonRoot", true,
                                "runAsUser", USER,
                                "runAsGroup", USER,
                                "fsGroup", USER,
                                "seccompProfile", Tree.of("type", "RuntimeDefault")),
                "volumes",
                        List.of(
                                Tree.of("name", "specification", "configMap", Tree.of("name", "joy-specification")),
                                Tree.of("name", "tmp", "emptyDir", Map.of())));
    }

    private Map<String, Object> retries() {
        return Tree.of(
                "limit",
                orchestration.retries(),
                "retryPolicy",
                "Always",
                "expression",
                "asInt(lastRetry.exitCode) != 2",
                "backoff",
                Tree.of("duration", orchestration.retryDelay().toSeconds() + "s", "factor", 2, "cap", LONGEST_WAIT));
    }

    private String heap() {
        return orchestration.resources().memory() / MEBIBYTE * 3 / 4 + "m";
    }
}
