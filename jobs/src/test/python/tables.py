"""The tables of a lake, to be compared row by row."""

import unittest
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable
from pyarrow import Table, fs


def arrow(folder: Path) -> Table:
    """Read a local table by Arrow's own file system: with one in Python a thread may abort the process at its exit."""
    files = fs.SubTreeFileSystem(str(folder), fs.LocalFileSystem())
    return DeltaTable(folder).to_pyarrow_table(filesystem=files)


def rows(lake: Path) -> dict[str, pa.Table]:
    """Give all silver and gold tables, sorted; gold.freshness tells of runs and differs."""
    tables = {}
    for log in sorted(lake.glob("[sg]*/*/_delta_log")):
        table = arrow(log.parent)
        plain = [(field.name, "ascending") for field in table.schema if not pa.types.is_nested(field.type)]
        tables[f"{log.parents[1].name}.{log.parent.name}"] = table.sort_by(plain)
    tables.pop("gold.freshness")
    return tables


def assert_same_tables(case: unittest.TestCase, lake: Path, expected: Path) -> None:
    """Compare every table of two lakes."""
    right, found = rows(expected), rows(lake)
    case.assertEqual(list(found), list(right))
    for name, table in right.items():
        case.assertTrue(found[name].equals(table), name)
