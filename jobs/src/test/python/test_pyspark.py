"""What docs/python.md shows runs as it is written: PySpark, a stream, and a client of Spark Connect."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import QUICK
from postgres import free_port
from tables import arrow

HOME = Path(__file__).resolve().parents[4]
BIN = HOME / "target" / "airflow" / "bin"
WORK = HOME / "target" / "pyspark"
LOGS = WORK / "logs"
LAKE = WORK / "lake"
PAGE = (HOME / "docs" / "python.md").read_text(encoding="utf-8")
PORT = "15002"
PATIENCE_SECONDS = 300


def setUpModule() -> None:
    """Make logs with some broken lines, and a lake from them."""
    shutil.rmtree(WORK, ignore_errors=True)
    joy("generate", str(LOGS), "--events", "1000", "--days", "2", "--malformed-rate", "0.01")
    joy("run", "ingest", "clean", "kpis")


def joy(*arguments: str) -> None:
    """Run the launcher on the test's logs and lake; a run that refused some lines has done its work too."""
    more = {"JOY_LOGS": str(LOGS), "JOY_LAKE": str(LAKE), "JOY_JAVA_OPTIONS": QUICK}
    command = [HOME / "bin" / "joy", *arguments]
    done = subprocess.run(command, cwd=HOME, env=os.environ | more, check=False, stdout=sys.stderr)
    assert done.returncode in (0, 3)


def blocks(language: str) -> list[str]:
    """Give the page's blocks of a language, on the test's logs and lake."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [text.replace("target/demo/logs", str(LOGS)).replace("target/demo/lake", str(LAKE)) for text in found]


def printed(script: str) -> dict[str, object]:
    """Run a script with the Python that has PySpark; give the JSON of its last line."""
    done = subprocess.run(
        [BIN / "python", "-c", script], cwd=HOME, env=environment(), check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def environment() -> dict[str, str]:
    """Let Spark be the one of that Python, and speak to this machine alone."""
    return os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}", "SPARK_LOCAL_IP": "127.0.0.1"}


def rows(table: str) -> list[dict[str, object]]:
    """Give a table's rows as delta-rs reads them."""
    return arrow(LAKE / table).to_pylist()


@contextmanager
def connect_server() -> Iterator[str]:
    """Start the page's server on a free port; give the port."""
    port = str(free_port())
    command = next(text for text in blocks("text") if text.startswith("spark-submit"))
    command = command.replace("--conf", f"--conf spark.connect.grpc.binding.port={port} --conf", 1)
    with subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=HOME, env=environment(), stdout=sys.stderr) as server:
        try:
            await_answer(int(port), server)
            yield port
        finally:
            server.terminate()


def await_answer(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError(f"no Spark Connect server listens at {port}")


class PySparkTest(unittest.TestCase):
    """The page's blocks, and after them a line that tells what they found."""

    def test_pyspark_reads_logs_and_tables(self) -> None:
        """The same faults and lines as ingest found, from a batch and from a stream."""
        facts = """
import json
streamed = {str(row.received_day): row.lines for row in
            spark.sql("SELECT received_day, sum(count) AS lines FROM counted GROUP BY received_day").collect()}
faults = lines.filter("fault_reason IS NOT NULL").count()
print(json.dumps({"faults": faults, "events": events.count(), "streamed": streamed}))
"""
        batch, stream, _ = blocks("python")
        found = printed(batch + stream + facts)

        self.assertGreater(found["faults"], 0)
        self.assertEqual(found["faults"], len(rows("bronze/quarantine")))
        self.assertEqual(found["events"], len(rows("silver/events")))
        days = [str(row["received_day"]) for row in rows("bronze/segment_logs")]
        self.assertEqual(found["streamed"], {day: days.count(day) for day in days})

    def test_a_client_of_spark_connect_reads_the_same(self) -> None:
        """It has no jar of its own."""
        facts = """
import json
orders = {str(row.event_date): row.orders for row in totals.collect()}
print(json.dumps({"lines": lines.filter("payload IS NOT NULL").count(), "orders": orders}))
"""
        with connect_server() as port:
            found = printed(blocks("python")[2].replace(PORT, port) + facts)

        self.assertEqual(found["lines"], len(rows("bronze/segment_logs")))
        dimensions = ("vertical", "service", "experiment_id", "variant")
        totals = [row for row in rows("gold/kpi_daily") if {row[name] for name in dimensions} == {"(all)"}]
        self.assertGreater(len(totals), 0)
        self.assertEqual(found["orders"], {str(row["event_date"]): row["orders"] for row in totals})


if __name__ == "__main__":
    unittest.main()
