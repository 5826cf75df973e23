"""Operators that start `joy` and evaluate its exit code.

0: done. 1: failed, and the task is retried. 2: wrong usage or specification, which a retry cannot fix, so the task is
not retried. 3: done, but more lines were refused than the thresholds allow. The task succeeds, because its tables are
published, and passes PARTIAL to the verdict.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import BaseOperator, Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from sparkjoy.specification import HOME

STATUS = "status"
PARTIAL = "PARTIAL"
WRONG_USAGE = 2
REFUSED = 3
NOTHING_TO_DO = "No day ends in this interval: there is nothing to recompute."


def conclude(exit_code: int, context: Context) -> None:
    """Turn an exit code of `joy` into the state of the task."""
    if exit_code == REFUSED:
        context["ti"].xcom_push(key=STATUS, value=PARTIAL)
    elif exit_code == WRONG_USAGE:
        raise AirflowFailException(
            "joy ended with 2: the command line or the specification is wrong; see its output above"
        )
    elif exit_code != 0:
        raise AirflowException(f"joy ended with {exit_code}; see its output above")


class SparkSubmitJoy(SparkSubmitOperator):
    """Runs `joy` with spark-submit. Exit code 3 is visible only if the driver runs on the worker (client mode)."""

    def execute(self, context: Context) -> None:
        """Submit, unless there is nothing to do."""
        if not self.application_args:
            raise AirflowSkipException(NOTHING_TO_DO)
        try:
            super().execute(context)
        except AirflowException as failure:
            code = re.search(r"Error code is: (\d+)", str(failure))
            if not code or int(code[1]) not in (WRONG_USAGE, REFUSED):
                raise
            conclude(int(code[1]), context)


class LocalJoy(BaseOperator):
    """Runs `joy` on the worker with an embedded Spark."""

    template_fields: Sequence[str] = ("arguments",)

    def __init__(self, arguments: str, memory: str, **kwargs: object) -> None:
        """Take a template of the arguments, and the size of the heap in Java's format, such as 3072m."""
        super().__init__(**kwargs)
        self.arguments = arguments
        self.memory = memory

    @cached_property
    def process(self) -> SubprocessHook:
        """The process, which is terminated with the task."""
        return SubprocessHook()

    def execute(self, context: Context) -> None:
        """Run, unless there is nothing to do."""
        if not self.arguments:
            raise AirflowSkipException(NOTHING_TO_DO)
        command = ["env", f"JOY_MEMORY={self.memory}", str(HOME / "bin" / "joy"), *self.arguments]
        conclude(self.process.run_command(command, cwd=str(HOME)).exit_code, context)

    def on_kill(self) -> None:
        """Terminate the process when the task is killed."""
        self.process.send_sigterm()
