"""Which tasks take turns: one ingest for what shares sources, one of each other job on the lake.

The lake's leases keep runs apart in any case; a pool of one slot keeps them from failing for it. `python -m
sparkjoy.pools > pools.json && airflow pools import pools.json` makes them.
"""

import json

from sparkjoy.specification import Pipeline, read


def pool(pipeline: Pipeline, job: str) -> str:
    """Give the pool of a task; a task of all jobs is in that of the ingest."""
    return f"joy_source_{pipeline.group}" if job in ("ingest", "all") else f"joy_job_{job}"


def pools() -> dict[str, dict[str, object]]:
    """Give every pool of the specification, in the form that `airflow pools import` takes."""
    names = {pool(pipeline, job.name) for pipeline in read().pipelines for job in pipeline.jobs}
    names.update(pool(pipeline, "all") for pipeline in read().pipelines)
    return {name: {"slots": 1, "description": "one writer", "include_deferred": True} for name in sorted(names)}


if __name__ == "__main__":
    print(json.dumps(pools(), indent=2))
