"""Create the DAGs: for each pipeline a run, a recomputation by hand, a backfill and a status check; and maintenance."""

# The DAG processor imports the modules that this file names once, before it forks, and not again for each parse.
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
