"""Lakes of each kind, and the page of `joy report --html` of each."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from launcher import QUICK

HOME = Path(__file__).resolve().parents[4]
WORK = HOME / "target" / "page-test"
SHOP = ["--spec", "examples/shop/pipelines.yaml"]
ENVIRONMENT = os.environ | {"JOY_LOGS": str(WORK / "logs"), "JOY_JAVA_OPTIONS": QUICK, "JOY_MEMORY": "1g"}
WELL = "event_time: {max_late: 5d}\n"
# The arms of the logs are 90 to 10, and nobody delivers for the second id.
TROUBLED = """\
sources:
  app: {path: "${JOY_LOGS}", silent_after: 1h, ids: [a7Kq2mXw9R, neverSeen99]}
experiments:
  home_ranking: {weights: [{from: 2026-03-01, arms: {Model_A: 50, Model_B: 50}}]}
"""
# A text that is not a number makes this metric fail when it is computed.
FAILING = """\
metrics:
  broken: {kind: mean, numerator: {action: order, value: CAST(event AS INT)}, window: 1d}
experiments:
  home_ranking: {metrics: [ctr, conversion, gmv, orders, broken]}
"""
DATA = re.compile(r'(<script type="application/json" id="data" data-encoding="json">)(.*?)(</script>)', re.DOTALL)


def joy(lake: str, *arguments: str, is_ok: bool = True, logs: str = "logs") -> str:
    """Run the launcher on a lake of the test; give what it prints."""
    done = subprocess.run(
        [HOME / "bin" / "joy", *arguments],
        cwd=HOME,
        env=environment(lake) | {"JOY_LOGS": str(WORK / logs)},
        check=is_ok,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def made(lake: str, more: str, logs: str = "logs") -> None:
    """Run the pipeline into a lake and write its page."""
    (WORK / f"{lake}.yaml").write_text(more, encoding="utf-8")
    joy(lake, "run", "all", *layers(lake), is_ok=False, logs=logs)
    written(lake)


def written(lake: str) -> None:
    """Write the page of a lake."""
    joy(lake, "report", "--html", str(WORK / f"{lake}.html"), *layers(lake))


def environment(lake: str) -> dict[str, str]:
    """Give the environment in which the launcher uses a lake of the test."""
    return ENVIRONMENT | {"JOY_LAKE": str(WORK / lake)}


def layers(lake: str) -> list[str]:
    """Give the options that name the specification of a lake."""
    return ["--spec", "pipelines.yaml", "--spec", str(WORK / f"{lake}.yaml")]


def make_all() -> None:
    """Make lakes and a page of each: well, with trouble or a failing metric, of one run on a day, empty, and large."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    joy("well", "generate", str(WORK / "logs"), "--events", "60000", "--days", "12")
    made("well", WELL)
    joy("well", "models", "load", "home_ranking", *SHOP, is_ok=False)
    written("well")
    made("troubled", TROUBLED)
    shutil.copytree(WORK / "well", WORK / "failing")
    made("failing", WELL + FAILING)
    joy("young", "generate", str(WORK / "day"), "--events", "300", "--days", "1")
    made("young", WELL, "day")
    joy("empty", "report", "--html", str(WORK / "empty.html"))
    classes = (HOME / "jobs" / "target" / "test.classpath").read_text(encoding="utf-8").strip()
    large = ["java", "-cp", classes, "sparkjoy.page.LargePage", WORK / "large.html"]
    subprocess.run(large, cwd=HOME / "jobs", check=True)


def asked(sql: str) -> list[dict[str, str]]:
    """Give the rows that `joy sql` prints."""
    return [json.loads(line) for line in joy("well", "sql", sql, "--json", "--limit", "10000").splitlines()]


def edited(file: str, edit: Callable[[str], str]) -> str:
    """Write a page whose data is another JSON text; give its file."""
    page = (WORK / file).read_text(encoding="utf-8")
    (WORK / "edited.html").write_text(
        DATA.sub(lambda found: found[1] + edit(found[2]) + found[3], page), encoding="utf-8"
    )
    return "edited.html"


def with_names(file: str, name: str) -> str:
    """Write a page whose services and sources have another name, as the page's own data has it."""
    return edited(file, lambda data: data.replace('"home_feed"', safe(json.dumps(name))))


def after_a_repair(file: str) -> str:
    """Write a page of a lake in which a run failed and a check was broken, before the runs that succeeded."""

    def repaired(data: str) -> str:
        document = json.loads(data)
        health = document["health"]
        runs = health["pipelines"][0]["runs"]
        runs.append(runs[-1] | {"runId": "failed-before", "status": "FAILED"})
        health["equations"][0]["broken"] = 1
        return safe(json.dumps(document))

    return edited(file, repaired)


def safe(data: str) -> str:
    """Write JSON as it may lie within a script element."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
