"""Times a parse of the DAGs as Airflow's DAG processor does it: it imports what the file names, then forks."""

import importlib
import multiprocessing
import os
import statistics
import time
from pathlib import Path

from airflow.dag_processing.dagbag import BundleDagBag
from airflow.utils.file import iter_airflow_imports

DAGS = Path(__file__).resolve().parents[1] / "dags"
FILE = DAGS / "spark_joy.py"
PARSES = 20


def parse(seconds: multiprocessing.Queue) -> None:
    """Parse once, and report how long it took."""
    start = time.perf_counter()
    bag = BundleDagBag(FILE, bundle_path=DAGS, bundle_name="dags")
    seconds.put(time.perf_counter() - start)
    assert bag.dags, bag.import_errors


def main() -> None:
    """Print the median and the slowest parse, in seconds."""
    os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
    for module in iter_airflow_imports(str(FILE)):
        importlib.import_module(module)
    fork = multiprocessing.get_context("fork")
    seconds = fork.Queue()
    times = []
    for _ in range(PARSES):
        process = fork.Process(target=parse, args=(seconds,))
        process.start()
        times.append(seconds.get())
        process.join()
    print(f"{PARSES} parses: median {statistics.median(times):.3f} s, slowest {max(times):.3f} s")


if __name__ == "__main__":
    main()
