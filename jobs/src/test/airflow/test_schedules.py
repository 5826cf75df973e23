"""A schedule starts runs at the same instants in Airflow and in Argo."""

import json
import subprocess
import unittest
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from airflow.serialization.encoders import coerce_to_core_timetable
from airflow.timetables.base import TimeRestriction
from pendulum import instance
from sparkjoy.dags import START, timetable
from sparkjoy.specification import HOME

SCHEDULES = HOME / "jobs" / "src" / "test" / "resources" / "schedules.yaml"
# Over the end of a month, with each weekday; and over a new year and a leap day, for what is seldom.
WEEK = (datetime(2026, 2, 24, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC))
WINTER = (datetime(2027, 12, 20, tzinfo=UTC), datetime(2028, 5, 2, tzinfo=UTC))


FORM = "%Y-%m-%dT%H:%M"
MOST = 100


def argo(first: datetime, after: datetime) -> dict[str, list[str]]:
    """Give when the rendered cron lines of all schedules start something, as Argo's own parser counts them."""
    done = subprocess.run(
        ["go", "run", "./instants", first.date().isoformat(), after.date().isoformat()],
        cwd=HOME / "argo" / "check",
        check=True,
        capture_output=True,
        input=SCHEDULES.read_bytes(),
    )
    return json.loads(done.stdout)


def airflow(schedule: str, since: datetime, number: int) -> list[str]:
    """Give the first runs of a DAG that is switched on at an instant: each starts at the end of an interval."""
    kept = coerce_to_core_timetable(timetable(schedule))
    restriction = TimeRestriction(instance(START), None, catchup=False)
    found: list[str] = []
    interval = None
    with patch("airflow.timetables.interval.utcnow", return_value=instance(since)):
        while len(found) < number:
            info = kept.next_dagrun_info(last_automated_data_interval=interval, restriction=restriction)
            found += [info.run_after.strftime(FORM)] if info.run_after > since else []
            interval = info.data_interval
    return found


class SchedulesTest(unittest.TestCase):
    """All intervals that are valid, and cron lines in which parsers differ or could."""

    def test_airflow_and_argo_start_at_the_same_instants(self) -> None:
        """From the last hour of a day, so that also the shortest interval passes midnight."""
        often, seldom = argo(*WEEK), argo(*WINTER)

        self.assertGreater(len(often), 80)
        for schedule, instants in often.items():
            is_seldom = not (instants or [])[1:]
            first = (WINTER if is_seldom else WEEK)[0] + timedelta(hours=23, minutes=7)
            expected = [at for at in (seldom[schedule] if is_seldom else instants) if at > first.strftime(FORM)][:MOST]
            with self.subTest(schedule):
                self.assertTrue(expected)
                self.assertEqual(airflow(schedule, first, len(expected)), expected)


if __name__ == "__main__":
    unittest.main()
