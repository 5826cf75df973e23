"""Airflow's DAGs: of each pipeline a run, a recomputation by hand, a backfill and a watch; and one of maintenance."""

# The DAG processor imports once, before it forks, what this file itself names: a parse then takes no time for it.
import airflow.providers.apache.spark.operators.spark_submit
import airflow.providers.smtp.notifications.smtp
import airflow.providers.standard.hooks.subprocess  # noqa: F401
from sparkjoy.dags import backfill, maintenance, pipeline, recomputation, watch
from sparkjoy.specification import read

specification = read()
for declared in specification.pipelines:
    pipeline(declared)
    recomputation(declared)
    backfill(declared)
    watch(declared)
maintenance(specification)
