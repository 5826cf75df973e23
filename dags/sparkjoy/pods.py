"""Run `joy` in a separate pod. A module of its own, because the import of the Kubernetes client is slow."""

import re

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowSkipException
from kubernetes.client import models

from sparkjoy.executors import FIELDS, options
from sparkjoy.operators import NOTHING_TO_DO, REFUSED, WRONG_USAGE, conclude
from sparkjoy.specification import Orchestration

USER = 10001
KEYS = models.V1EnvFromSource(secret_ref=models.V1SecretEnvSource(name="joy-s3", optional=True))
VARIABLES = models.V1EnvFromSource(config_map_ref=models.V1ConfigMapEnvSource(name="joy-environment", optional=True))
SPECIFICATION = models.V1ConfigMapVolumeSource(name="joy-specification")


class PodJoy(KubernetesPodOperator):
    """Runs `joy` in a pod with the same config maps, secret and security settings as Argo's pods."""

    def __init__(self, orchestration: Orchestration, has_executors: bool, **kwargs: object) -> None:
        """Take the pod's image and resources from the specification, and whether Kubernetes starts executors for it."""
        share = {"cpu": str(orchestration.share.cpu), "memory": f"{orchestration.share.memory_mib}Mi"}
        super().__init__(
            image=orchestration.image,
            env_vars=variables(orchestration, has_executors),
            env_from=[KEYS, VARIABLES],
            volumes=[
                models.V1Volume(name="specification", config_map=SPECIFICATION),
                models.V1Volume(name="tmp", empty_dir=models.V1EmptyDirVolumeSource()),
            ],
            volume_mounts=[
                models.V1VolumeMount(name="specification", mount_path="/etc/joy", read_only=True),
                models.V1VolumeMount(name="tmp", mount_path="/tmp"),
            ],
            container_resources=models.V1ResourceRequirements(requests=share, limits=share),
            security_context={
                "runAsNonRoot": True,
                "runAsUser": USER,
                "runAsGroup": USER,
                "fsGroup": USER,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            container_security_context={
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            },
            service_account_name="joy" if has_executors else None,
            skip_on_exit_code=[WRONG_USAGE, REFUSED],
            **kwargs,
        )

    def execute(self, context: Context) -> None:
        """Run the pod, unless there is nothing to do."""
        if not self.arguments:
            raise AirflowSkipException(NOTHING_TO_DO)
        try:
            super().execute(context)
        except AirflowSkipException as ended:
            code = re.search(r"exit code (\d+)", str(ended))
            if not code:
                raise
            conclude(int(code[1]), context)


def variables(orchestration: Orchestration, has_executors: bool) -> list[models.V1EnvVar]:
    """Return the environment variables of the pod."""
    heap = models.V1EnvVar(name="JOY_MEMORY", value=orchestration.share.heap)
    if not has_executors:
        return [heap]
    return [heap, *map(field, FIELDS), models.V1EnvVar(name="JOY_JAVA_OPTIONS", value=options(orchestration))]


def field(name: str) -> models.V1EnvVar:
    """Return the environment variable for a field of the pod."""
    source = models.V1EnvVarSource(field_ref=models.V1ObjectFieldSelector(field_path=FIELDS[name]))
    return models.V1EnvVar(name=name, value_from=source)
