package sparkjoy.argo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sparkjoy.spec.Orchestration;

/** What the pods of a pipeline have in common: image, share, rights, and where keys and specification come from. */
record Pods(Orchestration orchestration) {
    static final String SPECIFICATION = "/etc/joy/pipelines.yaml";
    static final String STATUS = "/tmp/status";

    // As Airflow does it: 2 is a wrong command line, 3 a verdict; what ends otherwise has failed, or was killed.
    private static final String RETRIED = "asInt(lastRetry.exitCode) not in [0, 2, 3]";
    private static final String LONGEST_WAIT = "1h";

    /** A template of one container that runs `joy`, alone in its pod, and is tried again where it failed. */
    Map<String, Object> joy(String name, List<String> arguments) {
        return template(name, List.of(), container(List.of("joy"), arguments));
    }

    /** The same, but tried once: what it says is only for the log, and a run ends only after it. */
    Map<String, Object> joyOnce(String name, List<String> arguments) {
        Map<String, Object> once = new LinkedHashMap<>(joy(name, arguments));
        once.remove("retryStrategy");
        return once;
    }

    /** The same for verbs that compute tables: with executors, where the pipeline's runner has them. */
    Map<String, Object> computing(String name, List<String> mutexes, List<String> arguments) {
        List<Map<String, Object>> more = orchestration.hasExecutors() ? DriverPod.variables(orchestration) : List.of();
        return template(name, mutexes, container(List.of("joy"), arguments, more));
    }

    private Map<String, Object> template(String name, List<String> mutexes, Map<String, Object> container) {
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
                container);
        return Tree.both(Tree.of("name", name), Tree.both(synchronization, work));
    }

    /** A container of the pipeline's image. */
    Map<String, Object> container(List<String> command, List<String> arguments) {
        return container(command, arguments, List.of());
    }

    private Map<String, Object> container(
            List<String> command, List<String> arguments, List<Map<String, Object>> variables) {
        Share share = Share.of(orchestration.resources());
        Map<String, Object> memory = Tree.of("name", "JOY_MEMORY", "value", share.heap());
        return Tree.of(
                "image", orchestration.image(),
                "command", command,
                "args", arguments,
                "workingDir", "/tmp",
                "env", Stream.concat(Stream.of(memory), variables.stream()).toList(),
                "envFrom", PodParts.variables(),
                "resources", share.resources(),
                "securityContext", PodParts.containerSecurity(),
                "volumeMounts", PodParts.mounts());
    }

    /** What stands in a workflow's specification for all its pods. */
    Map<String, Object> surroundings() {
        return Tree.of(
                "serviceAccountName", PodParts.ACCOUNT,
                "podGC", Tree.of("strategy", "OnPodSuccess"),
                "ttlStrategy", Tree.of("secondsAfterSuccess", 86_400, "secondsAfterFailure", 604_800),
                "securityContext", PodParts.podSecurity(),
                "volumes", PodParts.volumes());
    }

    private Map<String, Object> retries() {
        return Tree.of(
                "limit",
                orchestration.retries(),
                "retryPolicy",
                "Always",
                "expression",
                RETRIED,
                "backoff",
                Tree.of("duration", orchestration.retryDelay().toSeconds() + "s", "factor", 2, "cap", LONGEST_WAIT));
    }
}
