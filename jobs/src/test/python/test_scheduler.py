"""A whole Airflow runs the pipeline: by schedule, after a failure, beside a backfill whose scheduler is killed."""

import os
import shutil
import signal
import subprocess
import sys
import unittest
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from installation import Installation
from launcher import QUICK
from story import DAYS, FAILED, Story
from tables import arrow, assert_same_tables

HOME = Path(__file__).resolve().parents[4]
WORK = HOME / "target" / "airflow-e2e"
LAKE = WORK / "lake"
LOGS = WORK / "logs"
EXPECTED = WORK / "expected"
SPECIFICATION = WORK / "pipelines.yaml"
TIME_LIMIT = 30 * 60
SETTINGS = """\
      runner: joy
      granularity: pipeline
      resources: {memory: 2GiB}
      retries: 3
      retry_delay: 5 seconds
      slo: 1 hour
    jobs: {ingest: {}, clean: {}, assignments: {}, views: {}}
lease: {max_wait: 2m, expiry: 15s}
"""
ENVIRONMENT = {
    "JOY_LOGS": str(LOGS),
    "JOY_LAKE": str(LAKE),
    "JOY_SPEC": str(SPECIFICATION),
    "JOY_JAVA_OPTIONS": QUICK,
    "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__PARALLELISM": "4",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "15",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
}


def joy(*arguments: str) -> None:
    """Run the launcher on the lake that is compared with."""
    command = [HOME / "bin" / "joy", *arguments]
    environment = os.environ | ENVIRONMENT | {"JOY_LAKE": str(EXPECTED)}
    subprocess.run(command, cwd=HOME, env=environment, check=True, stdout=sys.stderr)


def end(number: int, _: object) -> None:
    """End the test by an exception, and so everything that it has started."""
    raise TimeoutError(f"{signal.Signals(number).name}: it may take {TIME_LIMIT} s, and until somebody ends it")


def setUpModule() -> None:
    """Make a specification with a run a day, logs, and the tables to compare with."""
    signal.signal(signal.SIGALRM, end)
    signal.signal(signal.SIGTERM, end)
    signal.alarm(TIME_LIMIT)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    text = (HOME / "pipelines.yaml").read_text(encoding="utf-8") + SETTINGS
    SPECIFICATION.write_text(text.replace("schedule: 40 minutes", "schedule: 0 0 * * *"), encoding="utf-8")
    joy("generate", str(LOGS), "--events", "500", "--days", str(len(DAYS)))
    joy("run", "all", "--spec", str(SPECIFICATION))


def runs(lake: Path) -> list[dict[str, object]]:
    """Give what a lake knows of its runs, in their order."""
    return sorted(arrow(lake / "ops" / "runs").to_pylist(), key=itemgetter("started_at"))


def days(lake: Path, kind: str) -> list[str]:
    """Give the days that a lake's runs of a kind have recomputed."""
    done = [run for run in runs(lake) if run["trigger"].startswith(f"airflow {kind}") and run["status"] == "DONE"]
    return [run["from"].isoformat() for run in done if run["from"]]


class SchedulerTest(unittest.TestCase):
    """One story, looked at from several sides."""

    @classmethod
    def setUpClass(cls) -> None:
        """Tell it, then read what the lake knows of its runs."""
        with Installation(WORK / "airflow", HOME / "target" / "airflow" / "bin", ENVIRONMENT) as airflow:
            cls.story = Story(airflow, LAKE, LOGS)
            cls.story.tell()
        cls.ran = runs(LAKE)

    def test_every_run_is_green(self) -> None:
        """The scheduled one, those of the backfill, and the one by hand."""
        kinds = {run["dag_run_id"].split("__")[0] for run in self.story.runs}

        self.assertEqual(kinds, {"scheduled", "backfill", "by_hand"})
        self.assertEqual({run["state"] for run in self.story.runs}, {"success"})

    def test_an_attempt_that_failed_is_followed_by_another(self) -> None:
        """It found no logs."""
        states = [[attempt["state"] for attempt in attempts] for attempts in self.story.attempts.values()]

        self.assertTrue([tries for tries in states if tries[0] in FAILED])
        self.assertEqual({tries[-1] for tries in states}, {"success"})
        self.assertIn("FAILED", {run["status"] for run in self.ran})

    def test_a_backfill_goes_on_after_its_scheduler_was_killed(self) -> None:
        """Each day is recomputed."""
        self.assertEqual(set(days(LAKE, "backfill")), set(DAYS))

    def test_a_backfill_lets_the_scheduled_run_in_between(self) -> None:
        """It does not wait for the last day."""
        done = [run["trigger"] for run in runs(WORK / "backfilled") if run["status"] == "DONE"]

        self.assertTrue(any(trigger.startswith("airflow scheduled") for trigger in done[:-1]), done)

    def test_no_two_runs_work_at_once(self) -> None:
        """Each starts after the one before it has ended."""
        for before, after in pairwise(self.ran):
            self.assertLessEqual(before["ended_at"], after["started_at"], (before["trigger"], after["trigger"]))

    def test_recomputing_a_completed_day_changes_no_row(self) -> None:
        """By a backfill."""
        before, after = days(WORK / "backfilled", "backfill"), days(WORK / "reprocessed", "backfill")

        self.assertEqual(after, [*before, DAYS[0]])
        assert_same_tables(self, WORK / "reprocessed", WORK / "backfilled")

    def test_a_second_run_of_a_day_changes_no_row(self) -> None:
        """By hand."""
        self.assertEqual(days(WORK / "by_hand", "by_hand"), [DAYS[0]])
        assert_same_tables(self, WORK / "by_hand", WORK / "reprocessed")

    def test_the_backfill_dag_recomputes_each_day_in_one_run(self) -> None:
        """Its runs succeed, are of the two days alone, and change no row."""
        runs = sorted((run["data_interval_start"][:10], run["state"]) for run in self.story.daily)

        self.assertEqual(runs, [(day, "success") for day in DAYS[:2]])
        earlier = days(WORK / "by_hand", "backfill")
        self.assertEqual(days(LAKE, "backfill"), [*earlier, *DAYS[:2]])
        assert_same_tables(self, LAKE, WORK / "by_hand")

    def test_the_tables_are_those_of_one_run_over_all_logs(self) -> None:
        """Whatever happened on the way."""
        assert_same_tables(self, LAKE, EXPECTED)


if __name__ == "__main__":
    unittest.main()
