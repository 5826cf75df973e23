"""Runs `joy` in a pod of its own. Apart from the other operators, for Kubernetes' client takes long to import."""

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowSkipException
from kubernetes.client import models

from sparkjoy.operators import NOTHING_TO_DO, REFUSED, conclude
from sparkjoy.specification import Orchestration

SECRET = models.V1EnvFromSource(secret_ref=models.V1SecretEnvSource(name="joy-s3", optional=True))


class PodJoy(KubernetesPodOperator):
    """Runs `joy` in a pod; the specification is the config map joy-spec, S3's keys are the secret joy-s3."""

    def __init__(self, orchestration: Orchestration, **kwargs: object) -> None:
        """Take the pod's image and share from the specification."""
        share = {"cpu": str(orchestration.cpu), "memory": f"{orchestration.memory_mib}Mi"}
        super().__init__(
            image=orchestration.image,
            env_vars={"JOY_MEMORY": orchestration.heap},
            env_from=[SECRET],
            volumes=[models.V1Volume(name="spec", config_map=models.V1ConfigMapVolumeSource(name="joy-spec"))],
            volume_mounts=[models.V1VolumeMount(name="spec", mount_path="/etc/joy", read_only=True)],
            container_resources=models.V1ResourceRequirements(requests=share, limits=share),
            security_context={"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
            skip_on_exit_code=REFUSED,
            **kwargs,
        )

    def execute(self, context: Context) -> None:
        """Run the pod, unless there is nothing to do."""
        if not self.arguments:
            raise AirflowSkipException(NOTHING_TO_DO)
        try:
            super().execute(context)
        except AirflowSkipException:
            conclude(REFUSED, context)
