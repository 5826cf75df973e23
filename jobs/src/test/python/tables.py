"""The tables of a lake, to be compared row by row."""

import unittest
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable


def rows(lake: Path) -> dict[str, pa.Table]:
    """Give all silver and gold tables, sorted; gold.freshness tells of runs and differs."""
    tables = {}
    for log in sorted(lake.glob("[sg]*/*/_delta_log")):
        table = DeltaTable(log.parent).to_pyarrow_table()
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
