"""A whole Superset takes in the dashboard of bi/superset and asks `joy serve` for the data of its charts."""

import json
import os
import secrets
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path

from launcher import QUICK
from postgres import free_port
from superset_site import Answer, Superset

HOME = Path(__file__).resolve().parents[4]
DASHBOARD = HOME / "bi" / "superset"
WORK = HOME / "target" / "superset-test"
SPECIFICATION = WORK / "pipelines.yaml"
BUNDLE = WORK / "bundle.zip"
ADDRESS = "hive://127.0.0.1:10000/gold"
# How Superset writes a password that it does not show; taken back in, it stands for the one that is there.
MASKED = "XXXXXXXXXX"
SETTINGS = """\
event_time: {max_late: 1d}
metrics:
  ctr: {kind: ratio, numerator: {action: click}, denominator: {action: impression}, window: 1d, minimum_units: 2}
serve:
  users: {analyst: ANALYST_PASSWORD}
"""
PASSWORD = secrets.token_hex()
ENVIRONMENT = os.environ | {
    "JOY_LOGS": str(WORK / "logs"),
    "JOY_LAKE": str(WORK / "lake"),
    "JOY_JAVA_OPTIONS": QUICK,
    "JOY_MEMORY": "1g",
    "ANALYST_PASSWORD": PASSWORD,
}
TOTALS = """\
SELECT kpi.* FROM gold.kpi_daily kpi
JOIN gold.freshness ON `table` = 'gold.kpi_daily' AND event_date <= final_through
WHERE vertical = '(all)' AND service = '(all)'
ORDER BY event_date, experiment_id, variant"""
HEALTH = "SELECT * FROM gold.assignment_health WHERE dimension = '(all)' ORDER BY experiment_id, stage"
READOUT = "SELECT * FROM gold.experiment_readout WHERE dimension = '(all)' ORDER BY experiment_id, metric_id, variant"

Row = dict[str, Answer]


def joy(*arguments: str) -> str:
    """Run the launcher on the test's lake; give what it prints."""
    command = [HOME / "bin" / "joy", *arguments]
    return subprocess.run(command, cwd=HOME, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True).stdout


def asked(sql: str) -> list[Row]:
    """Give the rows that `joy sql` prints, each with every column."""
    told = joy("sql", sql, "--json", "--limit", "10000", "--spec", str(SPECIFICATION))
    return [json.loads(line) for line in told.splitlines()]


def setUpModule() -> None:
    """Make a lake in which some days are final and a readout has numbers."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    text = (HOME / "pipelines.yaml").read_text(encoding="utf-8")
    SPECIFICATION.write_text(text + SETTINGS, encoding="utf-8")
    joy("generate", str(WORK / "logs"), "--events", "2000", "--days", "4")
    joy("run", "all", "--spec", str(SPECIFICATION))


def bundle(address: str, password: str) -> None:
    """Put the dashboard's files into a zip, with the address of this server and the login."""
    login = f"hive://analyst:{password}@{address}?auth=CUSTOM"
    with zipfile.ZipFile(BUNDLE, "w") as files:
        for path in sorted(DASHBOARD.rglob("*.yaml")):
            text = path.read_text(encoding="utf-8").replace(ADDRESS, login)
            files.writestr(str(path.relative_to(DASHBOARD.parent)), text)


class SupersetTest(unittest.TestCase):
    """What the charts are given."""

    @classmethod
    def setUpClass(cls) -> None:
        """Ask for the numbers by `joy sql`, then let Superset ask for them."""
        cls.totals = asked(TOTALS)
        cls.readout = asked(READOUT)
        cls.health = asked(HEALTH)
        port = str(free_port())
        command = [HOME / "bin" / "joy", "serve", "--port", port, "--spec", str(SPECIFICATION)]
        cls.serve = subprocess.Popen(command, cwd=HOME, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.serve.communicate)
        cls.addClassCleanup(cls.serve.terminate)
        cls.address = cls.serve.stdout.readline().strip().removeprefix("Ready: jdbc:hive2://")
        bundle(cls.address, PASSWORD)
        cls.superset = cls.enterClassContext(Superset(WORK / "superset", HOME / "target" / "superset" / "bin"))
        cls.superset.run("superset", "import-dashboards", "-p", str(BUNDLE), "-u", "admin")

    def charts(self) -> dict[str, int]:
        """Give the identifiers of the dashboard's charts by their names."""
        return {chart["slice_name"]: chart["id"] for chart in self.superset.ask("dashboard/spark-joy/charts")["result"]}

    def data(self, chart: str) -> list[list[Row]]:
        """Give the rows of each query of a chart."""
        results = self.superset.ask(f"chart/{self.charts()[chart]}/data/?force=true")["result"]
        return [result["data"] for result in results]

    def days(self) -> list[Row]:
        """Give the row of each final day, all dimensions together."""
        return [row for row in self.totals if (row["experiment_id"], row["variant"]) == ("(all)", "(all)")]

    def test_gmv_and_orders_of_each_final_day(self) -> None:
        """Totals, each once."""
        gmv, orders = self.data("GMV and orders a day")

        self.assertGreater(len(self.days()), 1)
        self.assertEqual(
            [(row["event_date"], row["gmv"]) for row in gmv],
            [(day["event_date"], float(day["gmv"])) for day in self.days()],
        )
        self.assertEqual(
            [(row["event_date"], row["orders"]) for row in orders],
            [(day["event_date"], day["orders"]) for day in self.days()],
        )

    def test_ctr_and_conversion_of_each_final_day(self) -> None:
        """As the table has them."""
        columns = ("event_date", "ctr", "conversion_rate")

        (rows,) = self.data("CTR and conversion a day")

        self.assertEqual(rows, [{column: day[column] for column in columns} for day in self.days()])

    def test_ctr_of_each_variant(self) -> None:
        """Neither totals nor what is in no experiment."""
        columns = ("event_date", "experiment_id", "variant", "ctr")
        none = {"(all)", "(none)"}

        (rows,) = self.data("CTR a day by variant")

        expected = [
            {column: row[column] for column in columns}
            for row in self.totals
            if not none & {row["experiment_id"], row["variant"]}
        ]
        self.assertEqual({row["variant"] for row in rows}, {"Model_A", "Model_B"})
        self.assertCountEqual(rows, expected)

    def test_the_latest_readout(self) -> None:
        """Each metric with its numbers, or with why there are none."""
        latest = max(row["as_of_date"] for row in self.readout)

        (rows,) = self.data("Latest readout of each experiment")

        expected = [row for row in self.readout if row["as_of_date"] == latest]
        self.assertIn("OK", {row["status"] for row in rows})
        self.assertEqual(rows, [{column: row[column] for column in rows[0]} for row in expected])

    def test_the_lift_of_each_look(self) -> None:
        """Of each variant and metric that has numbers."""
        columns = ("as_of_date", "experiment_id", "metric_id", "variant")

        (rows,) = self.data("Lift by day of each metric")

        expected = [
            {column: row[column] for column in columns} | {"lift": row["effect_rel"]}
            for row in self.readout
            if row["status"] == "OK"
        ]
        self.assertTrue(expected)
        self.assertCountEqual(rows, expected)

    def test_the_share_of_exposed_units(self) -> None:
        """The shares of a day add up to one."""
        (rows,) = self.data("Share of exposed units by day")

        expected = []
        for row in (row for row in self.health if row["stage"] == "exposed"):
            total = sum(arm["users"] for arm in row["users_by_variant"])
            for arm in row["users_by_variant"]:
                place = {column: row[column] for column in ("as_of_date", "experiment_id")}
                expected.append(place | {"variant": arm["variant"], "share": arm["users"] / total})
        self.assertTrue(expected)
        self.assertCountEqual(rows, expected)

    def test_the_health_of_each_stage(self) -> None:
        """As of the latest day, with its verdict."""
        latest = max(row["as_of_date"] for row in self.health)

        (rows,) = self.data("Health by stage of each experiment")

        expected = [row for row in self.health if row["as_of_date"] == latest]
        self.assertIn("exposed", {row["stage"] for row in rows})
        self.assertEqual(rows, [{column: row[column] for column in rows[0]} for row in expected])

    def test_tables_are_listed_by_their_names(self) -> None:
        """For datasets that somebody adds."""
        (database,) = self.superset.ask("database/")["ids"]

        tables = self.superset.ask(f"database/{database}/tables/?q=(schema_name:gold_final)")["result"]

        self.assertIn("kpi_daily", [table["value"] for table in tables])

    def test_a_later_version_takes_the_place(self) -> None:
        """Of the same dashboard and charts; the password that Superset has is kept."""
        before = self.charts()
        bundle(self.address, MASKED)

        with BUNDLE.open("rb") as content:
            self.superset.post("assets/import/", files={"bundle": content})

        self.assertEqual(self.charts(), before)
        self.test_the_latest_readout()


if __name__ == "__main__":
    unittest.main()
