"""The pools of tasks: one ingest at a time for pipelines that share sources, and one run at a time of each other job.

The leases of the lake allow only one run at a time in any case. With a pool of one slot, the other run waits instead of
failing. `python -m sparkjoy.pools > pools.json && airflow pools import pools.json` creates the pools.
"""

import json

from sparkjoy.specification import Pipeline, read


def pool(pipeline: Pipeline, job: str) -> str:
    """Return the name of a task's pool. A task for all jobs is in the pool of the ingest."""
    return f"joy_source_{pipeline.group}" if job in ("ingest", "all") else f"joy_job_{job}"


def pools() -> dict[str, dict[str, object]]:
    """Return all pools of the specification, in the format of `airflow pools import`."""
    names = {pool(pipeline, job.name) for pipeline in read().pipelines for job in pipeline.jobs}
    names.update(pool(pipeline, "all") for pipeline in read().pipelines)
    return {name: {"slots": 1, "description": "one writer", "include_deferred": True} for name in sorted(names)}


if __name__ == "__main__":
    print(json.dumps(pools(), indent=2))
