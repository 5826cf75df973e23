package sparkjoy.argo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparkjoy.spec.Orchestration;

/** What makes `joy` in a pod Spark's driver, whose executors Kubernetes starts: variables, and Spark's settings in them. */
final class DriverPod {
    /** Executors find nothing in a config map, and there are no services or claims to delete: pods are all it needs. */
    static final Map<String, String> ONLY_PODS = settings(
            "spark.kubernetes.executor.disableConfigMap", "true",
            "spark.kubernetes.driver.service.deleteOnTermination", "false",
            "spark.kubernetes.driver.ownPersistentVolumeClaim", "false");

    private DriverPod() {}

    /** The variables; Kubernetes fills in what the last one names of the others. */
    static List<Map<String, Object>> variables(Orchestration orchestration) {
        return List.of(
                field("POD_IP", "status.podIP"),
                field("POD_NAME", "metadata.name"),
                field("POD_NAMESPACE", "metadata.namespace"),
                Tree.of("name", "JOY_JAVA_OPTIONS", "value", options(orchestration)));
    }

    private static String options(Orchestration orchestration) {
        Map<String, String> all = new LinkedHashMap<>(place(orchestration));
        all.putAll(executors(orchestration.executors()));
        all.putAll(ONLY_PODS);
        return all.entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> place(Orchestration orchestration) {
        return settings(
                "spark.master", "k8s://https://kubernetes.default.svc",
                "spark.driver.host", "$(POD_IP)",
                "spark.kubernetes.driver.pod.name", "$(POD_NAME)",
                "spark.kubernetes.namespace", "$(POD_NAMESPACE)",
                "spark.kubernetes.container.image", orchestration.image(),
                "spark.kubernetes.executor.podTemplateFile", "/etc/joy/" + ExecutorPod.FILE);
    }

    private static Map<String, String> executors(Orchestration.Executors executors) {
        Share share = Share.of(executors);
        return settings(
                "spark.executor.instances", String.valueOf(executors.number()),
                "spark.executor.cores", share.cpu(),
                "spark.kubernetes.executor.request.cores", share.cpu(),
                "spark.kubernetes.executor.limit.cores", share.cpu(),
                "spark.executor.memory", share.heap(),
                "spark.executor.memoryOverhead", share.besideHeap());
    }

    private static Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            settings.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return Collections.unmodifiableMap(settings);
    }

    private static Map<String, Object> field(String name, String path) {
        return Tree.of("name", name, "valueFrom", Tree.of("fieldRef", Tree.of("fieldPath", path)));
    }
}
