"""Airflow's DAGs: one for each pipeline of pipelines.yaml, one that watches it, one that keeps the lake small."""

from sparkjoy.dags import maintenance, pipeline, watch
from sparkjoy.specification import read

specification = read()
for declared in specification.pipelines:
    pipeline(declared)
    watch(declared)
maintenance(specification)
