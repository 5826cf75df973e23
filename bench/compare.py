"""Compares the gold tables of a lake with the DuckDB peer's, row for row: exact but for ratios, which are doubles."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import delta_extension
import duckdb

CELL = ["vertical", "service", "experiment_id", "variant"]
KEYS = {
    "kpi_daily": ["event_date", *CELL],
    "kpi_hourly": ["event_date", "hour", *CELL],
    "assignments": ["experiment_id", "unit_id"],
}
MOST_SHOWN = 10


@dataclass(frozen=True)
class Comparison:
    """What differs in one table; each difference is a key with a column and both values."""

    table: str
    rows: int
    differences: list[str]

    def __str__(self) -> str:
        """Say in one line whether the tables are equal, else show the first differences."""
        if not self.differences:
            return f"gold.{self.table}: {self.rows:,} rows, equal"
        shown = self.differences[:MOST_SHOWN]
        more = len(self.differences) - len(shown)
        lines = [f"gold.{self.table}: {len(self.differences):,} differences in {self.rows:,} rows", *shown]
        return "\n  ".join(lines + ([f"and {more:,} more"] if more else []))


def load(con: duckdb.DuckDBPyConnection, table: str, lake: Path, out: Path) -> dict[str, str]:
    """Read both sides into `ours` and `theirs`, theirs in our types; give the columns' types by name."""
    con.execute(f"CREATE OR REPLACE TABLE ours AS FROM delta_scan('{(lake / 'gold' / table).resolve()}')")
    types = {name: kind for name, kind, *_ in con.execute("DESCRIBE ours").fetchall()}
    columns = ", ".join(f"{name}::{kind} AS {name}" for name, kind in types.items())
    con.execute(f"CREATE OR REPLACE TABLE theirs AS SELECT {columns} FROM read_parquet('{out / table}/*.parquet')")
    return types


def unequal(name: str, kind: str) -> str:
    """Give the SQL condition that a column differs."""
    exact = f"ours.{name} IS DISTINCT FROM theirs.{name}"
    close = f"abs(ours.{name} - theirs.{name}) <= 1e-9 * greatest(abs(ours.{name}), abs(theirs.{name}))"
    return f"{exact} AND NOT coalesce({close}, false)" if kind == "DOUBLE" else exact


def differences(con: duckdb.DuckDBPyConnection, keys: list[str], types: dict[str, str]) -> list[str]:
    """Name each key that one side lacks or has twice, and each column of a key that differs."""
    key = f"struct_pack({', '.join(keys)})"
    found = [
        f"{name} repeats the key {row}"
        for name in ("ours", "theirs")
        for (row,) in con.execute(f"SELECT {key}::VARCHAR FROM {name} GROUP BY ALL HAVING count(*) > 1").fetchall()
    ]
    con.execute(f"CREATE OR REPLACE VIEW o AS SELECT {key} AS k, true AS is_there, ours FROM ours")
    con.execute(f"CREATE OR REPLACE VIEW t AS SELECT {key} AS k, true AS is_there, theirs FROM theirs")
    con.execute("""CREATE OR REPLACE TABLE pairs AS
        SELECT coalesce(o.k, t.k)::VARCHAR AS key, ours, theirs, o.is_there AS is_ours, t.is_there AS is_theirs
        FROM o FULL JOIN t ON o.k IS NOT DISTINCT FROM t.k""")
    found += rows(con, "SELECT key, 'is only in ours' FROM pairs WHERE is_theirs IS NULL ORDER BY key")
    found += rows(con, "SELECT key, 'is only in theirs' FROM pairs WHERE is_ours IS NULL ORDER BY key")
    for name, kind in types.items():
        shown = f"'{name}: ours ' || coalesce(ours.{name}::VARCHAR, 'null')"
        shown += f" || ', theirs ' || coalesce(theirs.{name}::VARCHAR, 'null')"
        both = f"is_ours AND is_theirs AND {unequal(name, kind)}"
        found += rows(con, f"SELECT key, {shown} FROM pairs WHERE {both} ORDER BY key")
    return found


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """Give the rows of a query of texts, each as one line."""
    return [" ".join(row) for row in con.execute(query).fetchall()]


def compare(lake: Path, out: Path) -> list[Comparison]:
    """Compare all tables that both sides make."""
    con = delta_extension.connect()
    comparisons = []
    for table, keys in KEYS.items():
        types = load(con, table, lake, out)
        (count,) = con.execute("SELECT count(*) FROM ours").fetchone()
        comparisons.append(Comparison(table, count, differences(con, keys, types)))
    return comparisons


def main() -> None:
    """Read the command line, compare, and exit with 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lake", type=Path, help="the lake of `joy run`")
    parser.add_argument("out", type=Path, help="the folder of duckdb_peer.py")
    options = parser.parse_args()
    comparisons = compare(options.lake, options.out)
    print(*comparisons, sep="\n")
    sys.exit(int(any(comparison.differences for comparison in comparisons)))


if __name__ == "__main__":
    main()
