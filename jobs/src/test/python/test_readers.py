"""Other readers read our tables: delta-rs, polars and DuckDB agree with each other and with what was generated."""

import json
import math
import os
import re
import shutil
import subprocess
import sys
import unittest
from decimal import Decimal
from pathlib import Path

import delta_extension
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from launcher import QUICK
from tables import arrow

HOME = Path(__file__).resolve().parents[4]
WORK = HOME / "target" / "readers"
LOGS = WORK / "logs"
LAKE = WORK / "lake"
EVENTS = 20_000

Number = int | float | Decimal | None
Facts = dict[str, Number]


def joy(*arguments: str) -> None:
    """Run the launcher on the test's logs and lake."""
    environment = os.environ | {"JOY_LOGS": str(LOGS), "JOY_LAKE": str(LAKE), "JOY_JAVA_OPTIONS": QUICK}
    subprocess.run([HOME / "bin" / "joy", *arguments], cwd=HOME, env=environment, check=True, stdout=sys.stderr)


def setUpModule() -> None:
    """Make logs with every kind of trouble, and a lake from them."""
    shutil.rmtree(WORK, ignore_errors=True)
    trouble = {"usd": 0.2, "conflict": 0.02, "leak": 0.02, "hash-fault": 0.02, "order-twice": 0.1, "bot": 0.02}
    rates = [text for name, rate in trouble.items() for text in (f"--{name}-rate", str(rate))]
    joy("generate", str(LOGS), "--events", str(EVENTS), "--sources", "first,second", *rates)
    joy("run", "all")


def tables() -> list[Path]:
    """Give the folders of all silver and gold tables."""
    return sorted(log.parent for layer in ("silver", "gold") for log in (LAKE / layer).glob("*/_delta_log"))


def facts_of_arrow(table: pa.Table) -> Facts:
    """Give the number of rows and the sum of each numeric column; decimals are summed without loss."""
    facts: Facts = {"rows": table.num_rows}
    for field in table.schema:
        if pa.types.is_decimal(field.type):
            wide = table[field.name].cast(pa.decimal128(38, field.type.scale))
            facts[field.name] = pc.sum(wide).as_py()
        elif pa.types.is_integer(field.type) or pa.types.is_floating(field.type):
            facts[field.name] = pc.sum(table[field.name]).as_py()
    return facts


def facts_of_polars(frame: pl.LazyFrame) -> Facts:
    """Give the same from a lazy scan; polars gives 0 for the sum of nothing, where the others give null."""
    numeric = [name for name, kind in frame.collect_schema().items() if kind.is_numeric()]
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in numeric]
    return frame.select(pl.len().alias("rows"), *sums).collect().to_dicts()[0]


def facts_of_duckdb(path: Path) -> Facts:
    """Give the same with DuckDB's delta extension."""
    con = delta_extension.connect()
    con.execute(f"CREATE VIEW scanned AS FROM delta_scan('{path}')")
    kinds = {name: kind for name, kind, *_ in con.execute("DESCRIBE scanned").fetchall()}
    plain = ("INTEGER", "BIGINT", "DOUBLE")
    numeric = [name for name, kind in kinds.items() if kind in plain or kind.startswith("DECIMAL(")]
    aggregates = ["count(*)", *(f"sum({name})" for name in numeric)]
    row = con.execute(f"SELECT {', '.join(aggregates)} FROM scanned").fetchone()
    return dict(zip(["rows", *numeric], row or (), strict=True))


def is_same(left: Number, right: Number) -> bool:
    """Tell whether two sums are equal: exactly, but for doubles to one in a thousand million."""
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9)
    return left == right


class ReadersTest(unittest.TestCase):
    """Each reader sees the same tables."""

    def assert_same(self, expected: Facts, found: Facts, reader: str) -> None:
        """Fail with each column whose sum differs."""
        self.assertEqual(expected.keys(), found.keys(), f"{reader} sees other numeric columns")
        wrong = {name: (expected[name], found[name]) for name in expected if not is_same(expected[name], found[name])}
        self.assertEqual({}, wrong, f"{reader} differs from delta-rs")

    def test_delta_rs_polars_and_duckdb_agree_on_every_table(self) -> None:
        """All silver and gold tables: rows and sums of all numeric columns."""
        found = tables()

        self.assertGreaterEqual(len(found), 5)
        for path in found:
            with self.subTest(table=f"{path.parent.name}.{path.name}"):
                expected = facts_of_arrow(arrow(path))
                self.assert_same(expected, facts_of_polars(pl.scan_delta(str(path))), "polars")
                self.assert_same(expected, facts_of_duckdb(path), "DuckDB")

    def test_gold_holds_the_orders_and_the_gmv_that_were_generated(self) -> None:
        """Each day's '(all)' cell against truth.json, dollars at the rate of pipelines.yaml."""
        truth = json.loads((LOGS / "truth.json").read_text())
        daily = pl.read_delta(str(LAKE / "gold" / "kpi_daily"))
        totals = daily.filter(pl.all_horizontal(pl.col("vertical", "service", "experiment_id", "variant") == "(all)"))

        found = {str(row["event_date"]): (row["orders"], row["gmv"]) for row in totals.to_dicts()}

        expected = {day: orders_and_gmv(told) for day, told in truth["days"].items()}
        self.assertEqual({day: told for day, told in expected.items() if told[0]}, found)

    def test_the_queries_of_the_bi_page_give_the_final_days(self) -> None:
        """All three readers, as the page writes them; days that are only complete make sure that there are some."""
        days = {bound: days_by_reader(bound) for bound in ("final_through", "complete_through")}

        for bound, by_reader in days.items():
            with self.subTest(bound=bound):
                self.assertEqual(by_reader["DuckDB"], by_reader["polars"])
                self.assertEqual(by_reader["DuckDB"], by_reader["delta-rs"])
        self.assertGreater(len(days["complete_through"]["DuckDB"]), 0)
        self.assertLess(len(days["final_through"]["DuckDB"]), len(days["complete_through"]["DuckDB"]))

    def test_duckdb_computes_the_same_gold_from_the_raw_files(self) -> None:
        """The benchmark's peer, row for row."""
        bench = HOME / "bench"
        subprocess.run([sys.executable, bench / "duckdb_peer.py", LOGS, WORK / "duckdb"], check=True, stdout=sys.stderr)

        compared = subprocess.run(
            [sys.executable, bench / "compare.py", LAKE, WORK / "duckdb"], check=False, capture_output=True, text=True
        )

        self.assertEqual(0, compared.returncode, compared.stdout + compared.stderr)


def days_by_reader(bound: str) -> dict[str, list[tuple[object, ...]]]:
    """Run the blocks of docs/bi.md on the test's lake up to a bound of gold.freshness; give each reader's rows."""
    page = (HOME / "docs" / "bi.md").read_text(encoding="utf-8")
    page = page.replace("target/demo/lake", str(LAKE)).replace("final_through", bound)
    blocks = {
        name: re.findall(rf"^```{name}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) for name in ("sql", "python")
    }
    found = {"DuckDB": delta_extension.connect().execute(blocks["sql"][0]).fetchall()}
    for reader, block in zip(["polars", "delta-rs"], blocks["python"], strict=True):
        names: dict[str, object] = {}
        exec(block, names)
        days = names["days"]
        rows = days.to_dicts() if isinstance(days, pl.DataFrame) else days.to_pylist()
        found[reader] = [tuple(row.values()) for row in rows]
    return found


def orders_and_gmv(day: dict[str, object]) -> tuple[int, Decimal]:
    """Give a day's orders and its GMV in EUR."""
    rates = {"EUR": Decimal(1), "USD": Decimal("0.92")}
    amounts = dict(day["amounts"])
    gmv = sum((Decimal(told["gmv"]) * rates[currency] for currency, told in amounts.items()), Decimal(0))
    return int(day["orders"]), gmv


if __name__ == "__main__":
    unittest.main()
