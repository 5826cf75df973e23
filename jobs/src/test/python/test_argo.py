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
LAKE = WORK / "lake"


def environment(lake: Path) -> dict[str, str]:
    """Give the environment of `joy`."""
    return os.environ | {"JOY_LOGS": str(WORK / "logs"), "JOY_LAKE": str(lake)}


def joy(*arguments: str) -> None:
    """Run the launcher on the lake that is compared with."""
    command = [HOME / "bin" / "joy", *arguments]
    subprocess.run(command, cwd=HOME, env=environment(EXPECTED), check=True, stdout=sys.stderr)


def steps(workflow: str) -> list[str]:
    """Run the steps of a workflow; give each one's name, in the order in which they ran."""
    command = ["go", "run", "./steps", "-home", HOME, "-work", WORK, "-workflow", workflow]
    done = subprocess.run(
        [*command, "-specification", HOME / "pipelines.yaml"],
        cwd=CHECK,
        env=environment(LAKE),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [line.split(":")[0] for line in done.stdout.splitlines()]


class ArgoTest(unittest.TestCase):
    """The samples ask for the days that the logs speak of."""

    def test_the_pipeline_and_its_backfill_make_the_same_tables(self) -> None:
        """The backfill recomputes each day once more, and changes nothing; neither does the maintenance."""
        shutil.rmtree(WORK, ignore_errors=True)
        joy("generate", str(WORK / "logs"), "--events", "3000", "--days", "2")
        joy("run", "all")

        self.assertEqual(steps("joy-food"), ["ingest", "clean", "views", "kpis", "assignments", "verdict", "status"])
        assert_same_tables(self, LAKE, EXPECTED)

        self.assertEqual(steps("joy-food-backfill"), ["recent", "days", "day", "day", "verdict", "status"])
        assert_same_tables(self, LAKE, EXPECTED)

        self.assertEqual(steps("joy-food-watch"), ["status"])
        self.assertEqual(steps("joy-maintenance"), ["maintain"])
        assert_same_tables(self, LAKE, EXPECTED)


if __name__ == "__main__":
    unittest.main()
