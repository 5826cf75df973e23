"""Show an import error in Airflow for pipelines that have no DAG because their entry is invalid; the others run."""

from sparkjoy.specification import SpecificationError, read

broken = read().broken
if broken:
    raise SpecificationError("; ".join(broken.values()))
