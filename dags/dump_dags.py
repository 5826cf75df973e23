"""Write Airflow's DAGs to a JSON file that `models.sources` reads: dump_dags.py target/dags.json."""

import json
import sys
from pathlib import Path

from airflow.models.serialized_dag import SerializedDagModel
from airflow.utils.session import create_session
from sqlalchemy import text

LAST_SUCCESS = text("SELECT max(end_date) FROM dag_run WHERE dag_id = :dag AND state = 'success'")
PAUSED = text("SELECT is_paused FROM dag WHERE dag_id = :dag")
NAMES = ("MODEL_NAME", "MODEL_VERSION", "MODEL_URI")


def described(dag: object, session: object) -> dict:
    """Describe one DAG with the keys of Airflow's API. Of a task's environment, only the variables NAMES are kept."""
    environments = {
        task.task_id: getattr(task, "env", None) or getattr(task, "env_vars", None) or {} for task in dag.tasks
    }
    outlets = {task.task_id: [outlet.name for outlet in task.outlets if hasattr(outlet, "name")] for task in dag.tasks}
    last = session.execute(LAST_SUCCESS, {"dag": dag.dag_id}).scalar()
    return {
        "dag_id": dag.dag_id,
        "owners": sorted(set(str(dag.owner).split(", "))),
        "tags": sorted(dag.tags),
        "timetable_summary": dag.timetable.summary,
        "is_paused": bool(session.execute(PAUSED, {"dag": dag.dag_id}).scalar()),
        "last_success": str(last) if last else None,
        "tasks": [
            {
                "task_id": name,
                "env": {key: env[key] for key in NAMES if isinstance(env, dict) and key in env},
                "outlets": outlets[name],
            }
            for name, env in environments.items()
        ],
    }


if __name__ == "__main__":
    with create_session() as session:
        dags = [described(dag, session) for dag in SerializedDagModel.read_all_dags(session=session).values()]
    Path(sys.argv[1]).write_text(json.dumps({"dags": dags}, indent=2), encoding="utf-8")
