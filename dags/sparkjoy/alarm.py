"""E-mails to the pipeline's owner about failed and late runs, sent through Airflow's connection smtp_default."""

from airflow.providers.smtp.notifications.smtp import SmtpNotifier
from airflow.sdk import AsyncCallback, DeadlineAlert, DeadlineReference

from sparkjoy.specification import Pipeline

RUN = "{{ dag_run.dag_id }} {{ dag_run.run_id }}"
FAILED = "failed, or has refused more than the specification allows"


def failure(declared: Pipeline) -> list[SmtpNotifier]:
    """Return the callbacks for a failed run; none if the owner is not an e-mail address."""
    return [SmtpNotifier(**mail(declared, FAILED))] if "@" in declared.owner else []


def deadline(declared: Pipeline) -> DeadlineAlert | None:
    """Return the alert for a run that is not finished in time; None without an `slo` or an e-mail address."""
    objective = declared.orchestration.slo
    if objective is None or "@" not in declared.owner:
        return None
    late = AsyncCallback(SmtpNotifier, mail(declared, f"is not done {objective} after its start"))
    return DeadlineAlert(DeadlineReference.DAGRUN_QUEUED_AT, interval=objective, callback=late, name="slo")


def mail(declared: Pipeline, event: str) -> dict[str, str]:
    """Return address, subject and text."""
    text = f"The run {RUN} of the pipeline {declared.name} {event}. docs/operations.md says what to do."
    return {"to": declared.owner, "subject": f"Spark Joy: {declared.name} {event}", "html_content": text}
