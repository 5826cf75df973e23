"""What happens to a whole Airflow: logs that are not there, a backfill whose scheduler is killed, a day once more."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

from installation import Answer, Installation

DAG = "joy_food"
DAILY = "joy_food_backfill"
DAYS = ("2026-03-02", "2026-03-03", "2026-03-04")
AFTER_FIRST = DAYS[1]
FAILED = ("failed", "up_for_retry")


class Story:
    """Tells it once; keeps what the API said in the end, and the lake as it was in between."""

    def __init__(self, airflow: Installation, lake: Path, logs: Path) -> None:
        """Take an installation that runs."""
        self.airflow = airflow
        self.lake = lake
        self.logs = logs

    def tell(self) -> None:
        """Let schedule and backfill begin beside each other, lose the scheduler, and recompute a day twice."""
        self.make_pools()
        self.airflow.wait("the DAG is known", lambda: self.airflow.ask(f"dags/{DAG}")["dag_id"] == DAG)
        self.create_backfill(DAYS[0], DAYS[-1])
        self.begin_without_logs()
        self.lose_the_scheduler()
        self.keep("backfilled")
        self.create_backfill(DAYS[0], DAYS[0], "--reprocess-behavior", "completed")
        self.keep("reprocessed")
        self.run_by_hand(DAYS[0], AFTER_FIRST)
        self.keep("by_hand")
        self.recompute_daily()
        self.daily = self.asked_runs(DAILY)
        self.runs = self.asked_runs()
        self.attempts = {run["dag_run_id"]: self.asked_attempts(run) for run in self.runs}

    def make_pools(self) -> None:
        """Do what the documentation says."""
        environment = self.airflow.environment
        pools = subprocess.run(
            [self.airflow.programs / "python", "-m", "sparkjoy.pools"],
            env=environment | {"PYTHONPATH": environment["AIRFLOW__CORE__DAGS_FOLDER"]},
            check=True,
            stdout=subprocess.PIPE,
        )
        file = self.airflow.folder / "pools.json"
        file.write_bytes(pools.stdout)
        self.airflow.run("pools", "import", str(file))

    def create_backfill(self, first: str, last: str, *options: str, dag: str = DAG) -> None:
        """Backfill the intervals that start on these days, one by one, so that scheduled runs come in between."""
        which = ("--dag-id", dag, "--from-date", first, "--to-date", last, "--max-active-runs", "1")
        self.airflow.run("backfill", "create", *which, *options)

    def begin_without_logs(self) -> None:
        """Let the schedule begin; the logs are there again once an attempt has failed for want of them."""
        gone = self.logs.rename(self.logs.with_name("gone"))
        self.airflow.run("dags", "unpause", DAG)
        self.airflow.wait("a run fails", lambda: any(map(self.has_failed, self.asked_runs())), 600)
        gone.rename(self.logs)

    def lose_the_scheduler(self) -> None:
        """Kill it with its tasks where a day is done and another is being recomputed; start another."""
        self.airflow.wait("a day is being recomputed", self.is_in_the_middle, 900)
        self.airflow.kill("scheduler")
        self.airflow.start("scheduler")

    def keep(self, name: str) -> None:
        """Copy the lake, once nobody writes to it."""
        self.airflow.wait("all runs are over", self.is_quiet, 900)
        shutil.copytree(self.lake, self.lake.with_name(name))

    def run_by_hand(self, first: str, after: str) -> None:
        """Recompute days, to the end of the run."""
        days = json.dumps({"from": first, "to": after})
        self.airflow.run("dags", "trigger", DAG, "--run-id", "by_hand", "--conf", days)
        self.airflow.wait("the run by hand is over", self.is_quiet, 600)

    def recompute_daily(self) -> None:
        """Recompute two days with the DAG that has one run per day, to the end of the last run."""
        self.airflow.run("dags", "unpause", DAILY)
        self.create_backfill(*DAYS[:2], "--reprocess-behavior", "completed", dag=DAILY)
        self.airflow.wait("the daily backfill is over", lambda: self.is_quiet(DAILY), 900)

    def is_in_the_middle(self) -> bool:
        """Tell whether a day of the backfill is recomputed and another run is at work, for which it holds a lease."""
        runs = [run for run in self.asked_runs() if run["run_type"] == "backfill"]
        states = {self.asked_attempts(run)[-1]["state"] for run in runs}
        leases = [json.loads(lease.read_text(encoding="utf-8")) for lease in self.lake.glob("ops/_leases/*/*.json")]
        return {"success", "running"} <= states and any(lease["state"] == "HELD" for lease in leases)

    def is_quiet(self, dag: str = DAG) -> bool:
        """Tell whether no run is queued or running, and a new backfill may begin."""
        backfills = self.airflow.ask(f"backfills?dag_id={dag}")["backfills"]
        is_over = all(run["state"] in ("success", "failed") for run in self.asked_runs(dag))
        return is_over and all(backfill["completed_at"] for backfill in backfills)

    def asked_runs(self, dag: str = DAG) -> list[Answer]:
        """Give all runs."""
        return self.airflow.ask(f"dags/{dag}/dagRuns?limit=100")["dag_runs"]

    def asked_attempts(self, run: Answer) -> list[Answer]:
        """Give the attempts of the run's task, the current one last."""
        name = quote(run["dag_run_id"])
        return self.airflow.ask(f"dags/{DAG}/dagRuns/{name}/taskInstances/all/tries")["task_instances"]

    def has_failed(self, run: Answer) -> bool:
        """Tell whether an attempt has failed."""
        return any(attempt["state"] in FAILED for attempt in self.asked_attempts(run))
