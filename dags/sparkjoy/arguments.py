"""The command line of a job for one run of its DAG."""

from datetime import datetime
from typing import Protocol

Parameters = dict[str, str | bool | None]


class Run(Protocol):
    """What is asked of Airflow's DAG run: how it came about, what it is called, and the interval that it stands for."""

    run_type: str
    run_id: str
    data_interval_start: datetime | None
    data_interval_end: datetime | None


def arguments(job: str, pipeline: str, specification: str, run: Run, parameters: Parameters) -> list[str]:
    """Give the arguments of `joy`; none where a backfill's interval ends no day, for then nothing is to be done.

    A scheduled run takes what changed since the last one, whatever day it belongs to: late events are not lost. A
    backfill recomputes the days that end within its interval, so that intervals of any length name each day once. A
    run by hand takes the days of its parameters, if it has any. Raises ValueError for half a range of days.
    """
    first, after = days(run, parameters)
    if first is None:
        asked: list[str] = []
    elif first == after:
        return []
    else:
        asked = ["--from", first, "--to", after]
    sweep = ["--sweep"] if parameters.get("sweep") and job in ("ingest", "all") else []
    trigger = ["--trigger", f"airflow {run.run_id}"]
    return ["run", job, "--spec", specification, "--pipeline", pipeline, *asked, *sweep, *trigger]


def recomputed(pipeline: str, specification: str, parameters: Parameters) -> list[str]:
    """Give the arguments of `joy backfill` for a run by hand. Raises ValueError for less than a whole range of days."""
    first, after = chosen(parameters)
    if first is None or after is None:
        raise ValueError("from and to are empty: give the first day to recompute and the day after the last")
    stage = ["--stage"] if parameters.get("stage") else []
    return ["backfill", "--spec", specification, "--pipeline", pipeline, "--from", first, "--to", after, *stage]


def days(run: Run, parameters: Parameters) -> tuple[str | None, str | None]:
    """Give the first day and the day after the last, UTC; both None where no days are asked for."""
    if run.run_type == "backfill" and run.data_interval_start and run.data_interval_end:
        return run.data_interval_start.date().isoformat(), run.data_interval_end.date().isoformat()
    return chosen(parameters)


def chosen(parameters: Parameters) -> tuple[str | None, str | None]:
    """Give the days that a run by hand is given. Raises ValueError for half a range and for an empty one."""
    first, after = parameters.get("from"), parameters.get("to")
    if bool(first) != bool(after):
        raise ValueError(f"from is {first}, to is {after}: give both days (to is exclusive) or neither")
    if first and first >= after:
        raise ValueError(f"from {first} to {after} holds no day: to is exclusive, give a later one")
    return first or None, after or None
