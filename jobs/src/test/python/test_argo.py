"""The steps of Argo's workflows, run as processes in the order of their DAG, make the tables of `joy run all`."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from tables import assert_same_tables

HOME = Path(__file__).resolve().parents[4]
CHECK = HOME / "argo" / "check"
WORK = HOME / "target" / "argo-test"
EXPECTED = WORK / "expected"


def environment(lake: Path) -> dict[str, str]:
    """Give the environment of `joy`; runs this short pay more for compiling well than they win."""
    more = {"JOY_LOGS": str(WORK / "logs"), "JOY_LAKE": str(lake), "JOY_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
    return os.environ | more


def joy(*arguments: str) -> None:
    """Run the launcher on the lake that is compared with."""
    command = [HOME / "bin" / "joy", *arguments]
    subprocess.run(command, cwd=HOME, env=environment(EXPECTED), check=True, stdout=sys.stderr)


def steps(workflow: str, lake: Path) -> list[str]:
    """Run the steps of a workflow on a lake; give each one's name, in the order in which they ran."""
    command = ["go", "run", "./steps", "-home", HOME, "-work", WORK, "-workflow", workflow]
    done = subprocess.run(
        [*command, "-specification", HOME / "pipelines.yaml"],
        cwd=CHECK,
        env=environment(lake),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [line.split(":")[0] for line in done.stdout.splitlines()]


def setUpModule() -> None:
    """Make logs, and the tables to compare with."""
    shutil.rmtree(WORK, ignore_errors=True)
    joy("generate", str(WORK / "logs"), "--events", "1000", "--days", "2")
    joy("run", "all")


class ArgoTest(unittest.TestCase):
    """The samples ask for the days that the logs speak of; after each follows its exit handler, the status."""

    def test_the_steps_of_a_run_make_the_same_tables(self) -> None:
        """Job by job."""
        ran = steps("joy-food", WORK / "run")

        self.assertEqual(
            ran,
            [
                "ingest",
                "clean",
                "kpis",
                "attribution",
                "assignments",
                "health",
                "readout",
                "views",
                "verdict",
                "status",
            ],
        )
        assert_same_tables(self, WORK / "run", EXPECTED)

    def test_the_steps_of_a_backfill_make_the_same_tables(self) -> None:
        """Day by day."""
        ran = steps("joy-food-backfill", WORK / "backfill")

        self.assertEqual(ran, ["recent", "days", "day", "day", "verdict", "status"])
        assert_same_tables(self, WORK / "backfill", EXPECTED)

    def test_the_watch_and_the_maintenance_change_no_row(self) -> None:
        """They run beside the pipeline."""
        shutil.copytree(EXPECTED, WORK / "kept")

        self.assertEqual(steps("joy-food-watch", WORK / "kept"), ["status"])
        self.assertEqual(steps("joy-maintenance", WORK / "kept"), ["maintain"])
        assert_same_tables(self, WORK / "kept", EXPECTED)


if __name__ == "__main__":
    unittest.main()
