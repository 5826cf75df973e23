"""The DAGs of a specification, as the scheduler sees them."""

import asyncio
import os
import subprocess
import tempfile
import unittest
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import Message
from pathlib import Path
from unittest.mock import Mock, patch

import yaml
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk.exceptions import AirflowFailException
from airflow.serialization.encoders import coerce_to_core_timetable
from airflow.timetables.base import TimeRestriction
from airflow.triggers.base import TriggerEvent
from airflow.triggers.callback import CallbackTrigger
from kubernetes.client import ApiClient, models
from mailbox_server import Mailbox
from pendulum import datetime as moment
from pendulum import instance
from sparkjoy.alarm import deadline, failure
from sparkjoy.dags import backfill, maintenance, pipeline, recomputation, watch
from sparkjoy.operators import REFUSED, WRONG_USAGE, LocalJoy, SparkSubmitJoy
from sparkjoy.pods import PodJoy
from sparkjoy.specification import HOME, Pipeline, read

DAY_TWO = moment(2026, 3, 2)
SETTINGS = "      retries: 3\n      slo: 30 minutes\n      tags: [kpi]\n"


def declared(more: str = "") -> Pipeline:
    """Give the project's own pipeline with more settings."""
    text = (HOME / "pipelines.yaml").read_text(encoding="utf-8") + SETTINGS + more
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return read(Path(file.name)).pipelines[0]


def asked(task: PodJoy) -> dict[str, object]:
    """Give what a task asks of Kubernetes, in the words of a manifest."""
    asked = {
        "env": task.env_vars,
        "envFrom": task.env_from,
        "resources": task.container_resources,
        "securityContext": task.container_security_context,
        "volumeMounts": task.volume_mounts,
        "volumes": task.volumes,
        "pod": task.security_context,
    }
    return ApiClient().sanitize_for_serialization(asked)


def rendered(more: str, name: str, template: str) -> dict[str, object]:
    """Give the same of a template as `joy argo render` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pipelines.yaml"
        file.write_text((HOME / "pipelines.yaml").read_text(encoding="utf-8") + more, encoding="utf-8")
        command = [HOME / "bin" / "joy", "argo", "render", "--spec", file, "--into", folder]
        subprocess.run(command, check=True, capture_output=True)
        workflow = yaml.safe_load((Path(folder) / "base" / f"{name}.yaml").read_text(encoding="utf-8"))["spec"]
    workflow = workflow.get("workflowSpec", workflow)
    container = next(step for step in workflow["templates"] if step["name"] == template)["container"]
    keys = ("env", "envFrom", "resources", "securityContext", "volumeMounts")
    return {key: container[key] for key in keys} | {
        "volumes": workflow["volumes"],
        "pod": workflow["securityContext"],
    }


class DagsTest(unittest.TestCase):
    """What a DAG promises."""

    def test_a_task_is_a_job_and_waits_for_what_it_reads(self) -> None:
        """The verdict waits for all."""
        dag = pipeline(declared())

        upstream = {task.task_id: task.upstream_task_ids for task in dag.tasks}

        self.assertEqual(upstream["ingest"], set())
        self.assertEqual(upstream["clean"], {"ingest"})
        self.assertEqual(upstream["kpis"], {"clean"})
        self.assertEqual(
            upstream["verdict"], {"ingest", "clean", "kpis", "attribution", "assignments", "health", "readout", "views"}
        )
        self.assertIsInstance(dag.get_task("kpis"), SparkSubmitJoy)

    def test_models_is_a_task_where_sources_are_declared(self) -> None:
        """It waits for no other."""
        shop = pipeline(read(HOME / "examples" / "shop" / "pipelines.yaml").pipelines[0])

        self.assertEqual(shop.get_task("models").upstream_task_ids, set())
        self.assertNotIn("models", pipeline(declared()).task_ids)

    def test_a_dag_has_owner_schedule_tags_retries_and_an_objective(self) -> None:
        """All from the specification."""
        dag = pipeline(declared())
        task = dag.get_task("kpis")

        self.assertEqual(dag.dag_id, "joy_food")
        self.assertEqual(dag.timetable.delta, timedelta(minutes=40))
        self.assertEqual((dag.catchup, dag.max_active_runs), (False, 1))
        self.assertEqual(dag.tags, {"food", "kpi", "spark-joy"})
        self.assertEqual((task.owner, task.retries, task.pool), ("data-platform@example.com", 3, "joy_job_kpis"))
        self.assertEqual(task.execution_timeout, timedelta(hours=2))
        self.assertTrue(task.retry_exponential_backoff)
        self.assertIn("Counts impressions", task.doc_md)
        self.assertEqual(dag.deadline[0].interval, timedelta(minutes=30))

    def test_a_gold_table_is_an_asset(self) -> None:
        """Other teams' DAGs start on it by its name."""
        names = [asset.name for asset in pipeline(declared()).get_task("kpis").outlets]

        self.assertEqual(names, ["gold.kpi_hourly", "gold.kpi_daily"])

    def test_one_task_can_run_the_whole_pipeline(self) -> None:
        """It makes every gold table."""
        dag = pipeline(declared("      granularity: pipeline\n      runner: joy\n"))

        self.assertEqual(dag.task_ids, ["all", "verdict"])
        self.assertIsInstance(dag.get_task("all"), LocalJoy)
        self.assertIn("gold.assignments", [asset.name for asset in dag.get_task("all").outlets])

    def test_a_pod_has_its_share_and_takes_its_keys_from_a_secret(self) -> None:
        """No key stands in the DAG."""
        dag = pipeline(declared("      runner: kubernetes\n      resources: {memory: 8GiB}\n"))
        pod = dag.get_task("kpis")

        self.assertEqual(pod.container_resources.limits, {"cpu": "2", "memory": "8192Mi"})
        self.assertEqual(pod.env_from[0].secret_ref.name, "joy-s3")
        self.assertEqual([variable.name for variable in pod.env_vars], ["JOY_MEMORY"])
        self.assertIn("/etc/joy/pipelines.yaml", dag.user_defined_macros["arguments"].keywords.values())

    def test_a_pod_is_what_argo_makes_of_it(self) -> None:
        """The same variables, share, security, config maps and secret, with executors and without."""
        for runner in ("kubernetes", "spark_k8s"):
            settings = f"      runner: {runner}\n      executors: {{number: 3}}\n"
            for name, job in {"joy-food": "kpis", "joy-food-watch-cron": "status"}.items():
                with self.subTest(runner=runner, job=job):
                    made = watch(declared(settings)) if job == "status" else pipeline(declared(settings))

                    self.assertEqual(asked(made.get_task(job)), rendered(settings, name, job))

    def test_kubernetes_starts_executors_only_for_what_computes(self) -> None:
        """The account that may start them goes with them."""
        settings = "      runner: spark_k8s\n"
        specification = read(HOME / "docs" / "reference.yaml")

        accounts = {
            made.dag_id: made.tasks[0].service_account_name
            for made in (recomputation(declared(settings)), watch(declared(settings)), maintenance(specification))
        }

        self.assertEqual(accounts, {"joy_food_recompute": "joy", "joy_food_watch": None, "joy_maintenance": "joy"})

    def test_days_are_recomputed_by_hand(self) -> None:
        """Live, or beside the live tables."""
        dag = recomputation(declared("      runner: joy\n"))

        self.assertEqual((dag.dag_id, dag.schedule), ("joy_food_recompute", None))
        self.assertEqual(dag.task_ids, ["backfill", "verdict"])
        self.assertEqual(list(dag.params), ["from", "to", "stage"])

    def test_a_backfill_takes_a_run_per_day_and_is_never_due(self) -> None:
        """Where the schedule is 40 minutes, the pipeline's own DAG takes 36."""
        dag = backfill(declared())
        kept = coerce_to_core_timetable(dag.timetable)
        two = TimeRestriction(DAY_TWO, DAY_TWO.add(days=1), catchup=True)

        first = kept.next_dagrun_info(last_automated_data_interval=None, restriction=two)
        second = kept.next_dagrun_info(last_automated_data_interval=first.data_interval, restriction=two)
        third = kept.next_dagrun_info(last_automated_data_interval=second.data_interval, restriction=two)
        due = kept.next_dagrun_info(
            last_automated_data_interval=second.data_interval,
            restriction=TimeRestriction(instance(dag.start_date), None, catchup=dag.catchup),
        )

        self.assertEqual([info.data_interval.start for info in (first, second)], [DAY_TWO, DAY_TWO.add(days=1)])
        self.assertIsNone(third)
        self.assertGreater(due.run_after.year, 2199)
        self.assertEqual(dag.task_ids, pipeline(declared()).task_ids)

    def test_wrong_parameters_are_not_retried(self) -> None:
        """Airflow retries what fails otherwise, also while it renders the arguments."""
        for made, task, given in (
            (recomputation(declared("      runner: joy\n")), "backfill", {"from": "2026-03-02", "to": None}),
            (pipeline(declared("      runner: joy\n")), "kpis", {"from": "2026-03-04", "to": "2026-03-02"}),
        ):
            context = {"params": given, "dag_run": Mock(run_type="manual", run_id="m")}
            operator = made.get_task(task)
            with self.subTest(made.dag_id), self.assertRaisesRegex(AirflowFailException, "to is"):
                operator.render_template(operator.arguments, context, jinja_env=made.get_template_env())

    def test_a_pod_that_ends_with_2_is_not_retried(self) -> None:
        """As Kubernetes reports it; with 3 the verdict is told."""
        pod = pipeline(declared("      runner: kubernetes\n")).get_task("kpis")
        ti = Mock()
        for code in (WRONG_USAGE, REFUSED):
            ended = models.V1ContainerState(terminated=models.V1ContainerStateTerminated(exit_code=code))
            status = models.V1ContainerStatus(
                name=pod.base_container_name, image="i", image_id="i", ready=False, restart_count=0, state=ended
            )
            remote = models.V1Pod(
                metadata=models.V1ObjectMeta(name="p"),
                status=models.V1PodStatus(phase="Failed", container_statuses=[status]),
            )
            cleaned = patch.object(
                KubernetesPodOperator, "execute", lambda self, _, remote=remote: self.cleanup(remote, remote)
            )
            with (
                cleaned,
                patch.object(PodJoy, "process_pod_deletion"),
                patch.object(PodJoy, "is_istio_enabled", return_value=False),
            ):
                pod.arguments = ["run"]
                if code == WRONG_USAGE:
                    with self.assertRaisesRegex(AirflowFailException, "ended with 2"):
                        pod.execute({"ti": ti})
                else:
                    pod.execute({"ti": ti})
        ti.xcom_push.assert_called_once_with(key="status", value="PARTIAL")

    def test_a_watch_and_a_maintenance_are_made_where_a_schedule_asks_for_them(self) -> None:
        """Without a schedule there is none."""
        specification = read(HOME / "docs" / "reference.yaml")

        self.assertEqual(watch(specification.pipelines[0]).task_ids, ["status", "verdict"])
        self.assertEqual(maintenance(specification).task_ids, ["maintain", "verdict"])
        self.assertIsNone(watch(read(HOME / "docs" / "minimal.yaml").pipelines[0]))
        self.assertIsNone(maintenance(read(HOME / "docs" / "minimal.yaml")))

    def mail_of(self, send: Callable[[], None]) -> Message:
        """Give the mail that is sent over the connection smtp_default."""
        with Mailbox() as mailbox:
            extra = '{"disable_ssl": true, "disable_tls": true, "from_email": "airflow@example.com"}'
            connection = f'{{"conn_type": "smtp", "host": "127.0.0.1", "port": {mailbox.port}, "extra": {extra}}}'
            with patch.dict(os.environ, {"AIRFLOW_CONN_SMTP_DEFAULT": connection}):
                send()
        return mailbox.mail

    def test_the_owner_gets_a_mail_when_a_run_fails(self) -> None:
        """It names the run."""
        (call,) = failure(declared())
        context = {"dag": pipeline(declared()), "dag_run": {"dag_id": "joy_food", "run_id": "scheduled__1"}}

        mail = self.mail_of(lambda: call(context))

        (text,) = mail.get_payload()
        self.assertEqual(mail["To"], "data-platform@example.com")
        self.assertIn(b"The run joy_food scheduled__1 of the pipeline food failed", text.get_payload(decode=True))

    def test_the_owner_gets_a_mail_when_a_run_is_late(self) -> None:
        """As the triggerer sends it once the deadline has passed."""
        callback = deadline(declared()).callback
        context = {"dag_run": {"dag_id": "joy_food", "run_id": "scheduled__1"}}
        trigger = CallbackTrigger(callback.path, callback.kwargs | {"context": context})

        async def run() -> list[TriggerEvent]:
            return [event async for event in trigger.run()]

        mail = self.mail_of(lambda: asyncio.run(run()))

        (text,) = mail.get_payload()
        self.assertEqual(mail["Subject"], "Spark Joy: food is not done 0:30:00 after its start")
        self.assertIn(b"The run joy_food scheduled__1 of the pipeline food is not done", text.get_payload(decode=True))

    def test_nobody_is_told_where_the_owner_is_no_address(self) -> None:
        """A team's name is an owner too."""
        team = replace(declared(), owner="data-platform")

        self.assertEqual((failure(team), deadline(team)), ([], None))


if __name__ == "__main__":
    unittest.main()
