"""A shop whose registry is a real MLflow: what it serves, what depends on it, and what is left when pages fail."""

import json
import os
import re
import shutil
import subprocess
import time
import unittest
from datetime import UTC, datetime
from pathlib import Path

import kglite
from airflow_site import Airflow
from launcher import QUICK
from mlflow_site import Gateway, Registry
from tables import arrow

HOME = Path(__file__).resolve().parents[4]
SHOP = HOME / "jobs" / "src" / "test" / "resources" / "models" / "shop"
DOCUMENTATION = HOME / "docs" / "models.md"
WORK = HOME / "target" / "models-test"
LAKE = WORK / "lake"
TABLES = ("meta/model_nodes", "meta/model_edges", "meta/model_crawls")
MODEL = "model:mlflow/registry/home_ranking"
ALIAS = "alias:mlflow/registry/home_ranking/champion"
TOKEN = "CANARY-TOKEN"
PARTIAL = 3
SPECIFICATION = """\
lake: {work}/lake
sources:
  app: {{path: {work}/logs}}
pipelines:
  food: {{owner: data-platform@example.com}}
experiments:
  home_ranking:
    salt: home_ranking
    baseline: Model_A
    from: 2026-03-01
    weights: [{{from: 2026-03-01, arms: {{Model_A: 90, Model_B: 10}}}}]
    arms: {{Model_A: models:/home_ranking/6, Model_B: models:/home_ranking@champion}}
models:
  stale_after: 1s
  sources:
    registry: {{kind: mlflow, url: "{address}", token: MLFLOW_TOKEN}}
    dags: {{kind: airflow, path: {work}/shop/dags.json}}
    workflows: {{kind: argo, path: {work}/shop/workflows}}
    charts: {{kind: helm, path: {work}/shop/charts}}
    cluster: {{kind: kubernetes, path: {work}/shop/deploy, environment: prod}}
    apis: {{kind: openapi, path: {work}/shop/apis}}
"""
SERVER = """\
---
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {{name: {name}, namespace: reco}}
spec:
  predictor:
    model:
      storageUri: {uri}
"""


class Story:
    """A registry with three versions: an alias moves, a version is deleted, and then its second page fails."""

    def __init__(self, registry: Registry, gateway: Gateway) -> None:
        """Take where the registry is, and through which gateway it is read."""
        self.registry = registry
        self.gateway = gateway
        self.printed: list[str] = []

    def tell(self) -> None:
        """From the first load to the last question."""
        self.fill()
        self.loaded = self.joy("load")
        self.between = datetime.now(UTC)
        self.derived = [edge for edge in rows("meta/model_edges") if edge["confidence"] == "DERIVED"]
        self.registry.call("registered-models/alias", {"name": "home_ranking", "alias": "champion", "version": "7"})
        self.registry.call("model-versions/delete", {"name": "home_ranking", "version": "5"}, "DELETE")
        self.joy("load")
        self.full = current()
        self.before = self.joy("history", "home_ranking", "--as-of", self.between.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        self.impact = self.joy("impact", "api:reco#/v1/recommend")
        self.cypher = self.joy("export", "--format", "cypher").stdout.splitlines()
        self.gateway.is_failing = True
        self.partial = self.joy("load")
        self.kept = current()
        time.sleep(1)
        self.check = self.joy("check")

    def fill(self) -> None:
        """Seven versions of which the last three are left, and manifests that name their files in several ways."""
        for model, owner in (("home_ranking", "reco-team"), ("search_rank", "search-team")):
            tags = [{"key": "owner", "value": owner}, {"key": "api_key", "value": "CANARY-TAG"}]
            self.registry.call("registered-models/create", {"name": model, "tags": tags})
        experiment = self.registry.call("experiments/create", {"name": "ranking"})["experiment_id"]
        tags = {"airflow.dag_id": "food_retrain", "aws_secret": "CANARY-RUN-TAG"}
        self.runs = {number: self.registry.run(experiment, tags) for number in (5, 6, 7)}
        made = {"experiment_id": experiment, "name": "ranker", "source_run_id": self.runs[7]}
        self.logged = self.registry.call("logged-models", made)["model"]["info"]["model_id"]
        for number in range(1, 5):
            version = self.registry.version("home_ranking", f"s3://models/old/{number}")
            self.registry.call("model-versions/delete", {"name": "home_ranking", "version": version}, "DELETE")
        self.registry.version("home_ranking", f"runs:/{self.runs[5]}/model", self.runs[5])
        self.registry.version("home_ranking", f"s3://models/{experiment}/{self.runs[6]}/artifacts/model", self.runs[6])
        self.registry.version("home_ranking", f"models:/{self.logged}", logged=self.logged)
        self.registry.version("search_rank", "s3://models/search/1", "f" * 32)
        self.registry.call("registered-models/alias", {"name": "home_ranking", "alias": "champion", "version": "6"})
        self.declare(f"s3://models/{experiment}")

    def declare(self, root: str) -> None:
        """Write the shop's files; its batch server has the files of version 6."""
        shutil.copytree(SHOP, WORK / "shop")
        batch = WORK / "shop" / "deploy" / "kserve.yaml"
        text = batch.read_text(encoding="utf-8").replace("s3a://models-bucket/1/", root.replace("s3:", "s3a:") + "/")
        batch.write_text(text.replace("a" * 32, self.runs[6]), encoding="utf-8")
        logged = f"{root}/models/{self.logged}/artifacts"
        places = {
            "run-files": (5, f"{root}/{self.runs[5]}/artifacts/model"),
            "run-uri": (5, f"runs:/{self.runs[5]}/model"),
            "s3": (6, f"{root}/{self.runs[6]}/artifacts/model"),
            "s3a": (6, f"{root}/{self.runs[6]}/artifacts/model".replace("s3:", "s3a:")),
            "slash": (6, f"{root}/{self.runs[6]}/artifacts/model/"),
            "proxied": (6, f"mlflow-artifacts:/{root[-1]}/{self.runs[6]}/artifacts/model"),
            "logged": (7, logged),
            "logged-s3a": (7, logged.replace("s3:", "s3a:") + "/"),
            "logged-file": (7, logged + "/model.pkl"),
            "logged-uri": (7, f"models:/{self.logged}"),
            "alias": ("champion", "models:/home_ranking@champion"),
        }
        self.places = {f"k8s:prod/reco/InferenceService/{name}": wanted for name, (wanted, _) in places.items()}
        servers = [SERVER.format(name=name, uri=uri) for name, (_, uri) in places.items()]
        (WORK / "shop" / "deploy" / "servers.yaml").write_text("".join(servers), encoding="utf-8")
        text = SPECIFICATION.format(work=WORK, address=self.gateway.address)
        (WORK / "pipelines.yaml").write_text(text, encoding="utf-8")

    def joy(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a verb of `joy models`."""
        environment = os.environ | {"MLFLOW_TOKEN": TOKEN, "JOY_JAVA_OPTIONS": QUICK}
        command = [HOME / "bin" / "joy", "models", *arguments, "--spec", WORK / "pipelines.yaml"]
        done = subprocess.run(command, cwd=HOME, env=environment, check=False, capture_output=True, text=True)
        self.printed += [done.stdout, done.stderr]
        return done


def rows(table: str) -> list[dict[str, object]]:
    """Give the rows of a table of the graph."""
    return arrow(LAKE / table).to_pylist()


def current() -> set[str]:
    """Give the nodes and edges that are valid now."""
    nodes = {row["node_id"] for row in rows("meta/model_nodes") if row["valid_to"] is None}
    edges = [row for row in rows("meta/model_edges") if row["valid_to"] is None]
    return nodes | {f"{row['from_id']} {row['kind']} {row['to_id']}" for row in edges}


class ModelsTest(unittest.TestCase):
    """One story, looked at from several sides."""

    @classmethod
    def setUpClass(cls) -> None:
        """Tell it."""
        shutil.rmtree(WORK, ignore_errors=True)
        with (
            Registry(WORK / "mlflow", HOME / "target" / "mlflow" / "bin") as registry,
            Gateway(registry) as gateway,
        ):
            cls.story = Story(registry, gateway)
            cls.story.tell()
            refs = {edge["source_ref"] for edge in cls.story.derived}
            cls.opened = {ref: registry.text(ref[len("GET ") :]) for ref in refs if ref.startswith("GET ")}

    def test_a_registry_is_read_page_by_page_with_its_token(self) -> None:
        """Also a version whose run is gone: that is no failure."""
        loaded = self.story.loaded

        self.assertEqual(loaded.returncode, 0, loaded.stderr)
        self.assertTrue([path for path in self.story.gateway.asked if "page_token=" in path])
        self.assertEqual(self.story.gateway.authorizations, {f"Bearer {TOKEN}"})
        self.assertIn("model:mlflow/registry/search_rank@1", self.story.full)

    def test_all_ways_to_write_a_place_lead_to_one_version(self) -> None:
        """With the layouts of MLflow 2 and 3."""
        served = {edge["from_id"]: edge["to_id"] for edge in rows("meta/model_edges") if edge["kind"] == "SERVES"}

        for server, wanted in self.story.places.items():
            with self.subTest(server):
                expected = ALIAS if wanted == "champion" else f"{MODEL}@{wanted}"
                self.assertEqual(served.get(server), expected)

    def test_each_version_has_its_run_and_the_job_that_started_it(self) -> None:
        """The registry itself names no run of the version that MLflow 3 registered by its logged model."""
        nodes = {row["node_id"]: dict(row["attributes"]) for row in rows("meta/model_nodes")}

        for number, run in self.story.runs.items():
            with self.subTest(number):
                self.assertEqual(nodes[f"run:{run}"]["metric.auc"], "0.81")
                self.assertEqual(nodes[f"run:{run}"]["airflow_dag"], "food_retrain")
        for number in (6, 7):
            self.assertIn(f"{MODEL}@{number} PRODUCED_BY run:{self.story.runs[number]}", self.story.full)
        self.assertIn(f"job:airflow/food_retrain RETRAINS {MODEL}", self.story.full)
        self.assertIn(f"run:{self.story.runs[7]} TRAINED_ON table:gold.assignments", self.story.full)

    def test_a_moved_alias_is_history(self) -> None:
        """Before it moved, version 6 was the champion."""
        self.assertIn(f"{ALIAS} ALIAS_OF {MODEL}@7", self.story.full)
        self.assertNotIn(f"{ALIAS} ALIAS_OF {MODEL}@6", self.story.full)
        self.assertRegex(self.story.before.stdout, rf"{ALIAS} +is an alias of +{MODEL}@6")
        self.assertNotRegex(self.story.before.stdout, rf"is an alias of +{MODEL}@7")

    def test_the_impact_of_an_operation_names_all_that_belongs_to_it(self) -> None:
        """From the API to the arm of the experiment."""
        names = [
            *("k8s:prod/reco/Deployment/reco-api", "k8s:prod/reco/InferenceService/reco-batch", "chart:reco@1.4.2"),
            *(MODEL, f"{MODEL}@6", f"{MODEL}@7", "job:airflow/food_retrain", "exp:home_ranking"),
            *("arm:home_ranking/Model_A", "arm:home_ranking/Model_B"),
        ]

        for name in names:
            with self.subTest(name):
                self.assertRegex(self.story.impact.stdout, rf"{name}\s")

    def test_each_derived_relation_opens_what_made_it(self) -> None:
        """The line of a file, or the answer of the registry, holds the value."""
        self.assertTrue(self.opened)
        for edge in self.story.derived:
            ref = edge["source_ref"]
            value = edge["evidence"].partition(" = ")[2].partition(" ")[0]
            with self.subTest(ref=ref, evidence=edge["evidence"]):
                if ref in self.opened:
                    self.assertIn(value, self.opened[ref])
                elif ref.startswith("/"):
                    file, _, line = ref.rpartition(":")
                    lines = Path(file).read_text(encoding="utf-8").splitlines()
                    self.assertIn(value, lines[int(line) - 1])

    def test_cypher_loads_twice_and_answers_what_the_documentation_asks(self) -> None:
        """An engine of openCypher runs each statement; the second time they change nothing."""
        edges = [row for row in rows("meta/model_edges") if row["valid_to"] is None]
        relations = {(row["from_id"], row["kind"], row["to_id"], row["source"]) for row in edges}
        ids = {row["node_id"] for row in rows("meta/model_nodes") if row["valid_to"] is None}
        ids |= {row[end] for row in edges for end in ("from_id", "to_id")}
        graph = kglite.KnowledgeGraph()

        for time_loaded in ("first", "second"):
            for statement in self.story.cypher:
                graph.cypher(statement)
            with self.subTest(time_loaded):
                self.assertEqual(ids, {row["id"] for row in graph.cypher("MATCH (n) RETURN n.node_id AS id")})
                self.assertEqual([{"n": len(relations)}], list(graph.cypher("MATCH ()-[r]->() RETURN count(r) AS n")))
        documented = re.compile(r"^```cypher\n(.*?)^```", re.DOTALL | re.MULTILINE)
        asked = documented.findall(DOCUMENTATION.read_text(encoding="utf-8"))
        self.assertTrue(asked)
        for query in "".join(asked).splitlines():
            with self.subTest(query):
                self.assertIn({"d.name": "reco-api", "v.node_id": f"{MODEL}@7"}, list(graph.cypher(query)))

    def test_a_failing_page_closes_nothing(self) -> None:
        """The crawl is PARTIAL, and so is the run."""
        crawls = [row for row in rows("meta/model_crawls") if row["source"] == "registry"]
        crawls.sort(key=lambda row: row["checked_at"])

        self.assertEqual([row["status"] for row in crawls], ["OK", "OK", "PARTIAL"])
        self.assertEqual(self.story.partial.returncode, PARTIAL)
        self.assertIn("model-versions/search: answered with status 500", self.story.partial.stderr)
        self.assertEqual(self.story.kept, self.story.full)

    def test_check_names_what_lasts_and_what_is_gone(self) -> None:
        """The registry was not read in full for longer than a second, and version 5 is not in it."""
        self.assertEqual(self.story.check.returncode, PARTIAL)
        self.assertIn("SOURCE_STALE: The source registry was not read in full since", self.story.check.stdout)
        self.assertIn(f"InferenceService/run-files serves {MODEL}@5, which its registry", self.story.check.stdout)

    def test_no_secret_is_kept_or_shown(self) -> None:
        """Not in a table, a log or a message; the canaries are in what was read."""
        said = "".join(self.story.printed)
        kept = "".join(json.dumps(rows(table), default=str) for table in TABLES)
        logs = "".join(file.read_text(encoding="utf-8") for file in LAKE.rglob("_delta_log/*.json"))

        self.assertIn("reco-api", kept)
        for where, text in (("said", said), ("kept", kept), ("logs", logs)):
            with self.subTest(where):
                self.assertNotIn("CANARY", text)


SCHEDULED = """\
lake: {work}/lake
sources:
  app: {{path: {work}/logs}}
pipelines:
  food:
    owner: data-platform@example.com
    schedule: 40 minutes
    orchestration: {{tags: ["model:home_ranking", "reads:silver.products"]}}
models:
  sources:
    api: {{kind: airflow, url: "{address}", token: AIRFLOW_TOKEN}}
    dump: {{kind: airflow, path: {work}/dags.json}}
"""


class AirflowTest(unittest.TestCase):
    """The project's own DAGs, as a real Airflow answers and as the dump of its DAGs says."""

    work = HOME / "target" / "models-airflow-test"

    @classmethod
    def setUpClass(cls) -> None:
        """Load both."""
        shutil.rmtree(cls.work, ignore_errors=True)
        specification = cls.work / "pipelines.yaml"
        settings = {"AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"), "JOY_SPEC": str(specification)}
        airflow = Airflow(cls.work / "airflow", HOME / "target" / "airflow" / "bin", settings)
        specification.write_text(SCHEDULED.format(work=cls.work, address=airflow.address), encoding="utf-8")
        with airflow:
            airflow.run("python", str(HOME / "dags" / "dump_dags.py"), str(cls.work / "dags.json"))
            environment = os.environ | {"AIRFLOW_TOKEN": airflow.token(), "JOY_JAVA_OPTIONS": QUICK}
            command = [HOME / "bin" / "joy", "models", "load", "--spec", specification]
            cls.loaded = subprocess.run(command, cwd=HOME, env=environment, check=False, capture_output=True, text=True)
        lake = cls.work / "lake" / "meta"
        cls.nodes = arrow(lake / "model_nodes").to_pylist()
        cls.edges = arrow(lake / "model_edges").to_pylist()

    def of(self, source: str) -> set[str]:
        """Give the relations that a source shows."""
        return {f"{edge['from_id']} {edge['kind']} {edge['to_id']}" for edge in self.edges if edge["source"] == source}

    def test_all_dags_are_jobs_with_schedule_and_owner(self) -> None:
        """None is refused, and the token is taken."""
        self.assertEqual(self.loaded.returncode, 0, self.loaded.stderr)
        jobs = {node["node_id"]: node for node in self.nodes if node["source"] == "api" and "job:" in node["node_id"]}

        self.assertEqual(
            set(jobs), {"job:airflow/joy_food", "job:airflow/joy_food_backfill", "job:airflow/joy_food_recompute"}
        )
        self.assertIn("0:40:00", dict(jobs["job:airflow/joy_food"]["attributes"])["schedule"])
        self.assertEqual(jobs["job:airflow/joy_food"]["owner"], "data-platform@example.com")

    def test_tables_hang_on_the_jobs_that_write_and_read_them(self) -> None:
        """By assets and tags."""
        found = self.of("api")

        self.assertIn("table:gold.kpi_daily PRODUCED_BY job:airflow/joy_food", found)
        self.assertIn("table:gold.assignments PRODUCED_BY job:airflow/joy_food", found)
        self.assertIn("job:airflow/joy_food READS table:silver.products", found)
        self.assertIn("job:airflow/joy_food RETRAINS model:unregistered/home_ranking", found)

    def test_the_dump_says_what_the_api_says(self) -> None:
        """With the same relations."""
        self.assertEqual(self.of("dump"), self.of("api"))


if __name__ == "__main__":
    unittest.main()
