"""Who is told by mail that a run failed or is late: the pipeline's owner, over Airflow's connection smtp_default."""

from airflow.providers.smtp.notifications.smtp import SmtpNotifier
from airflow.sdk import AsyncCallback, DeadlineAlert, DeadlineReference

from sparkjoy.specification import Pipeline

RUN = "{{ dag_run.dag_id }} {{ dag_run.run_id }}"
FAILED = "failed, or has refused more than the specification allows"


def failure(declared: Pipeline) -> list[SmtpNotifier]:
    """Give what is called when a run fails; nothing where the owner is no address."""
    return [SmtpNotifier(**mail(declared, FAILED))] if "@" in declared.owner else []


def deadline(declared: Pipeline) -> DeadlineAlert | None:
    """Give what is called when a run is not done in time; nothing without an objective or an address."""
    objective = declared.orchestration.slo
    if objective is None or "@" not in declared.owner:
        return None
    late = AsyncCallback(SmtpNotifier, mail(declared, f"is not done {objective} after its start"))
    return DeadlineAlert(DeadlineReference.DAGRUN_QUEUED_AT, interval=objective, callback=late, name="slo")


def mail(declared: Pipeline, event: str) -> dict[str, str]:
    """Give address, subject and text."""
    text = f"The run {RUN} of the pipeline {declared.name} {event}. docs/operations.md tells what to do."
    return {"to": declared.owner, "subject": f"Spark Joy: {declared.name} {event}", "html_content": text}
