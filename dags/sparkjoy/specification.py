"""The scheduler's part of pipelines.yaml. `joy validate` checks the file; this module reads only what Airflow needs."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from sparkjoy.dialect import DialectError, Tree, parsed

HOME = Path(os.environ.get("JOY_HOME", Path(__file__).resolve().parents[2]))
FILE = Path(os.environ.get("JOY_SPEC", HOME / "pipelines.yaml"))
CONTRACTS = json.loads(Path(__file__).with_name("contracts.json").read_text(encoding="utf-8"))

Made = TypeVar("Made")

NAME = re.compile(r"[a-z][a-z0-9_]*")
VARIABLE = re.compile(r"\$\$\{|\$\{(\w+)(?::-([^}]*))?\}")
DURATION = re.compile(r"(\d+) ?(s|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class SpecificationError(ValueError):
    """The specification is invalid. The message has the key, the value and how to fix it."""


@dataclass(frozen=True)
class Job:
    """A job with the tables that it reads and writes, as `layer.name`, and the names of the jobs before it."""

    name: str
    contract: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """The CPU and memory of a pod."""

    cpu: int
    memory_mib: int

    @property
    def heap(self) -> str:
        """The size of the heap, three quarters of the memory, in Java's format."""
        return f"{self.memory_mib * 3 // 4}m"

    @property
    def beside_heap(self) -> str:
        """The memory outside the heap, in Java's format."""
        return f"{self.memory_mib - self.memory_mib * 3 // 4}m"


@dataclass(frozen=True)
class Executors:
    """The executors of a run, each in a separate pod."""

    number: int
    share: Share


@dataclass(frozen=True)
class Orchestration:
    """How a scheduler runs a pipeline. docs/spec.md explains each key."""

    runner: str
    granularity: str
    tags: tuple[str, ...]
    retries: int
    retry_delay: timedelta
    timeout: timedelta
    slo: timedelta | None
    check: str | None
    image: str
    share: Share
    executors: Executors

    @property
    def in_pods(self) -> bool:
        """Whether each task runs in a separate pod."""
        return self.runner in ("kubernetes", "spark_k8s")

    @property
    def has_executors(self) -> bool:
        """Whether Kubernetes starts executors for this pod."""
        return self.runner == "spark_k8s"


@dataclass(frozen=True)
class Pipeline:
    """A pipeline. Its jobs are in dependency order. `group` is the same for all pipelines that share sources."""

    name: str
    owner: str
    schedule: str | None
    sources: tuple[str, ...]
    group: str
    jobs: tuple[Job, ...]
    orchestration: Orchestration


@dataclass(frozen=True)
class Specification:
    """All pipelines, the schedule of the maintenance, and the errors of pipelines that cannot be read, by name."""

    pipelines: tuple[Pipeline, ...]
    maintain: str | None
    broken: dict[str, str]


def read(file: Path = FILE) -> Specification:
    """Read a specification.

    The result is cached in this process until the file changes. Raises SpecificationError.
    """
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError as failure:
        raise SpecificationError(f"{file} cannot be read ({failure.strerror}); set JOY_SPEC to your file") from failure


@cache
def _read(file: Path, _changed: int) -> Specification:
    try:
        tree = parsed(file.read_text(encoding="utf-8"))
    except DialectError as failure:
        raise SpecificationError(f"{file} is not YAML; joy validate reports the line: {failure}") from failure
    if not isinstance(tree, dict) or not tree.get("pipelines") or not tree.get("sources"):
        raise SpecificationError(f"{file} declares no sources or no pipelines; joy validate reports what is missing")
    views = resolved(tree.get("views") or {}, "views")
    maintain = resolved((tree.get("retention") or {}).get("maintain"), "retention.maintain")
    has_models = bool((tree.get("models") or {}).get("sources"))
    broken: dict[str, str] = {}
    entries = _each(tree["pipelines"], _entry, broken)
    sources = _each(entries, lambda _, entry: tuple(entry.get("sources") or tree["sources"]), broken)
    pipelines = _each(
        entries, lambda name, entry: _pipeline(name, entry, views, sources, has_models=has_models), broken
    )
    return Specification(tuple(pipelines.values()), maintain or None, broken)


def _each(given: dict[str, Tree], make: Callable[[str, Tree], Made], broken: dict[str, str]) -> dict[str, Made]:
    """Apply a function to each pipeline. An error is recorded in `broken` and does not stop the others."""
    made: dict[str, Made] = {}
    for name, entry in given.items():
        try:
            made[name] = make(name, entry)
        except SpecificationError as failure:
            broken[name] = str(failure)
        except (AttributeError, KeyError, TypeError, ValueError) as failure:
            broken[name] = f"pipelines.{name} cannot be read ({failure}); joy validate reports the line"
    return made


def _entry(name: str, entry: Tree) -> Tree:
    where = f"pipelines.{name}"
    if not NAME.fullmatch(name):
        raise SpecificationError(f"{where}: {name!r} is not a name; write lower-case letters, digits and _")
    if not isinstance(entry, dict):
        raise SpecificationError(f"{where} is not a map; write its keys below it, such as owner: data@example.com")
    return resolved(entry, where)


def _pipeline(
    name: str, entry: Tree, views: Tree, sources: dict[str, tuple[str, ...]], *, has_models: bool
) -> Pipeline:
    where = f"pipelines.{name}"
    if not entry.get("owner"):
        raise SpecificationError(f"{where}.owner is missing; add whom to contact when the pipeline breaks")
    return Pipeline(
        name,
        entry["owner"],
        entry.get("schedule"),
        sources[name],
        min(group_of(name, sources)),
        jobs_of(entry.get("jobs") or {}, views, sources[name], has_models=has_models),
        _orchestration(entry.get("orchestration") or {}, f"{where}.orchestration"),
    )


def _orchestration(entry: Tree, where: str) -> Orchestration:
    known = CONTRACTS["orchestration"] | {key: value for key, value in entry.items() if value is not None}
    resources = CONTRACTS["orchestration"]["resources"] | (entry.get("resources") or {})
    executors = CONTRACTS["orchestration"]["executors"] | (entry.get("executors") or {})
    slo = known.get("slo")
    return Orchestration(
        str(known["runner"]),
        str(known["granularity"]),
        tuple(map(str, known["tags"])),
        int(known["retries"]),
        duration(known["retry_delay"], f"{where}.retry_delay"),
        duration(known["timeout"], f"{where}.timeout"),
        duration(slo, f"{where}.slo") if slo else None,
        known.get("check"),
        str(known["image"]),
        _share(resources, f"{where}.resources"),
        Executors(int(executors["number"]), _share(executors, f"{where}.executors")),
    )


def _share(entry: Tree, where: str) -> Share:
    return Share(int(entry["cpu"]), mebibytes(entry["memory"], f"{where}.memory"))


def group_of(pipeline: str, sources: dict[str, tuple[str, ...]]) -> set[str]:
    """Return the sources of a pipeline and of all pipelines that share a source with it, directly or through others."""
    group = set(sources[pipeline])
    while True:
        wider = group.union(*(names for names in sources.values() if group & set(names)))
        if wider == group:
            return group
        group = wider


def jobs_of(declared: Tree, views: Tree, sources: tuple[str, ...], *, has_models: bool = False) -> tuple[Job, ...]:
    """Return a pipeline's jobs in dependency order. `reads` and `writes` of an entry override the job's contract.

    There is a job `models` only if `models.sources` has entries.
    """
    unknown = sorted(set(declared) - set(CONTRACTS["jobs"]))
    if unknown:
        raise SpecificationError(f"unknown job {unknown[0]}; the jobs are {', '.join(CONTRACTS['jobs'])}")
    jobs = {}
    for name in [name for name in CONTRACTS["jobs"] if not declared or name in declared]:
        if name == "models" and not has_models:
            continue
        contract = CONTRACTS["jobs"][name]
        entry = declared.get(name) or {}
        reads, writes = contract["reads"], contract["writes"]
        if name == "ingest":
            reads = [f"logs.{source}" for source in sources]
        if name == "views":
            writes = [f"gold.{view}" for view in views]
            reads = [table for view in views.values() for table in view_inputs(view) if table not in writes]
        reads, writes = entry.get("reads") or reads, entry.get("writes") or writes
        jobs[name] = Job(name, contract["contract"], tuple(dict.fromkeys(reads)), tuple(writes))
    return in_order(jobs)


def view_inputs(view: Tree) -> list[str]:
    """Return the tables that a view reads: its `from` and the tables that it joins."""
    joins = [step["join"]["table"] for step in view.get("steps") or [] if "join" in step]
    return [view["from"], *joins]


def in_order(jobs: dict[str, Job]) -> tuple[Job, ...]:
    """Put each job after the jobs that write its inputs. Raises SpecificationError if jobs depend on each other."""
    waiting = {
        name: replace(
            job,
            after=tuple(other.name for other in jobs.values() if other != job and set(other.writes) & set(job.reads)),
        )
        for name, job in jobs.items()
    }
    ordered: dict[str, Job] = {}
    while waiting:
        ready = [job for job in waiting.values() if set(job.after) <= set(ordered)]
        if not ready:
            raise SpecificationError(
                f"the jobs {', '.join(waiting)} wait for each other; joy validate reports the cycle"
            )
        ordered[ready[0].name] = waiting.pop(ready[0].name)
    return tuple(ordered.values())


def duration(text: str, where: str) -> timedelta:
    """Read `40 minutes`, `2h` or `1 day`."""
    match = DURATION.fullmatch(str(text))
    if not match:
        raise SpecificationError(f"{where}: {text!r} is not a duration; write it like 40 minutes or 2h")
    return timedelta(**{UNITS[match[2][0]]: int(match[1])})


def mebibytes(text: str, where: str) -> int:
    """Read `4GiB` as 4096."""
    match = re.fullmatch(r"(\d+) ?(B|KiB|MiB|GiB)?", str(text))
    if not match:
        raise SpecificationError(f"{where}: {text!r} is not a size; write it like 4GiB")
    return int(match[1]) << {"GiB": 30, "MiB": 20, "KiB": 10}.get(match[2], 0) >> 20


def resolved(tree: Tree, where: str) -> Tree:
    """Replace ${NAME} and ${NAME:-default} with the values of environment variables."""
    if isinstance(tree, dict):
        return {key: resolved(value, f"{where}.{key}") for key, value in tree.items()}
    if isinstance(tree, list):
        return [resolved(value, where) for value in tree]
    return VARIABLE.sub(lambda match: _value(match, where), tree) if isinstance(tree, str) else tree


def _value(match: re.Match[str], where: str) -> str:
    if match[0] == "$${":
        return "${"
    value = os.environ.get(match[1]) or match[2]
    if value is None:
        raise SpecificationError(f"{where}: the environment variable {match[1]} is not set, and has no default")
    return value
