"""The tasks of a DAG, as the specification's runner starts them."""

import os
from collections.abc import Callable
from functools import partial

from airflow.sdk import Asset, BaseOperator, task
from airflow.sdk.exceptions import AirflowFailException

from sparkjoy.arguments import arguments, recomputed
from sparkjoy.operators import PARTIAL, STATUS, LocalJoy, SparkSubmitJoy
from sparkjoy.pools import pool
from sparkjoy.specification import FILE, HOME, Job, Pipeline

JAR = os.environ.get("JOY_JAR", str(HOME / "jobs" / "target" / "spark-joy.jar"))
MOUNTED = "/etc/joy/pipelines.yaml"


def macros(declared: Pipeline) -> dict[str, object]:
    """Return the functions that the templates of a pipeline's tasks call."""
    place = {"pipeline": declared.name, "specification": specification(declared)}
    return {"arguments": partial(firm, arguments, **place), "recomputed": partial(firm, recomputed, **place)}


def firm(make: Callable[..., list[str]], *words: object, **place: object) -> list[str]:
    """Return the arguments of `joy`. Wrong parameters fail the task at once, because a retry cannot change them."""
    try:
        return make(*words, **place)
    except ValueError as failure:
        raise AirflowFailException(str(failure)) from failure


def run(declared: Pipeline, job: Job) -> BaseOperator:
    """Return the task of a job. When it succeeds, the job's gold tables are published."""
    return operator(
        declared,
        f"{{{{ arguments({job.name!r}, run=dag_run, parameters=params) }}}}",
        task_id=job.name,
        doc_md=f"{job.contract}\n\nReads {', '.join(job.reads)}. Writes {', '.join(job.writes)}.",
        pool=pool(declared, job.name),
        outlets=[Asset(table) for table in job.writes if table.startswith("gold.")],
    )


def recompute(declared: Pipeline) -> BaseOperator:
    """Return the task that runs `joy backfill`."""
    return operator(declared, "{{ recomputed(parameters=params) }}", task_id="backfill")


def ask(declared: Pipeline, verb: str, *options: str) -> BaseOperator:
    """Return the task of another verb. `status` computes nothing, so it runs without executors."""
    words = [verb, "--spec", specification(declared), *options]
    return operator(declared, words, is_computing=verb != "status", task_id=verb)


def operator(declared: Pipeline, words: str | list[str], is_computing: bool = True, **settings: object) -> BaseOperator:
    """Return a task that starts `joy` with these arguments: a list, or a template that renders a list."""
    orchestration = declared.orchestration
    if orchestration.runner == "joy":
        return LocalJoy(arguments=words, memory=orchestration.share.heap, **settings)
    if orchestration.in_pods:
        from sparkjoy.pods import PodJoy  # noqa: PLC0415 - slow to import, and rarely needed

        has_executors = is_computing and orchestration.has_executors
        return PodJoy(orchestration=orchestration, has_executors=has_executors, arguments=words, **settings)
    return SparkSubmitJoy(
        application=JAR,
        java_class="sparkjoy.Joy",
        application_args=words,
        driver_memory=orchestration.share.heap,
        conf={"spark.log.level": "WARN"},
        name=f"joy {declared.name} {settings['task_id']}",
        **settings,
    )


def specification(declared: Pipeline) -> str:
    """Return the path of the specification for the process that runs the job."""
    return MOUNTED if declared.orchestration.in_pods else str(FILE)


@task(retries=0)
def verdict(tasks: list[str], ti: object = None) -> None:
    """Fail the run, so that it is visible, if a task did its work but ended with 3."""
    warned = [name for name in tasks if ti.xcom_pull(task_ids=name, key=STATUS) == PARTIAL]
    if warned:
        raise AirflowFailException(
            f"{', '.join(warned)} did the work and ended with 3: a limit of the specification was exceeded. The task's"
            " log names the limit. `joy quarantine list` shows refused lines. Do not clear this task: each run is"
            " checked separately."
        )
