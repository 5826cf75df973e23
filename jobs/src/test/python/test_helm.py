"""A chart that the real Helm renders: the graph has what it runs, not what its values suggest."""

import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from launcher import QUICK

HOME = Path(__file__).resolve().parents[4]
CHARTS = HOME / "jobs" / "src" / "test" / "resources" / "models" / "shop" / "charts"
WORK = HOME / "target" / "helm-test"
CHART = "chart:reco@1.4.2"
PARTIAL = 3
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-api
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: api
          image: "{{ .Values.image.repository }}:{{ .Chart.AppVersion }}-{{ .Release.Name }}"
          env: [{name: MODEL_URI, value: "models:/home_ranking/7"}]
"""
BROKEN = '{{ fail "this chart cannot be rendered" }}\n'


def joy(charts: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of `joy models` with a lake of the charts' own."""
    source = f"models.sources={{charts: {{kind: helm, path: {charts}}}}}"
    command = [HOME / "bin" / "joy", "models", *arguments, "--spec", HOME / "docs" / "minimal.yaml", "--set", source]
    environment = os.environ | {"JOY_JAVA_OPTIONS": QUICK}
    command += ["--set", f"lake={charts.parent / 'lake'}"]
    return subprocess.run(command, cwd=HOME, env=environment, check=False, capture_output=True, text=True)


def relations(charts: Path) -> set[str]:
    """Give the relations of the chart."""
    edges = json.loads(joy(charts, "export", "--format", "json").stdout)["edges"]
    return {f"{edge['kind']} {edge['to']} {edge['confidence']}" for edge in edges if edge["from"] == CHART}


class HelmTest(unittest.TestCase):
    """With `helm` on the PATH, which `make test-helm` builds."""

    def setUp(self) -> None:
        """Start without charts."""
        shutil.rmtree(WORK, ignore_errors=True)

    def charts(self, template: str) -> Path:
        """Copy the shop's chart with one more template."""
        charts = WORK / "charts"
        shutil.copytree(CHARTS, charts)
        (charts / "reco" / "templates" / "api.yaml").write_text(template, encoding="utf-8")
        return charts

    def test_helm_is_the_one_that_was_built(self) -> None:
        """No other one of this machine."""
        self.assertEqual(str(HOME / "target" / "helm" / "helm"), shutil.which("helm"))

    def test_the_shop_s_own_chart_is_rendered(self) -> None:
        """Its deployment has no containers, so that its values name no image."""
        shutil.copytree(CHARTS, WORK / "charts")

        loaded = joy(WORK / "charts", "load")

        self.assertEqual(0, loaded.returncode, loaded.stderr)
        self.assertEqual(set(), {relation for relation in relations(WORK / "charts") if "IMAGE" in relation})

    def test_image_and_model_are_those_of_the_rendered_template(self) -> None:
        """The tag is made of the version of the app and the name of the release."""
        charts = self.charts(DEPLOYMENT)

        loaded = joy(charts, "load")

        self.assertEqual(0, loaded.returncode, loaded.stderr)
        found = relations(charts)
        self.assertIn("RUNS_IMAGE image:registry.example.com:5000/reco-api:2.3.0-reco DECLARED", found)
        self.assertIn("SERVES model:unregistered/home_ranking@7 DERIVED", found)

    def test_a_chart_that_helm_refuses_is_reported(self) -> None:
        """The load is PARTIAL, and values.yaml does not replace what was not rendered."""
        charts = self.charts(BROKEN)

        loaded = joy(charts, "load")

        self.assertEqual(PARTIAL, loaded.returncode, loaded.stderr)
        self.assertIn(f"helm template reco {charts / 'reco'} failed; run it to see why", loaded.stderr)
        self.assertEqual(set(), {relation for relation in relations(charts) if "IMAGE" in relation})


if __name__ == "__main__":
    unittest.main()
