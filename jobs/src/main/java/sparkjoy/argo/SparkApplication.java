package sparkjoy.argo;

import java.util.List;
import java.util.Map;
import org.apache.spark.SparkBuildInfo;
import sparkjoy.spec.Orchestration;

/** One run of a pipeline as an object of Kubeflow's Spark operator, which starts Spark's driver and executors as pods. */
record SparkApplication(String pipeline, Orchestration orchestration) {

    /** It is not repeated when it fails: a run that was PARTIAL would look green the second time. */
    Map<String, Object> manifest() {
        Map<String, Object> specification = Tree.of(
                "type", "Java",
                "mode", "cluster",
                "sparkVersion", SparkBuildInfo.spark_version(),
                "image", orchestration.image(),
                "mainClass", "sparkjoy.Joy",
                "mainApplicationFile", "local:///opt/joy/jobs/target/spark-joy.jar",
                "arguments", List.of("run", "all", "--spec", Pods.SPECIFICATION, "--pipeline", pipeline),
                "restartPolicy", Tree.of("type", "Never"),
                "sparkConf", DriverPod.ONLY_PODS,
                "driver", driver(),
                "executor", executor());
        return Manifest.of("sparkoperator.k8s.io/v1beta2", "SparkApplication", Names.workflow(pipeline), specification);
    }

    private Map<String, Object> driver() {
        Share share = Share.of(orchestration.resources());
        Map<String, Object> container = Tree.of(
                "name", "spark-kubernetes-driver",
                "workingDir", "/tmp",
                "env", List.of(Tree.of("name", "JOY_MEMORY", "value", share.heap())),
                "envFrom", PodParts.variables(),
                "securityContext", PodParts.containerSecurity(),
                "volumeMounts", PodParts.mounts());
        Map<String, Object> pod = Tree.of(
                "serviceAccountName", PodParts.ACCOUNT,
                "securityContext", PodParts.podSecurity(),
                "containers", List.of(container),
                "volumes", PodParts.volumes());
        return Tree.both(sized(share), template(pod));
    }

    private Map<String, Object> executor() {
        Orchestration.Executors executors = orchestration.executors();
        return Tree.both(
                Tree.of("instances", executors.number()),
                Tree.both(sized(Share.of(executors)), template(ExecutorPod.specification())));
    }

    private static Map<String, Object> sized(Share share) {
        return Tree.of(
                "cores", share.cores(),
                "coreRequest", share.cpu(),
                "coreLimit", share.cpu(),
                "memory", share.heap(),
                "memoryOverhead", share.besideHeap());
    }

    private static Map<String, Object> template(Map<String, Object> pod) {
        return Tree.of("template", Tree.of("spec", pod));
    }
}
