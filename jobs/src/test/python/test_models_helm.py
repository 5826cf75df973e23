"""Helm renders the charts of the model graph; what it writes into a folder says the same."""

import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from deltalake import DeltaTable
from launcher import QUICK

HOME = Path(__file__).resolve().parents[4]
HELM = HOME / "target" / "helm"
WORK = HOME / "target" / "helm-test"
LAKE = WORK / "lake"
CHARTS = WORK / "charts"
PARTIAL = 3
FILES = {
    "ranker/Chart.yaml": "apiVersion: v2\nname: ranker\nversion: 1.0.0\nappVersion: 2.3.0\n",
    "ranker/values.yaml": """\
image: {repository: registry.example.com/ranker, tag: ""}
models: [home_ranking/7, home_ranking@champion]
password: CANARY-VALUES
""",
    "ranker/templates/deployment.yaml": """\
{{- range $number, $model := .Values.models }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $.Release.Name }}-{{ $number }}
spec:
  template:
    spec:
      containers:
        - name: ranker
          image: "{{ $.Values.image.repository }}:{{ $.Values.image.tag | default $.Chart.AppVersion }}"
          env:
            - {name: MODEL_URI, value: "models:/{{ $model }}"}
            - {name: DB_PASSWORD, value: {{ $.Values.password }}}
{{- end }}
""",
    "ranker/templates/secret.yaml": """\
apiVersion: v1
kind: Secret
metadata: {name: ranker}
stringData: {password: {{ .Values.password }}}
""",
    "broken/Chart.yaml": "apiVersion: v2\nname: broken\nversion: 0.1.0\n",
    "broken/values.yaml": "image: {repository: registry.example.com/broken, tag: 1.0.0}\n",
    "broken/templates/deployment.yaml": 'kind: {{ required "CANARY-MESSAGE" .Values.kind }}\n',
}
SPECIFICATION = """\
lake: {work}/lake
sources:
  app: {{path: {work}/logs}}
pipelines:
  food: {{owner: data-platform@example.com}}
models:
  timeout: 60s
  sources:
    charts: {{kind: helm, path: {work}/charts}}
    rendered: {{kind: helm, path: {work}/charts/ranker, rendered: {work}/rendered}}
"""


def rows(table: str) -> list[dict[str, object]]:
    """Give the rows of a table of the graph."""
    return DeltaTable(LAKE / "meta" / table).to_pyarrow_table().to_pylist()


class HelmTest(unittest.TestCase):
    """One load, looked at from several sides."""

    @classmethod
    def setUpClass(cls) -> None:
        """Write a chart that is sound and one that is not, render one into a folder, and load both."""
        shutil.rmtree(WORK, ignore_errors=True)
        for name, text in FILES.items():
            file = CHARTS / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        render = [HELM / "helm", "template", "release", CHARTS / "ranker", "--output-dir", WORK / "rendered"]
        subprocess.run(render, check=True, stdout=subprocess.DEVNULL)
        (WORK / "pipelines.yaml").write_text(SPECIFICATION.format(work=WORK), encoding="utf-8")
        environment = os.environ | {"PATH": f"{HELM}:{os.environ['PATH']}", "JOY_JAVA_OPTIONS": QUICK}
        command = [HOME / "bin" / "joy", "models", "load", "--spec", WORK / "pipelines.yaml"]
        cls.loaded = subprocess.run(command, cwd=HOME, env=environment, check=False, capture_output=True, text=True)
        cls.crawls = {row["source"]: row for row in rows("model_crawls")}
        cls.edges = rows("model_edges")

    def relations(self, source: str, chart: str) -> set[tuple[str, str]]:
        """Give what a source says of a chart."""
        own = [edge for edge in self.edges if edge["source"] == source and edge["from_id"] == chart]
        return {(edge["kind"], edge["to_id"]) for edge in own}

    def test_a_rendered_chart_names_its_image_and_its_models(self) -> None:
        """The tag is empty, so that it is the version of the app; a loop writes two deployments."""
        expected = {
            ("RUNS_IMAGE", "image:registry.example.com/ranker:2.3.0"),
            ("SERVES", "model:unregistered/home_ranking@7"),
            ("SERVES", "alias:unregistered/home_ranking/champion"),
        }

        self.assertEqual(self.relations("charts", "chart:ranker@1.0.0"), expected)
        self.assertEqual(self.relations("rendered", "chart:ranker@1.0.0"), expected)
        self.assertEqual(self.crawls["rendered"]["status"], "OK")

    def test_a_chart_that_does_not_render_is_named_and_its_values_are_read(self) -> None:
        """The other chart is read, and nothing is closed."""
        self.assertEqual(self.loaded.returncode, PARTIAL, self.loaded.stderr)
        self.assertEqual(self.crawls["charts"]["status"], "PARTIAL")
        self.assertIn(f"helm template broken {CHARTS}/broken failed", self.loaded.stderr)
        self.assertEqual(
            self.relations("charts", "chart:broken@0.1.0"),
            {("RUNS_IMAGE", "image:registry.example.com/broken:1.0.0")},
        )

    def test_no_secret_is_kept_or_shown(self) -> None:
        """Not one of the values, of a Secret or of what helm says."""
        kept = json.dumps([rows(table) for table in ("model_nodes", "model_edges", "model_crawls")], default=str)

        for text in (kept, self.loaded.stdout, self.loaded.stderr):
            self.assertNotIn("CANARY", text)


if __name__ == "__main__":
    unittest.main()
