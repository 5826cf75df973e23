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
    "stage": Param(False, type="boolean", title="Stage", description="Beside the live tables, for diff and promote"),
}

Schedule = CronDataIntervalTimetable | DeltaDataIntervalTimetable | None


def pipeline(declared: Pipeline) -> DAG:
    """Make the DAG that runs a pipeline: a task for each job, or one for all, and the verdict."""
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
    """Make the DAG that `airflow backfill create` recomputes days with: one run per day, and none by a schedule.

    With the pipeline's own DAG a backfill takes a run per interval, and most of 40 minutes end no day. It starts in a
    far year, so that no interval is ever due: the scheduler would look at one that is, and skip it, again and again.
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
    """Add the tasks of a pipeline, each after those that it waits for, and the verdict."""
    for job in tasks(declared):
        run(declared, job).set_upstream([made.get_task(name) for name in job.after])
    names = made.task_ids
    list(made.tasks) >> verdict(names)


def recomputation(declared: Pipeline) -> DAG:
    """Make the DAG that recomputes days by hand, one by one; a retry goes on with the day where it stopped."""
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
    """Make the DAG that asks whether Segment still delivers and tables are fresh; none where nothing says when."""
    settings = declared.orchestration
    if not settings.check:
        return None
    with dag(
        declared,
        f"joy_{declared.name}_watch",
        settings.check,
        "Fails where a source is silent, a table stale, a run failed or the books do not balance",
    ) as made:
        ask(declared, "status", "--pipeline", declared.name) >> verdict(["status"])
    return made


def maintenance(specification: Specification) -> DAG | None:
    """Make the DAG that keeps the lake's tables small, in the way of the first pipeline; none without a schedule."""
    if not specification.maintain or not specification.pipelines:
        return None
    first = specification.pipelines[0]
    with dag(
        first,
        "joy_maintenance",
        specification.maintain,
        "Fewer files, no older versions than the retention; no row changes",
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
    """Make a DAG with what all of a pipeline's have in common."""
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
    """Give what the pipeline's tasks run: its jobs, or all of them at once."""
    if declared.orchestration.granularity == "job":
        return declared.jobs
    writes = tuple(table for job in declared.jobs for table in job.writes)
    reads = tuple(f"logs.{source}" for source in declared.sources)
    return (Job("all", "Runs all jobs of the pipeline in one process.", reads, writes),)


def timetable(schedule: str | None) -> Schedule:
    """Give the intervals of a schedule that `joy validate` accepts, UTC: `40 minutes` or a cron line.

    What one cron line can say is one, for it stays on its minutes whatever came before.
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
    """Give the DAG's page: what each job does, reads and writes."""
    rows = [
        f"| {job.name} | {job.contract} | {', '.join(job.reads)} | {', '.join(job.writes)} |" for job in declared.jobs
    ]
    head = [f"Ask {declared.owner} when it breaks.", "", "| job | does | reads | writes |", "| --- | --- | --- | --- |"]
    return "\n".join(head + rows)
