"""The command line of a job for one run of its DAG."""

from datetime import datetime
from typing import Protocol

Parameters = dict[str, str | bool | None]


class Run(Protocol):
    """The attributes of Airflow's DAG run that are used: its type, its id and its data interval."""

    run_type: str
    run_id: str
    data_interval_start: datetime | None
    data_interval_end: datetime | None


def arguments(job: str, pipeline: str, specification: str, run: Run, parameters: Parameters) -> list[str]:
    """Return the arguments of `joy`; an empty list if no day ends in a backfill's interval.

    A scheduled run processes what changed since the last run, for all days, so late events are not lost. A backfill
    recomputes the days that end in its interval, so with intervals of any length each day is recomputed once. A manual
    run recomputes the days of its parameters, if there are any. Raises ValueError if only one of `from` and `to` is
    given, and for an empty range.
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
    """Return the arguments of `joy backfill` for a manual run. Raises ValueError if `from` or `to` is missing."""
    first, after = chosen(parameters)
    if first is None or after is None:
        raise ValueError("from and to are empty: give the first day to recompute and the day after the last")
    stage = ["--stage"] if parameters.get("stage") else []
    return ["backfill", "--spec", specification, "--pipeline", pipeline, "--from", first, "--to", after, *stage]


def days(run: Run, parameters: Parameters) -> tuple[str | None, str | None]:
    """Return the first day and the day after the last, in UTC; both are None if the run is not limited to days."""
    if run.run_type == "backfill" and run.data_interval_start and run.data_interval_end:
        return run.data_interval_start.date().isoformat(), run.data_interval_end.date().isoformat()
    return chosen(parameters)


def chosen(parameters: Parameters) -> tuple[str | None, str | None]:
    """Return the days of a manual run's parameters. Raises ValueError if one is missing, and for an empty range."""
    first, after = parameters.get("from"), parameters.get("to")
    if bool(first) != bool(after):
        raise ValueError(f"from is {first}, to is {after}: give both days (to is exclusive) or neither")
    if first and first >= after:
        raise ValueError(f"from {first} to {after} is an empty range: to is exclusive, give a later day")
    return first or None, after or None
