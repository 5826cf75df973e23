"""A Superset of one's own on the loopback, with its metadata in SQLite."""

import os
import secrets
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import requests
from postgres import free_port

START = 180
GRACE = 20

Answer = dict[str, "Answer"] | list["Answer"] | str | float | None


class Superset:
    """An empty Superset in an empty folder, with the programs of `programs`; runs while it is entered."""

    def __init__(self, folder: Path, programs: Path) -> None:
        """Choose port, key and password."""
        self.folder = folder
        self.programs = programs
        self.password = secrets.token_hex()
        self.port = free_port()
        self.session = requests.Session()
        self.environment = os.environ | {
            "SUPERSET_HOME": str(folder),
            "SUPERSET_SECRET_KEY": secrets.token_hex(),
            "FLASK_APP": "superset",
        }

    def __enter__(self) -> Self:
        """Make the metadata database and start the server; returns when its administrator has logged in."""
        self.folder.mkdir(parents=True)
        self.run("db", "upgrade")
        person = ("--username", "admin", "--firstname", "A", "--lastname", "B", "--email", "admin@example.com")
        self.run("fab", "create-admin", *person, "--password", self.password)
        self.run("init")
        with (self.folder / "server.log").open("ab") as log:
            command = [self.programs / "superset", "run", "-h", "127.0.0.1", "-p", str(self.port), "--with-threads"]
            self.server = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            self.log_in()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the server."""
        self.stop()

    def stop(self) -> None:
        """Ask the server to end, then end it."""
        self.session.close()
        self.server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.server.wait(GRACE)
        self.server.kill()
        self.server.wait()

    def run(self, *arguments: str) -> None:
        """Run Superset's command line."""
        command = [self.programs / "superset", *arguments]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"superset {arguments[0]} ended with {done.returncode}: {done.stderr[-3000:]}")

    def log_in(self) -> None:
        """Wait for the server, and let it know who asks."""
        end = time.monotonic() + START
        while self.server.poll() is None and time.monotonic() < end:
            with suppress(requests.ConnectionError):
                requests.get(f"http://127.0.0.1:{self.port}/health", timeout=30)
                break
            time.sleep(1)
        person = {"username": "admin", "password": self.password, "provider": "db"}
        token = self.post("security/login", json=person)["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.session.headers["X-CSRFToken"] = self.ask("security/csrf_token/")["result"]

    def ask(self, path: str) -> Answer:
        """Give an answer of the API."""
        return answer(self.session.get(f"http://127.0.0.1:{self.port}/api/v1/{path}", timeout=180))

    def post(self, path: str, **content: object) -> Answer:
        """Give the answer to what is sent to the API."""
        return answer(self.session.post(f"http://127.0.0.1:{self.port}/api/v1/{path}", timeout=180, **content))


def answer(response: requests.Response) -> Answer:
    """Give what a response holds; one that tells of an error raises it."""
    if not response.ok:
        raise AssertionError(f"{response.url} answered {response.status_code}: {response.text[:3000]}")
    return response.json()
