"""The steps of Argo's workflows, run as processes in the order of their DAG, make the same tables by job and by day."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from launcher import QUICK
from tables import assert_same_tables

HOME = Path(__file__).resolve().parents[4]
CHECK = HOME / "argo" / "check"
WORK = HOME / "target" / "argo-test"
EXPECTED = WORK / "expected"


def environment(lake: Path) -> dict[str, str]:
    """Give the environment of `joy`; runs this short pay more for compiling well than they win."""
    more = {"JOY_LOGS": str(WORK / "logs"), "JOY_LAKE": str(lake), "JOY_JAVA_OPTIONS": QUICK}
    return os.environ | more


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


class RenderedTest(unittest.TestCase):
    """What pipelines.yaml does not ask for, but docs/reference.yaml does."""

    def test_workflows_with_executors_are_valid(self) -> None:
        """To Argo's packages and to the types of the Spark operator."""
        folder = HOME / "target" / "argo-rendered"
        shutil.rmtree(folder, ignore_errors=True)
        render = [HOME / "bin" / "joy", "argo", "render", "--spec", HOME / "docs" / "reference.yaml", "--into", folder]
        subprocess.run(render, check=True, stdout=sys.stderr)

        done = subprocess.run(
            ["go", "run", "./valid", folder], cwd=CHECK, check=True, stdout=subprocess.PIPE, text=True
        )

        self.assertIn("spark.master=k8s://", (folder / "base" / "joy-food.yaml").read_text(encoding="utf-8"))
        self.assertEqual(done.stdout, "2 workflow templates, 2 workflows, 3 cron workflows, 1 Spark applications\n")


class ArgoTest(unittest.TestCase):
    """The samples ask for the days that the logs speak of; after each follows its exit handler, the status."""

    @classmethod
    def setUpClass(cls) -> None:
        """Make logs, and run job by job the tables to compare with."""
        shutil.rmtree(WORK, ignore_errors=True)
        generate = [HOME / "bin" / "joy", "generate", WORK / "logs", "--events", "1000", "--days", "2"]
        subprocess.run(generate, env=environment(EXPECTED), check=True, stdout=sys.stderr)
        cls.ran = steps("joy-food", EXPECTED)

    def test_a_run_goes_job_by_job(self) -> None:
        """In the order of what they read."""
        self.assertEqual(
            self.ran,
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
