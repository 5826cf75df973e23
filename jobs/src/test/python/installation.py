"""Airflow as own processes on the loopback: api-server, dag-processor, scheduler, triggerer, and PostgreSQL."""

import json
import os
import secrets
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from postgres import Postgres, free_port

PARTS = {
    "api-server": (),
    "dag-processor": (),
    "scheduler": ("--skip-serve-logs",),
    "triggerer": ("--skip-serve-logs",),
}
GRACE = 20

Answer = dict[str, "Answer"] | list["Answer"] | str | int | None


class Installation:
    """An Airflow of its own in an empty folder, with the programs of `programs`; runs while it is entered."""

    def __init__(self, folder: Path, programs: Path, settings: dict[str, str]) -> None:
        """Take more of Airflow's settings, and what else tasks find in their environment."""
        self.folder = folder
        self.programs = programs
        self.database = Postgres()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.admin = {"username": "admin", "password": secrets.token_hex()}
        self.address = f"http://127.0.0.1:{free_port()}"
        self.passwords = folder / "passwords.json"
        self.environment = (
            os.environ
            | settings
            | {
                "PATH": f"{programs}:{os.environ['PATH']}",
                "AIRFLOW_HOME": str(folder),
                "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"postgresql+psycopg2://{self.database.address}",
                "AIRFLOW__API__HOST": "127.0.0.1",
                "AIRFLOW__API__PORT": self.address.rpartition(":")[2],
                "AIRFLOW__API__WORKERS": "1",
                "AIRFLOW__API__SECRET_KEY": secrets.token_hex(),
                "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
                "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.address}/execution/",
                "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
                "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.passwords),
            }
        )

    def __enter__(self) -> Self:
        """Start everything; returns when all parts are healthy."""
        self.folder.mkdir(parents=True)
        self.passwords.touch(0o600)
        self.passwords.write_text(json.dumps({"admin": self.admin["password"]}), encoding="utf-8")
        self.database.__enter__()
        try:
            self.run("db", "migrate")
            for part in PARTS:
                self.start(part)
            self.wait("all parts are healthy", self.is_healthy)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop everything."""
        self.stop()

    def start(self, part: str) -> None:
        """Start a part; its words go into a file in the folder."""
        with (self.folder / f"{part}.log").open("ab") as log:
            self.parts[part] = subprocess.Popen(
                [self.programs / "airflow", part, *PARTS[part]],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def kill(self, part: str) -> None:
        """End a part and the tasks that it runs at once, as when its machine is lost."""
        end(self.family(part))
        self.parts[part].wait()

    def family(self, part: str) -> list[int]:
        """Give a part's process and all that come from it."""
        table = subprocess.run(["ps", "-eo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
        parents = {int(process): int(parent) for process, parent in map(str.split, table.splitlines())}
        found = [self.parts[part].pid] if self.parts[part].poll() is None else []
        for each in found:
            found.extend(process for process, parent in parents.items() if parent == each)
        return found

    def stop(self) -> None:
        """Ask each part to end, then end what is left."""
        families = [process for part in self.parts for process in self.family(part)]
        for process in self.parts.values():
            process.terminate()
        for process in self.parts.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
        end(families)
        self.database.__exit__(None, None, None)

    def run(self, *arguments: str) -> str:
        """Run Airflow's command line; give what it prints."""
        command = [self.programs / "airflow", *arguments]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"airflow {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-3000:]}")
        return done.stdout

    def is_healthy(self) -> bool:
        """Tell whether each part gives signs of life; the triggerer is one of them."""
        parts = self.ask("monitor/health")
        return all(part["status"] == "healthy" for part in parts.values())

    def ask(self, path: str) -> Answer:
        """Give an answer of the public API."""
        token = self.fetch("auth/token", body=self.admin)["access_token"]
        return self.fetch(f"api/v2/{path}", {"Authorization": f"Bearer {token}"})

    def fetch(self, path: str, headers: dict[str, str] | None = None, body: Answer = None) -> Answer:
        """Give the answer to a GET, or to a POST where there is a body."""
        data = json.dumps(body).encode() if body else None
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/{path}", data, kind | (headers or {}))
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def wait(self, what: str, condition: Callable[[], bool], seconds: int = 300) -> None:
        """Wait until a condition holds; an API that does not answer yet is asked again."""
        end = time.monotonic() + seconds
        answer = ""
        while time.monotonic() < end:
            try:
                if condition():
                    return
            except OSError as failure:
                answer = f" The API: {failure}."
            time.sleep(1)
        raise AssertionError(f"{seconds} s have passed, and not yet: {what}.{answer} See the logs in {self.folder}")


def end(processes: list[int]) -> None:
    """Kill processes; one that has ended by itself is no harm."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
