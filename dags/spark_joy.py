"""Airflow's DAGs: of each pipeline a run, a recomputation by hand and a watch; one that keeps the lake small."""

# The DAG processor imports once, before it forks, what this file itself names: a parse then takes no time for it.
import airflow.providers.apache.spark.operators.spark_submit
import airflow.providers.smtp.notifications.smtp
import airflow.providers.standard.hooks.subprocess  # noqa: F401
from sparkjoy.dags import maintenance, pipeline, recomputation, watch
from sparkjoy.specification import read

specification = read()
for declared in specification.pipelines:
    pipeline(declared)
    recomputation(declared)
    watch(declared)
maintenance(specification)
