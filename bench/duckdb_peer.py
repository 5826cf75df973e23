"""Computes bronze, silver, KPIs and assignments from raw Segment logs with DuckDB alone: the benchmark's peer.

It does what `joy run ingest clean kpis assignments` does under the settings of pipelines.yaml, written as one would
write it for DuckDB: one process, the parsed lines in a table in memory, one SQL file a table, Parquet as the result.
"""

import argparse
import json
import shutil
import time
from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "duckdb"

# Column to the places where its value may stand, the first that holds one wins: `properties` of pipelines.yaml.
PATHS = {
    "message_id": ["messageId"],
    "type": ["type"],
    "event": ["event"],
    "received": ["receivedAt"],
    "stamped": ["timestamp"],
    "original": ["originalTimestamp"],
    "sent": ["sentAt"],
    "user_id": ["userId"],
    "anonymous_id": ["anonymousId"],
    "session_id": ["properties.session_id", "context.sessionId"],
    "vertical": ["properties.vertical", "properties.Vertical"],
    "service": ["properties.service", "properties.recommender_service"],
    "cart_id": ["properties.cart_id", "properties.CartID"],
    "order_id": ["properties.order_id", "properties.orderId"],
    "product_id": ["properties.product_id"],
    "position": ["properties.position"],
    "quantity": ["properties.quantity"],
    "price": ["properties.price"],
    "revenue": ["properties.revenue"],
    "total": ["properties.total"],
    "currency": ["properties.currency"],
    "list_id": ["properties.list_id"],
    "products": ["properties.products"],
    "experiment_id": ["properties.experiment_id"],
    "variant": ["properties.treatment_group", "properties.variation_id", "properties.variation_name"],
    "channel": ["channel"],
    "platform": ["context.device.type", "context.os.name"],
    "app_version": ["context.app.version"],
    "country": ["context.location.country", "properties.country"],
    "user_agent": ["context.userAgent"],
    "properties": ["properties"],
    "traits": ["traits"],
}

# What each step writes, in order: its SQL file makes the tables, each becomes a folder of Parquet files.
STEPS = {
    "ingest": ["bronze"],
    "clean": ["silver", "rejected"],
    "kpis": ["kpi_hourly", "kpi_daily"],
    "assignments": ["assignments"],
}


def fields() -> str:
    """Give the SQL columns of PATHS out of the list `found`; an empty text says nothing."""
    columns, before = [], 0
    for name, paths in PATHS.items():
        candidates = [f"nullif(found[{before + rank}], '')" for rank in range(1, len(paths) + 1)]
        columns.append(f"coalesce({', '.join(candidates)}) AS {name}")
        before += len(paths)
    return ", ".join(columns)


def cells() -> str:
    """Give the grouping sets: a variant only has a meaning within its experiment."""
    sets = []
    for period in (["event_date", "hour"], ["event_date"]):
        for vertical in (["vertical"], []):
            for service in (["service"], []):
                for experiment in (["experiment_id", "variant"], ["experiment_id"], []):
                    sets.append(f"({', '.join(period + vertical + service + experiment)})")
    return ", ".join(sets)


def variables(logs: Path, out: Path) -> dict[str, str]:
    """Give what the SQL files leave open."""
    return {
        "${logs}": str(logs),
        "${out}": str(out),
        "${paths}": str([f"$.{path}" for paths in PATHS.values() for path in paths]),
        "${fields}": fields(),
        "${cells}": cells(),
    }


def connect(out: Path, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory; what does not fit is spilled next to the result."""
    settings = {"threads": threads, "memory_limit": memory, "temp_directory": str(out / "spill")}
    con = duckdb.connect(config=settings)
    con.execute("SET TimeZone = 'UTC'")
    return con


def write(con: duckdb.DuckDBPyConnection, table: str, out: Path) -> None:
    """Write a table or view as a folder of Parquet files."""
    con.execute(f"""COPY (FROM {table}) TO '{out / table}'
        (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PER_THREAD_OUTPUT true)""")


def compute(logs: Path, out: Path, threads: int, memory: str) -> dict[str, object]:
    """Compute all tables and report how long each step took."""
    con = connect(out, threads, memory)
    seconds = {}
    for step, tables in STEPS.items():
        start = time.perf_counter()
        sql = (SQL / f"{step}.sql").read_text()
        for name, value in variables(logs, out).items():
            sql = sql.replace(name, value)
        con.execute(sql)
        for table in tables:
            write(con, table, out)
        seconds[step] = round(time.perf_counter() - start, 3)
    lines, refused = con.execute("SELECT count(*), count(*) FILTER (NOT is_sound) FROM lines").fetchone()
    return {"lines": lines, "refused": refused, "seconds": seconds}


def main() -> None:
    """Read the command line, compute, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", type=Path, help="folder that holds segment-logs/")
    parser.add_argument("out", type=Path, help="folder for the tables; what it holds is removed")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="8GB", help="DuckDB's memory limit")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    print(json.dumps(compute(options.logs, options.out, options.threads, options.memory)))


if __name__ == "__main__":
    main()
