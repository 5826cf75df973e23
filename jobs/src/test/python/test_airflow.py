"""Airflow runs the pipeline to gold: the same tables as `joy run all` makes."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from launcher import QUICK
from tables import assert_same_tables

HOME = Path(__file__).resolve().parents[4]
BIN = HOME / "target" / "airflow" / "bin"
WORK = HOME / "target" / "airflow-test"
LOGS = WORK / "logs"
# A chain of four from raw logs to a view: how jobs are chained does not depend on which they are.
CHAIN = "    jobs: {ingest: {}, clean: {}, assignments: {}, views: {}}\n"
LOCAL = "      runner: joy\n      resources: {memory: 2GiB}\n" + CHAIN
SUBMITTED = "      granularity: pipeline\n" + CHAIN + "thresholds: {refused_share: 0}\n"


def environment(lake: str, chosen: Path = HOME / "pipelines.yaml") -> dict[str, str]:
    """Give the environment of Airflow and of `joy`, which is to compile quickly, for a lake of its own."""
    return os.environ | {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "JOY_LOGS": str(LOGS),
        "JOY_LAKE": str(WORK / lake),
        "JOY_SPEC": str(chosen),
        "JOY_JAVA_OPTIONS": QUICK,
        "AIRFLOW_HOME": str(WORK / "home"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAG_DISCOVERY_SAFE_MODE": "False",
        "AIRFLOW_CONN_SPARK_DEFAULT": '{"conn_type": "spark", "host": "local[2]"}',
    }


def joy(lake: str, *arguments: str) -> None:
    """Run the launcher."""
    command = [HOME / "bin" / "joy", *arguments]
    subprocess.run(command, cwd=HOME, env=environment(lake), check=True, stdout=sys.stderr)


def specification(lake: str, more: str) -> Path:
    """Write the project's specification with more settings at its end."""
    file = WORK / f"{lake}.yaml"
    file.write_text((HOME / "pipelines.yaml").read_text(encoding="utf-8") + more, encoding="utf-8")
    return file


def airflow(lake: str, *arguments: str, more: str = "") -> subprocess.CompletedProcess[str]:
    """Run Airflow's command line over the project's specification with more settings at its end."""
    return subprocess.run(
        [BIN / "airflow", *arguments],
        env=environment(lake, specification(lake, more)),
        check=False,
        capture_output=True,
        text=True,
        timeout=1200,
    )


def setUpModule() -> None:
    """Make logs, Airflow's database, and the tables to compare with."""
    shutil.rmtree(WORK, ignore_errors=True)
    joy("expected", "generate", str(LOGS), "--events", "1000", "--days", "2")
    joy("expected", "run", "all", "--spec", str(specification("expected", CHAIN)))
    done = airflow("none", "db", "migrate")
    assert done.returncode == 0, done.stderr


class AirflowTest(unittest.TestCase):
    """`airflow dags test`, with real Spark."""

    def test_no_dag_fails_to_import(self) -> None:
        """With the safe mode off every file is parsed."""
        done = airflow("none", "dags", "list-import-errors", "--local", "--bundle-name", "dags-folder")

        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("No data found", done.stdout)

    def test_a_broken_specification_is_an_import_error(self) -> None:
        """It names the place and the mend."""
        broken = "      timeout: soon\n"
        done = airflow("broken", "dags", "list-import-errors", "--local", "--bundle-name", "dags-folder", more=broken)

        self.assertEqual(done.returncode, 1)
        self.assertIn("pipelines.food.orchestration.timeout: 'soon' is not a duration", " ".join(done.stdout.split()))

    def test_job_by_job_makes_the_same_tables(self) -> None:
        """Each job is a process of its own."""
        done = airflow("jobs", "dags", "test", "joy_food", more=LOCAL)

        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])
        assert_same_tables(self, WORK / "jobs", WORK / "expected")

    def test_a_submitted_run_that_refused_too_much_publishes_and_is_not_green(self) -> None:
        """The exit code 3 of spark-submit becomes a failed verdict after a job that succeeded."""
        done = airflow("submitted", "dags", "test", "joy_food", more=SUBMITTED)

        self.assertNotEqual(done.returncode, 0)
        self.assertIn("all did the work and ended with 3", done.stdout + done.stderr)
        assert_same_tables(self, WORK / "submitted", WORK / "expected")


if __name__ == "__main__":
    unittest.main()
