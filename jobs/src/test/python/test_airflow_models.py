"""The model graph reads an Airflow: by its REST API with a token, and from the file that dump_dags.py writes."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import unittest
import urllib.request
from pathlib import Path

from deltalake import DeltaTable
from launcher import QUICK
from postgres import free_port

HOME = Path(__file__).resolve().parents[4]
BIN = HOME / "target" / "airflow" / "bin"
WORK = HOME / "target" / "airflow-models"
LAKE = WORK / "lake"
DUMP = WORK / "dags.json"
PARTIAL = 3
RETRAIN = """\
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "food_retrain",
    schedule="0 2 * * *",
    start_date=datetime(2026, 3, 1),
    catchup=False,
    default_args={"owner": "ml@example.com"},
    tags=["model:home_ranking", "reads:silver.events"],
):
    BashOperator(task_id="train", bash_command="true", env={"MODEL_NAME": "home_ranking", "DB_PASSWORD": "CANARY-ENV"})
"""
SPECIFICATION = """\
lake: {work}/lake
sources:
  app: {{path: {work}/logs}}
pipelines:
  food: {{owner: data-platform@example.com}}
models:
  timeout: 20s
  sources:
    api: {{kind: airflow, url: "{address}", token: AIRFLOW_TOKEN}}
    dump: {{kind: airflow, path: {work}/dags.json}}
    refused: {{kind: airflow, url: "{address}", token: OLD_TOKEN}}
    unset: {{kind: airflow, url: "{address}", token: NO_TOKEN}}
    nowhere: {{kind: airflow, url: "http://127.0.0.1:{closed}"}}
"""


class Airflow:
    """The project's DAGs and one that retrains a model, in an Airflow with SQLite; its API runs while it is entered."""

    def __init__(self) -> None:
        """Choose a port and a password."""
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.password = secrets.token_hex()
        passwords = WORK / "passwords.json"
        self.environment = os.environ | {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "JOY_LOGS": str(WORK / "logs"),
            "JOY_LAKE": str(LAKE),
            "JOY_SPEC": str(HOME / "pipelines.yaml"),
            "AIRFLOW_HOME": str(WORK / "home"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(WORK / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "reader:viewer",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": secrets.token_hex(),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
        }
        shutil.copytree(HOME / "dags", WORK / "dags")
        (WORK / "dags" / "food_retrain.py").write_text(RETRAIN, encoding="utf-8")
        passwords.write_text(json.dumps({"reader": self.password}), encoding="utf-8")

    def run(self, *command: str) -> None:
        """Run one of the programs of Airflow's environment."""
        done = subprocess.run(
            [BIN / command[0], *command[1:]], env=self.environment, check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise AssertionError(f"{command} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def __enter__(self) -> "Airflow":
        """Start the API; returns when it gives a token."""
        with (WORK / "api-server.log").open("wb") as log:
            self.server = subprocess.Popen(
                [BIN / "airflow", "api-server"], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self.token = self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> None:
        """Ask it to end."""
        self.server.terminate()
        self.server.wait(60)

    def wait(self, seconds: int = 240) -> str:
        """Wait until it gives a token for the password."""
        body = json.dumps({"username": "reader", "password": self.password}).encode()
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.server.poll() is None:
            request = urllib.request.Request(
                f"{self.address}/auth/token", body, {"Content-Type": "application/json"}, method="POST"
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.load(answer)["access_token"]
            except OSError:
                time.sleep(0.5)
        raise AssertionError(f"Airflow's API does not answer: see {WORK / 'api-server.log'}")


def load(airflow: Airflow) -> subprocess.CompletedProcess[str]:
    """Load all sources of the specification, of which three cannot be read."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        place = {"work": WORK, "address": airflow.address, "closed": closed.getsockname()[1]}
        (WORK / "pipelines.yaml").write_text(SPECIFICATION.format(**place), encoding="utf-8")
        tokens = {"AIRFLOW_TOKEN": airflow.token, "OLD_TOKEN": "CANARY-OLD", "JOY_JAVA_OPTIONS": QUICK}
        command = [HOME / "bin" / "joy", "models", "load", "--spec", WORK / "pipelines.yaml"]
        return subprocess.run(command, cwd=HOME, env=os.environ | tokens, check=False, capture_output=True, text=True)


def rows(table: str) -> list[dict[str, object]]:
    """Give the rows of a table of the graph."""
    return DeltaTable(LAKE / "meta" / table).to_pyarrow_table().to_pylist()


class AirflowModelsTest(unittest.TestCase):
    """One load, looked at from several sides."""

    @classmethod
    def setUpClass(cls) -> None:
        """Run the DAG that retrains a model once, dump all DAGs, start the API and read both."""
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        airflow = Airflow()
        airflow.run("airflow", "db", "migrate")
        airflow.run("airflow", "dags", "reserialize")
        airflow.run("airflow", "dags", "test", "food_retrain", "2026-03-08")
        airflow.run("python", str(HOME / "dags" / "dump_dags.py"), str(DUMP))
        with airflow:
            cls.token = airflow.token
            cls.loaded = load(airflow)
        cls.nodes = {(row["source"], row["node_id"]): row for row in rows("model_nodes")}
        cls.crawls = {row["source"]: row for row in rows("model_crawls")}

    def test_api_and_dump_say_the_same_of_a_dag(self) -> None:
        """Owner, schedule, last success."""
        api, dump = (self.nodes[source, "job:airflow/food_retrain"] for source in ("api", "dump"))

        for row in (api, dump):
            attributes = dict(row["attributes"])
            self.assertEqual(row["owner"], "ml@example.com")
            self.assertEqual(attributes["schedule"], "0 2 * * *")
            self.assertRegex(attributes["last_success"], r"^20\d\d-\d\d-\d\d.\d\d:\d\d")
        self.assertEqual(dict(api["attributes"])["last_success"][:10], dict(dump["attributes"])["last_success"][:10])

    def test_a_tag_names_the_model_and_the_table(self) -> None:
        """By both ways; the environment of a task only guesses."""
        edges = {(row["source"], row["kind"], row["to_id"]): row["confidence"] for row in rows("model_edges")}

        for source in ("api", "dump"):
            with self.subTest(source):
                self.assertEqual(edges[source, "RETRAINS", "model:unregistered/home_ranking"], "DECLARED")
                self.assertEqual(edges[source, "READS", "table:silver.events"], "DECLARED")

    def test_the_projects_own_dags_are_read(self) -> None:
        """With their schedules."""
        for source in ("api", "dump"):
            names = {node for name, node in self.nodes if name == source and node.startswith("job:airflow/joy_")}
            with self.subTest(source):
                self.assertLessEqual({"job:airflow/joy_food", "job:airflow/joy_maintenance"}, names)

    def test_what_cannot_be_read_fails_its_source_alone(self) -> None:
        """A wrong token, one that is not set, and a port on which nobody listens."""
        self.assertEqual(self.loaded.returncode, PARTIAL, self.loaded.stderr)
        status = {name: row["status"] for name, row in self.crawls.items()}
        errors = {name: " ".join(row["errors"]) for name, row in self.crawls.items()}

        self.assertEqual((status["api"], status["dump"]), ("OK", "OK"), errors)
        self.assertEqual({status[name] for name in ("refused", "unset", "nowhere")}, {"FAILED"})
        self.assertIn("answered with status 401; set the token of the source", errors["refused"])
        self.assertIn("the environment variable NO_TOKEN is not set", errors["unset"])
        self.assertIn("cannot be reached", errors["nowhere"])

    def test_no_secret_is_kept_or_shown(self) -> None:
        """Not a token, and not the environment of a task."""
        kept = json.dumps([rows(table) for table in ("model_nodes", "model_edges", "model_crawls")], default=str)

        for text in (kept, self.loaded.stdout, self.loaded.stderr, DUMP.read_text(encoding="utf-8")):
            self.assertNotIn("CANARY", text)
            self.assertNotIn(self.token, text)


if __name__ == "__main__":
    unittest.main()
