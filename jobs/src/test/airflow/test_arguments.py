"""The command line of a task follows from how its run came about."""

import unittest
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sparkjoy.arguments import Parameters, arguments, recomputed


@dataclass(frozen=True)
class Run:
    """A DAG run."""

    run_type: str = "scheduled"
    run_id: str = "r1"
    data_interval_start: datetime | None = datetime(2026, 3, 2, 4, tzinfo=UTC)
    data_interval_end: datetime | None = datetime(2026, 3, 3, 4, tzinfo=UTC)


def words(run: Run, job: str = "kpis", **parameters: str | bool | None) -> list[str]:
    """Give the arguments without those that never change."""
    given: Parameters = {"from": None, "to": None, "sweep": False} | {
        name.rstrip("_"): value for name, value in parameters.items()
    }
    return arguments(job, pipeline="food", specification="p.yaml", run=run, parameters=given)


class ArgumentsTest(unittest.TestCase):
    """Which days a run is asked for."""

    def test_a_scheduled_run_takes_what_changed(self) -> None:
        """Late events of earlier days would else be left out."""
        self.assertEqual(
            words(Run()), ["run", "kpis", "--spec", "p.yaml", "--pipeline", "food", "--trigger", "airflow r1"]
        )

    def test_a_backfill_takes_the_days_that_end_in_its_interval(self) -> None:
        """A run at four in the morning stands for the day before."""
        self.assertEqual(words(Run("backfill"))[6:10], ["--from", "2026-03-02", "--to", "2026-03-03"])

    def test_a_backfill_of_short_intervals_names_each_day_once(self) -> None:
        """Intervals that end no day have nothing to do."""
        start = datetime(2026, 3, 2, tzinfo=UTC)
        step = timedelta(minutes=40)
        runs = [Run("backfill", "r", start + step * n, start + step * (n + 1)) for n in range(2 * 36)]

        days = [words(run)[7] for run in runs if words(run)]

        self.assertEqual(days, ["2026-03-02", "2026-03-03"])

    def test_a_run_by_hand_takes_the_days_that_it_is_given(self) -> None:
        """Days are half-open."""
        self.assertEqual(
            words(Run("manual"), from_="2026-03-01", to="2026-03-04")[6:10],
            ["--from", "2026-03-01", "--to", "2026-03-04"],
        )

    def test_half_a_range_and_an_empty_one_are_refused(self) -> None:
        """The message holds the days."""
        with self.assertRaisesRegex(ValueError, "from is 2026-03-01, to is None: give both"):
            words(Run("manual"), from_="2026-03-01")
        with self.assertRaisesRegex(ValueError, "from 2026-03-01 to 2026-03-01 is an empty range"):
            words(Run("manual"), from_="2026-03-01", to="2026-03-01")

    def test_a_recomputation_names_its_days_and_may_be_staged(self) -> None:
        """Without days it has nothing to do."""
        live = recomputed("food", "p.yaml", {"from": "2026-03-01", "to": "2026-03-04", "stage": False})
        staged = recomputed("food", "p.yaml", {"from": "2026-03-01", "to": "2026-03-04", "stage": True})

        self.assertEqual(
            live, ["backfill", "--spec", "p.yaml", "--pipeline", "food", "--from", "2026-03-01", "--to", "2026-03-04"]
        )
        self.assertEqual(staged, [*live, "--stage"])
        with self.assertRaisesRegex(ValueError, "from and to are empty"):
            recomputed("food", "p.yaml", {"from": None, "to": None, "stage": True})

    def test_only_the_ingest_sweeps(self) -> None:
        """Other jobs list no folders."""
        self.assertIn("--sweep", words(Run("manual"), "ingest", sweep=True))
        self.assertNotIn("--sweep", words(Run("manual"), "kpis", sweep=True))


if __name__ == "__main__":
    unittest.main()
