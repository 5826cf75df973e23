"""Settings that make `joy` in a pod a Spark driver with executors on Kubernetes. `joy argo render` writes the same."""

from sparkjoy.specification import Orchestration

# The pod's address and names, which the settings refer to.
FIELDS = {"POD_IP": "status.podIP", "POD_NAME": "metadata.name", "POD_NAMESPACE": "metadata.namespace"}


def options(orchestration: Orchestration) -> str:
    """Return Spark's settings as options of Java. Kubernetes replaces the fields with their values."""
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
