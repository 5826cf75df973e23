"""What Airflow reads of a specification is what the specification says."""

import itertools
import json
import os
import tempfile
import unittest
from datetime import timedelta
from pathlib import Path

from sparkjoy.dialect import parsed
from sparkjoy.pools import pool
from sparkjoy.specification import HOME, Specification, SpecificationError, group_of, read

MINIMAL = "sources: {app: {path: logs}, partner: {path: other}}\npipelines:\n  food:\n    owner: data@example.com\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in itertools.pairwise("abcdef")
)


def reading(text: str) -> Specification:
    """Read a specification of this text."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return read(Path(file.name))


class SpecificationTest(unittest.TestCase):
    """Defaults, order of jobs, and what is refused."""

    def test_what_is_left_out_has_the_defaults_of_the_jar(self) -> None:
        """They stand in contracts.json, which a test of the jar compares with its own."""
        (pipeline,) = reading(MINIMAL).pipelines

        self.assertEqual(pipeline.sources, ("app", "partner"))
        self.assertEqual(pipeline.orchestration.retry_delay, timedelta(minutes=5))
        self.assertEqual(pipeline.orchestration.share.heap, "3072m")
        self.assertIsNone(pipeline.orchestration.slo)

    def test_jobs_wait_for_those_that_write_what_they_read(self) -> None:
        """A view of KPIs waits for them, a view of events does not."""
        text = "views: {weekly: {from: gold.kpi_daily}}\n" + MINIMAL

        jobs = {job.name: job.after for job in reading(text).pipelines[0].jobs}

        self.assertEqual(
            list(jobs), ["ingest", "clean", "kpis", "attribution", "assignments", "health", "readout", "views"]
        )
        self.assertEqual(jobs["views"], ("kpis",))
        self.assertEqual(jobs["kpis"], ("clean",))

    def test_the_reference_can_be_read(self) -> None:
        """It holds every key."""
        specification = read(HOME / "docs" / "reference.yaml")

        settings = specification.pipelines[0].orchestration
        self.assertEqual((settings.runner, settings.slo, settings.share.cpu), ("spark_k8s", timedelta(minutes=30), 4))
        self.assertEqual((settings.executors.number, settings.executors.share.heap), (4, "4608m"))
        self.assertEqual(specification.maintain, "0 3 * * 0")

    def test_the_environment_fills_in(self) -> None:
        """As the jar does it."""
        text = MINIMAL + "    schedule: ${JOY_TEST_SCHEDULE:-40 minutes}\n"
        self.assertEqual(reading(text).pipelines[0].schedule, "40 minutes")
        os.environ["JOY_TEST_SCHEDULE"] = "1 day"
        self.addCleanup(os.environ.pop, "JOY_TEST_SCHEDULE")
        self.assertEqual(reading(text).pipelines[0].schedule, "1 day")

    def test_a_mistake_is_told_with_its_place_and_its_mend(self) -> None:
        """A DAG's import error is read by whoever wrote the specification."""
        for text, message in {
            "a: [": "is not YAML",
            "lake: x\n": "declares no sources or no pipelines",
            MINIMAL + BOMB: "more than 100000 values; aliases of aliases",
            MINIMAL + "more: &more [*more]\n": "nested deeper than 40 levels",
            MINIMAL + "bots: !include bots.yaml\n": "line 5: a tag is not allowed",
            MINIMAL + "  food: {owner: x}\n": "line 5: food is given twice",
            MINIMAL + "bots: {<<: word}\n": "line 5: '<<' merges one map",
        }.items():
            with self.subTest(message), self.assertRaisesRegex(SpecificationError, message):
                reading(text)
        for text, message in {
            MINIMAL.replace("owner: data@example.com", "schedule: 1 day"): "pipelines.food.owner is missing",
            MINIMAL + "    orchestration: {slo: 30}\n": "orchestration.slo: '30' is not a duration; write",
            MINIMAL + "    orchestration: {resources: {memory: much}}\n": "memory: 'much' is not a size; write",
            MINIMAL + "    jobs: {kpi: }\n": "unknown job kpi; the jobs are ingest, clean",
            MINIMAL + "    jobs: [kpis]\n": "pipelines.food cannot be read",
            MINIMAL + "    schedule: ${JOY_TEST_UNSET}\n": "food.schedule: the environment variable JOY_TEST_UNSET",
            MINIMAL + "    jobs: {clean: {reads: [gold.kpi_daily]}, kpis: }\n": "clean, kpis wait for each other",
        }.items():
            with self.subTest(message):
                specification = reading(text + "  other: {owner: data@example.com}\n")

                self.assertRegex(specification.broken["food"], message)
                self.assertEqual([pipeline.name for pipeline in specification.pipelines], ["other"])
        with self.assertRaisesRegex(SpecificationError, "No such file.*set JOY_SPEC"):
            read(Path("nowhere.yaml"))

    def test_names_and_values_are_what_the_jar_reads(self) -> None:
        """The table is the jar's, which a test of it writes; YAML 1.1 makes booleans, numbers and times of most."""
        table = HOME / "jobs" / "src" / "test" / "resources" / "scalars.yaml"
        expected = json.loads((table.parent / "scalars.json").read_text(encoding="utf-8"))

        self.assertEqual(parsed(table.read_text(encoding="utf-8")), expected)
        self.assertGreater(len(expected["values"]), 30)

    def test_pipelines_of_odd_names_do_not_stop_the_others(self) -> None:
        """Off and no are names like others; 010 and 1.10 the jar refuses too."""
        text = MINIMAL + "".join(
            f"  {name}: {{owner: data@example.com}}\n" for name in ("off", "no", "010", "1.10", "NO")
        )

        specification = reading(text)

        self.assertEqual([pipeline.name for pipeline in specification.pipelines], ["food", "off", "no"])
        self.assertEqual(list(specification.broken), ["010", "1.10", "NO"])

    def test_pipelines_that_share_a_source_share_a_pool(self) -> None:
        """Directly or through a third."""
        sources = {"a": ("x", "y"), "b": ("y", "z"), "c": ("z",), "d": ("w",)}
        self.assertEqual(group_of("a", sources), {"x", "y", "z"})
        self.assertEqual(group_of("d", sources), {"w"})
        (pipeline,) = reading(MINIMAL).pipelines
        self.assertEqual(
            [pool(pipeline, job) for job in ("ingest", "all", "kpis")],
            ["joy_source_app", "joy_source_app", "joy_job_kpis"],
        )


if __name__ == "__main__":
    unittest.main()
