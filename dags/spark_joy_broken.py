"""Shows an import error in Airflow for pipelines that have no DAG, as their entry is wrong; the others run."""

from sparkjoy.specification import SpecificationError, read

broken = read().broken
if broken:
    raise SpecificationError("; ".join(broken.values()))
