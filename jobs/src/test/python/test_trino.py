"""Trino reads our tables as docs/bi.md says, and gives what `joy sql` gives."""

import json
import os
import re
import shutil
import subprocess
import unittest
from collections import defaultdict
from pathlib import Path

from launcher import QUICK
from trino_site import StatementError, Trino

HOME = Path(__file__).resolve().parents[4]
WORK = HOME / "target" / "trino-test"
LOGS = WORK / "logs"
LAKE = WORK / "lake"
SPECIFICATION = WORK / "pipelines.yaml"
# What was received on the newest day, 2026-03-08: it comes with the second run.
NEWEST = "1772928000000"
ENVIRONMENT = os.environ | {
    "JOY_LOGS": str(LOGS),
    "JOY_LAKE": str(LAKE),
    "JOY_JAVA_OPTIONS": QUICK,
    "JOY_MEMORY": "1g",
}
PAGE = (HOME / "docs" / "bi.md").read_text(encoding="utf-8").partition("\n## Trino")[2]
TOTALS = """\
SELECT event_date, users, orders, gmv FROM ({days}) AS days
WHERE vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'
ORDER BY event_date"""
FINAL = """\
SELECT kpi.* FROM gold.kpi_daily kpi
JOIN gold.freshness ON `table` = 'gold.kpi_daily' AND event_date <= final_through"""
EVENTS = """\
SELECT count(DISTINCT unit_id) AS units, count(DISTINCT session_id) AS sessions,
min(occurred_at) AS earliest, max(occurred_at) AS latest
FROM silver.events"""
WRITES = [
    "DELETE FROM gold.kpi_daily",
    "INSERT INTO gold.kpi_daily (vertical) VALUES ('Food')",
    "DROP TABLE gold.kpi_daily",
    "CREATE TABLE gold.another (a integer)",
    "ALTER TABLE gold.kpi_daily EXECUTE optimize",
    "CALL lake.system.vacuum('gold', 'kpi_daily', '7d')",
    "CALL lake.system.unregister_table('gold', 'kpi_daily')",
]

Columns = dict[str, dict[str, str]]
Facts = dict[str, list[float | None]]


def joy(*arguments: str) -> str:
    """Run the launcher on the test's lake; give what it prints."""
    command = [HOME / "bin" / "joy", *arguments, "--spec", SPECIFICATION]
    return subprocess.run(command, cwd=HOME, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True).stdout


def told(sql: str) -> list[dict[str, object]]:
    """Give the rows that `joy sql` tells, numbers as they are written."""
    lines = joy("sql", sql, "--json", "--limit", "10000").splitlines()
    return [json.loads(line, parse_float=str) for line in lines]


def setUpModule() -> None:
    """Make a lake in which some days are final, without the newest day."""
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "trino-metastore").mkdir(parents=True)
    text = (HOME / "pipelines.yaml").read_text(encoding="utf-8")
    SPECIFICATION.write_text(f"{text}event_time: {{max_late: 1d}}\n", encoding="utf-8")
    joy("generate", str(LOGS), "--events", "4000", "--days", "4", "--usd-rate", "0.2")
    next(LOGS.glob(f"segment-logs/*/{NEWEST}")).rename(WORK / NEWEST)
    joy("run", "all")


def blocks(language: str) -> list[str]:
    """Give the blocks of a language in the page's section, with the test's folder for the bucket."""
    text = PAGE.replace("s3://your-bucket/", "local:///")
    text = text.replace("fs.native-s3.enabled=true", f"fs.native-local.enabled=true\nlocal.location={WORK}")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def aggregate(column: str, kind: str) -> str:
    """Give what is compared of a column, the same in any order of rows."""
    if kind in ("integer", "bigint") or kind.startswith("decimal"):
        return f'sum("{column}")'
    if kind == "double":
        return f'max("{column}")'
    return f'sum(length("{column}"))' if kind == "varchar" else f'count("{column}")'


def facts_query(columns: Columns) -> str:
    """Give the query for a row of each table: its name and its facts, one text."""
    return " UNION ALL ".join(
        f"SELECT '{table}' AS name, concat_ws(' ', CAST(count(*) AS VARCHAR), "
        + ", ".join(f"coalesce(CAST({aggregate(*column)} AS VARCHAR), 'none')" for column in kinds.items())
        + f") AS facts FROM {table}"
        for table, kinds in columns.items()
    )


def facts(rows: list[dict[str, object]]) -> Facts:
    """Read the facts of each table."""
    return {
        str(row["name"]): [None if fact == "none" else float(fact) for fact in str(row["facts"]).split()]
        for row in rows
    }


class TrinoTest(unittest.TestCase):
    """What Trino gives."""

    @classmethod
    def setUpClass(cls) -> None:
        """Register every table by the page's statements."""
        administrator, reader = blocks("properties")
        catalogs = {"lake_admin": administrator, "lake": reader}
        cls.trino = cls.enterClassContext(Trino(WORK / "trino", HOME / "target" / "trino", catalogs))
        cls.trino.ask("CREATE SCHEMA lake_admin.silver")
        for statement in "".join(blocks("sql")).split(";")[:-1]:
            cls.trino.ask(statement)
        registered = {path.name for path in (WORK / "trino-metastore" / "gold").iterdir()}
        for log in LAKE.glob("[sg]*/*/_delta_log"):
            layer, table = log.parts[-3:-1]
            if table not in registered:
                place = f"local:///lake/{layer}/{table}"
                cls.trino.ask(f"CALL lake_admin.system.register_table('{layer}', '{table}', '{place}')")

    def columns(self) -> Columns:
        """Give the types of each table's columns, as Trino sees them."""
        columns: Columns = defaultdict(dict)
        for row in self.trino.ask(
            "SELECT * FROM information_schema.columns"
            " WHERE table_schema IN ('silver', 'gold') AND table_name <> 'kpi_daily_final'"
        ):
            columns[f"{row['table_schema']}.{row['table_name']}"][row["column_name"]] = row["data_type"]
        return columns

    def assert_same_facts(self) -> Facts:
        """Compare every table of silver and gold."""
        query = facts_query(self.columns())
        found = facts(self.trino.ask(query))
        expected = facts(told(query.replace('"', "`").replace("VARCHAR", "STRING")))
        self.assertEqual(found, expected)
        return found

    def test_every_table_and_what_a_later_run_brings(self) -> None:
        """Rows, sums and lengths; the tables are registered once."""
        before = self.assert_same_facts()
        (WORK / NEWEST).rename(next(LOGS.glob("segment-logs/*")) / NEWEST)
        joy("run", "all")

        after = self.assert_same_facts()

        self.assertEqual(set(after), {f"{log.parts[-3]}.{log.parts[-2]}" for log in LAKE.glob("[sg]*/*/_delta_log")})
        self.assertGreater(after["silver.events"][0], before["silver.events"][0])

    def test_the_view_of_final_days(self) -> None:
        """Days, counts and decimals, each as `joy sql` tells it."""
        days = self.trino.ask(TOTALS.format(days="SELECT * FROM gold.kpi_daily_final"))

        expected = told(TOTALS.format(days=FINAL))
        self.assertGreater(len(days), 1)
        self.assertEqual(days, expected)

    def test_people_and_times(self) -> None:
        """Times are UTC, to the millisecond."""
        (found,) = self.trino.ask(EVENTS)

        (expected,) = told(EVENTS)
        for time in ("earliest", "latest"):
            found[time] = str(found[time]).replace(" UTC", "Z").replace(" ", "T")
        self.assertEqual(found, expected)

    def test_what_tables_and_columns_mean(self) -> None:
        """The contract's words."""
        columns = self.trino.ask("DESCRIBE gold.kpi_daily")
        ((created,),) = (row.values() for row in self.trino.ask("SHOW CREATE TABLE gold.kpi_daily"))

        self.assertIn("clicks / impressions; null without impressions", [column["Comment"] for column in columns])
        self.assertIn("COMMENT 'One row is one UTC day, vertical, service, experiment and variant", created)

    def test_the_catalog_for_reading_refuses_writes(self) -> None:
        """Rows, tables, files and what is registered."""
        for statement in WRITES:
            with self.subTest(statement=statement), self.assertRaisesRegex(StatementError, "Access Denied"):
                self.trino.ask(statement)


if __name__ == "__main__":
    unittest.main()
