"""What makes `joy` in a pod Spark's driver, whose executors Kubernetes starts, as `joy argo render` writes it too."""

from sparkjoy.specification import Orchestration

# The pod's own address and names, which the settings speak of.
FIELDS = {"POD_IP": "status.podIP", "POD_NAME": "metadata.name", "POD_NAMESPACE": "metadata.namespace"}


def options(orchestration: Orchestration) -> str:
    """Give Spark's settings as options of Java; Kubernetes fills in the fields."""
    executors = orchestration.executors
    settings = {
        "spark.master": "k8s://https://kubernetes.default.svc",
        "spark.driver.host": "$(POD_IP)",
        "spark.kubernetes.driver.pod.name": "$(POD_NAME)",
        "spark.kubernetes.namespace": "$(POD_NAMESPACE)",
        "spark.kubernetes.container.image": orchestration.image,
        "spark.kubernetes.executor.podTemplateFile": "/etc/joy/executor.yaml",
        "spark.executor.instances": executors.number,
        "spark.executor.cores": executors.share.cpu,
        "spark.kubernetes.executor.request.cores": executors.share.cpu,
        "spark.kubernetes.executor.limit.cores": executors.share.cpu,
        "spark.executor.memory": executors.share.heap,
        "spark.executor.memoryOverhead": executors.share.beside_heap,
        "spark.kubernetes.executor.disableConfigMap": "true",
        "spark.kubernetes.driver.service.deleteOnTermination": "false",
        "spark.kubernetes.driver.ownPersistentVolumeClaim": "false",
    }
    return " ".join(f"-D{name}={value}" for name, value in settings.items())
