"""The image is Spark's driver and its executors on Kubernetes: real processes of both, whose API the test plays.

Nothing here is a cluster: networks, shares, users and read-only file systems are not seen. Rights, settings, variables,
mounts and the pods that Spark asks for are.
"""

import json
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

import yaml
from image import HOME, lay_out
from kubelet import ADDRESS, Kubelet
from kubernetes_api import Kubernetes
from launcher import QUICK
from tables import arrow

WORK = HOME / "target" / "kubernetes-test"
IMAGE = WORK / "image"
JOY = IMAGE / "usr" / "local" / "bin" / "joy"
RENDERED = WORK / "argo" / "base"
LOGS, LAKE, EVENTS = WORK / "logs", WORK / "lake", WORK / "events"
ENVIRONMENT = {"JOY_LOGS": str(LOGS), "JOY_LAKE": str(LAKE), "JOY_EVENTS": str(EVENTS)}
SPECIFICATION = """
lake: ${JOY_LAKE}
sources:
  app: {path: "${JOY_LOGS}"}
spark:
  settings:
    spark.eventLog.enabled: true
    spark.eventLog.dir: ${JOY_EVENTS}
    spark.eventLog.compress: false
    spark.eventLog.rolling.enabled: false
pipelines:
  food:
    owner: data-platform@example.com
    jobs: {ingest: , clean: }
    orchestration:
      runner: spark_k8s
      granularity: pipeline
      resources: {cpu: 1, memory: 1GiB}
      executors: {number: 1, cpu: 2, memory: 1GiB}
"""


def joy(*words: object, **variables: str) -> str:
    """Run `joy` of the image to its end; gives what it says."""
    environment = os.environ | ENVIRONMENT | {"JDK_JAVA_OPTIONS": QUICK, "JOY_MEMORY": "1g"} | variables
    done = subprocess.run([JOY, *words], cwd=WORK, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def objects(file: Path) -> list[dict]:
    """Give the objects of a manifest."""
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def driver() -> dict:
    """Give the pod that Argo makes of the one step of a run, with the template's variables filled in."""
    (workflow,) = objects(RENDERED / "joy-food.yaml")
    (container,) = [step["container"] for step in workflow["spec"]["templates"] if step["name"] == "all"]
    container["args"] = [re.sub(r"\{\{workflow\.(name|parameters\.\w+)}}", "", word) for word in container["args"]]
    return {
        "metadata": {"name": "joy-food-1"},
        "spec": {"containers": [container], "volumes": workflow["spec"]["volumes"]},
    }


class ImageOnKubernetesTest(unittest.TestCase):
    """The settings are those that `joy argo render` writes; the image's files lie in a folder."""

    @classmethod
    def setUpClass(cls) -> None:
        """Lay out the image, make logs and render."""
        shutil.rmtree(WORK, ignore_errors=True)
        lay_out(IMAGE)
        EVENTS.mkdir()
        (WORK / "pipelines.yaml").write_text(SPECIFICATION, encoding="utf-8")
        told = joy("generate", LOGS, "--events", "200", "--days", "1")
        cls.distinct = int(re.search(r"(\d+) distinct events", told)[1])
        joy("argo", "render", "--spec", WORK / "pipelines.yaml", "--into", WORK / "argo")

    def test_executors_of_kubernetes_compute_the_tables(self) -> None:
        """All tasks are theirs, their pods are those of the template, and the rights suffice."""
        (maps,) = objects(RENDERED / "joy-specification.yaml")
        role = objects(HOME / "argo" / "base" / "executor-rights.yaml")[0]
        environment = ENVIRONMENT | {"JDK_JAVA_OPTIONS": QUICK}
        kubelet = Kubelet(IMAGE, WORK / "pods", {"joy-specification": maps["data"], "joy-environment": environment})

        with Kubernetes(kubelet, role) as kubernetes:
            code = kubernetes.start(driver()).wait(timeout=300)
            left = sorted(kubernetes.pods)

        self.assertEqual((code, kubernetes.refused, left), (0, [], ["joy-food-1"]))
        self.assertEqual((WORK / "pods" / "joy-food-1" / "tmp" / "status").read_text(encoding="utf-8").strip(), "DONE")
        self.assertEqual(self.executors(), {"1"})
        self.assertEqual(arrow(LAKE / "silver" / "events").num_rows, self.distinct)
        (pod,) = kubernetes.created
        self.assert_of_the_template(pod, yaml.safe_load(maps["data"]["executor.yaml"]))

    @staticmethod
    def executors() -> set[str]:
        """Give who did the tasks, as Spark's log of events tells."""
        (log,) = EVENTS.iterdir()
        events = map(json.loads, log.read_text(encoding="utf-8").splitlines())
        return {event["Task Info"]["Executor ID"] for event in events if event["Event"] == "SparkListenerTaskEnd"}

    def assert_of_the_template(self, pod: dict, template: dict) -> None:
        """Compare what the template says of security, variables and rights; the rest is Spark's."""
        (container,), (ours,) = pod["spec"]["containers"], template["spec"]["containers"]
        for key in ("securityContext", "serviceAccountName", "automountServiceAccountToken"):
            self.assertEqual(pod["spec"][key], template["spec"][key])
        for key in ("securityContext", "envFrom", "workingDir"):
            self.assertEqual(container[key], ours[key])
        self.assertEqual(container["image"], "spark-joy:0.1.0")
        self.assertEqual(container["resources"]["limits"], {"cpu": "2", "memory": "1024Mi"})
        self.assertEqual(pod["metadata"]["ownerReferences"][0]["name"], "joy-food-1")

    def test_the_driver_of_a_spark_application_runs_joy(self) -> None:
        """With the command line that Spark gives to its container; here on a master of its own."""
        (WORK / "spark.properties").write_text("spark.master=local[1]\n", encoding="utf-8")
        jar = f"local://{IMAGE}/opt/joy/jobs/target/spark-joy.jar"
        submitted = ["driver", "--properties-file", WORK / "spark.properties", "--class", "sparkjoy.Joy", jar]

        said = joy(*submitted, "validate", "--spec", WORK / "pipelines.yaml", SPARK_DRIVER_BIND_ADDRESS=ADDRESS)

        self.assertIn("valid. 1 pipeline,", said)


if __name__ == "__main__":
    unittest.main()
