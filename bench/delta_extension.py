"""Loads DuckDB's delta extension from the package of the virtual environment: nothing is downloaded or installed."""

from pathlib import Path

import duckdb
import duckdb_extension_delta


def connect() -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory with delta_scan, in UTC."""
    package = Path(duckdb_extension_delta.__file__).parent
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    con.execute(f"LOAD '{package}/extensions/v{duckdb.__version__}/delta.duckdb_extension'")
    return con
