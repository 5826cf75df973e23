"""The DAGs of a specification."""

import re
from datetime import datetime, timedelta

from airflow.sdk import DAG, CronDataIntervalTimetable, DeltaDataIntervalTimetable, Param, timezone

from sparkjoy.alarm import deadline, failure
from sparkjoy.specification import Job, Pipeline, Specification, duration
from sparkjoy.tasks import ask, macros, recompute, run, verdict

START = timezone.datetime(2020, 1, 1)
NEVER = timezone.datetime(2200, 1, 1)
LONGEST_DELAY = timedelta(hours=1)
MINUTE, HOUR, DAY_LENGTH = 60, 60, 1440
DAY = {"type": ["null", "string"], "format": "date"}
PARAMETERS = {
    "from": Param(None, title="From", description="First event day to recompute, UTC; empty: what changed", **DAY),
    "to": Param(None, title="To", description="The day after the last", **DAY),
    "sweep": Param(False, type="boolean", title="Sweep", description="List all day folders, not only the newest"),
}
RECOMPUTED = {
    "from": Param(None, title="From", description="First event day to recompute, UTC", **DAY),
    "to": Param(None, title="To", description="The day after the last", **DAY),
    "stage": Param(False, type="boolean", title="Stage", description="Write to a staging copy, for diff and promote"),
}

Schedule = CronDataIntervalTimetable | DeltaDataIntervalTimetable | None


def pipeline(declared: Pipeline) -> DAG:
    """Return the DAG that runs a pipeline: one task per job, or one task for all jobs, and the verdict."""
    with dag(
        declared,
        f"joy_{declared.name}",
        declared.schedule,
        f"Segment's logs of {', '.join(declared.sources)} become gold",
        doc_md=document(declared),
        params=PARAMETERS,
        deadline=deadline(declared),
        user_defined_macros=macros(declared),
        render_template_as_native_obj=True,
    ) as made:
        chain(declared, made)
    return made


def backfill(declared: Pipeline) -> DAG:
    """Return the DAG with which `airflow backfill create` recomputes days: one run per day, and no scheduled runs.

    With the pipeline's own DAG, a backfill would need one run per interval, and in most intervals of 40 minutes no day
    ends. The DAG starts in a distant year, so that no interval is ever due. Otherwise the scheduler would find a due
    interval and skip it in each of its loops.
    """
    with dag(
        declared,
        f"joy_{declared.name}_backfill",
        "1 day",
        "Recomputes event days for airflow backfill create, one run per day",
        start_date=NEVER,
        allowed_run_types=["backfill", "scheduled"],
        user_defined_macros=macros(declared),
        render_template_as_native_obj=True,
    ) as made:
        chain(declared, made)
    return made


def chain(declared: Pipeline, made: DAG) -> None:
    """Add the tasks of a pipeline, each after the tasks that it waits for, and the verdict."""
    for job in tasks(declared):
        run(declared, job).set_upstream([made.get_task(name) for name in job.after])
    names = made.task_ids
    list(made.tasks) >> verdict(names)


def recomputation(declared: Pipeline) -> DAG:
    """Return the DAG that recomputes days by hand, one by one. A retry resumes where the last attempt stopped."""
    with dag(
        declared,
        f"joy_{declared.name}_recompute",
        None,
        "Recomputes event days one by one, live or staged",
        params=RECOMPUTED,
        user_defined_macros=macros(declared),
        render_template_as_native_obj=True,
    ) as made:
        recompute(declared) >> verdict(["backfill"])
    return made


def watch(declared: Pipeline) -> DAG | None:
    """Return the DAG that checks whether Segment still delivers and tables are fresh; None without a schedule."""
    settings = declared.orchestration
    if not settings.check:
        return None
    with dag(
        declared,
        f"joy_{declared.name}_watch",
        settings.check,
        "Fails if a source is silent, a table is stale, a run failed or a row-count check failed",
    ) as made:
        ask(declared, "status", "--pipeline", declared.name) >> verdict(["status"])
    return made


def maintenance(specification: Specification) -> DAG | None:
    """Return the DAG that maintains the lake with the settings of the first pipeline; None without a schedule."""
    if not specification.maintain or not specification.pipelines:
        return None
    first = specification.pipelines[0]
    with dag(
        first,
        "joy_maintenance",
        specification.maintain,
        "Compacts files and removes versions that are older than the retention; changes no rows",
    ) as made:
        ask(first, "maintain") >> verdict(["maintain"])
    return made


def dag(
    declared: Pipeline,
    name: str,
    schedule: str | None,
    description: str,
    start_date: datetime = START,
    **settings: object,
) -> DAG:
    """Return a DAG with the settings that all DAGs of a pipeline share."""
    orchestration = declared.orchestration
    return DAG(
        name,
        schedule=timetable(schedule),
        description=description,
        start_date=start_date,
        catchup=False,
        max_active_runs=1,
        tags=sorted({"spark-joy", declared.name, *orchestration.tags}),
        on_failure_callback=failure(declared),
        default_args={
            "owner": declared.owner,
            "retries": orchestration.retries,
            "retry_delay": orchestration.retry_delay,
            "retry_exponential_backoff": True,
            "max_retry_delay": max(LONGEST_DELAY, orchestration.retry_delay),
            "execution_timeout": orchestration.timeout,
        },
        **settings,
    )


def tasks(declared: Pipeline) -> tuple[Job, ...]:
    """Return what the pipeline's tasks run: each job, or all jobs in one task."""
    if declared.orchestration.granularity == "job":
        return declared.jobs
    writes = tuple(table for job in declared.jobs for table in job.writes)
    reads = tuple(f"logs.{source}" for source in declared.sources)
    return (Job("all", "Runs all jobs of the pipeline in one process.", reads, writes),)


def timetable(schedule: str | None) -> Schedule:
    """Return the intervals of a schedule that `joy validate` accepts, in UTC: `40 minutes` or a cron line.

    An interval that one cron line can express becomes a cron line, because its times do not depend on earlier runs.
    """
    if not schedule:
        return None
    if not re.fullmatch(r"\d+ (minutes?|hours?|days?)", schedule):
        return CronDataIntervalTimetable(schedule.strip(), timezone="UTC")
    length = duration(schedule, "schedule")
    minutes = int(length.total_seconds()) // MINUTE
    if HOUR % minutes == 0 and minutes < HOUR:
        return CronDataIntervalTimetable(f"*/{minutes} * * * *", timezone="UTC")
    if minutes % HOUR == 0 and minutes < DAY_LENGTH:
        return CronDataIntervalTimetable(f"0 */{minutes // HOUR} * * *", timezone="UTC")
    if minutes == DAY_LENGTH:
        return CronDataIntervalTimetable("0 0 * * *", timezone="UTC")
    return DeltaDataIntervalTimetable(length)


def document(declared: Pipeline) -> str:
    """Return the DAG's documentation: what each job does, reads and writes."""
    rows = [
        f"| {job.name} | {job.contract} | {', '.join(job.reads)} | {', '.join(job.writes)} |" for job in declared.jobs
    ]
    head = [f"Owner: {declared.owner}.", "", "| job | does | reads | writes |", "| --- | --- | --- | --- |"]
    return "\n".join(head + rows)
