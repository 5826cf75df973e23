"""How `joy` ends decides the state of a task."""

import unittest

from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from sparkjoy.operators import LocalJoy, SparkSubmitJoy, conclude


class OperatorsTest(unittest.TestCase):
    """Exit codes; the 3 is seen in a whole run of a DAG."""

    def test_a_wrong_command_line_is_not_tried_again(self) -> None:
        """It ends with 2, and no retry mends it."""
        task = LocalJoy(task_id="wrong", arguments=["nonsense"], memory="512m")

        with self.assertRaisesRegex(AirflowFailException, "command line or the specification is wrong"):
            task.execute({})

    def test_a_failure_is_tried_again(self) -> None:
        """Airflow does so for any other exception."""
        with self.assertRaisesRegex(AirflowException, "joy ended with 1") as raised:
            conclude(1, {})
        self.assertNotIsInstance(raised.exception, AirflowFailException)

    def test_an_interval_that_ends_no_day_is_skipped(self) -> None:
        """No process is started for it."""
        for task in (
            LocalJoy(task_id="local", arguments=[], memory="512m"),
            SparkSubmitJoy(task_id="submitted", application="none.jar", application_args=[]),
        ):
            with self.subTest(task.task_id), self.assertRaisesRegex(AirflowSkipException, "No day ends"):
                task.execute({})


if __name__ == "__main__":
    unittest.main()
