"""A real Airflow with SQLite on the loopback: its DAGs are parsed once, and its API answers."""

import json
import os
import secrets
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from postgres import free_port

Answer = dict[str, "Answer"] | list["Answer"] | str | int | None


class Airflow:
    """An API server in an empty folder, with the programs of `programs`; runs while it is entered."""

    def __init__(self, folder: Path, programs: Path, settings: dict[str, str]) -> None:
        """Take more of Airflow's settings, and what else the DAGs find in their environment."""
        self.folder = folder
        self.programs = programs
        self.address = f"http://127.0.0.1:{free_port()}"
        self.password = secrets.token_hex()
        passwords = folder / "passwords.json"
        self.environment = (
            os.environ
            | settings
            | {
                "PATH": f"{programs}:{os.environ['PATH']}",
                "AIRFLOW_HOME": str(folder),
                "AIRFLOW__API__HOST": "127.0.0.1",
                "AIRFLOW__API__PORT": self.address.rpartition(":")[2],
                "AIRFLOW__API__WORKERS": "1",
                "AIRFLOW__API__SECRET_KEY": secrets.token_hex(),
                "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
                "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
                "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
                "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
            }
        )
        folder.mkdir(parents=True)
        passwords.touch(0o600)
        passwords.write_text(json.dumps({"admin": self.password}), encoding="utf-8")

    def __enter__(self) -> Self:
        """Parse the DAGs and start the API; returns when it answers."""
        self.run("airflow", "db", "migrate")
        self.run("airflow", "dags", "reserialize")
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "airflow", "api-server"], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> None:
        """Ask it to end; its worker ends with it."""
        self.process.terminate()
        self.process.wait(30)

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of Airflow's environment."""
        command = [self.programs / program, *arguments]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"{program} {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-3000:]}")

    def wait(self, seconds: int = 180) -> None:
        """Wait until it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/api/v2/version", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"Airflow does not answer: see {self.folder / 'log'}")

    def token(self) -> str:
        """Give a bearer token of the API."""
        body = json.dumps({"username": "admin", "password": self.password}).encode()
        request = urllib.request.Request(f"{self.address}/auth/token", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["access_token"]
