"""A Trino of one's own on the loopback, a single node."""

import json
import os
import subprocess
import time
from contextlib import suppress
from http.client import RemoteDisconnected
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import Request, urlopen

from postgres import free_port

START = 600
GRACE = 60
HEADERS = {"X-Trino-User": "analyst", "X-Trino-Catalog": "lake"}
# Of the test's own; Trino asks for no more than these and a heap.
NODE = """\
node.environment=test
node.bind-ip=127.0.0.1
node.internal-address=127.0.0.1
node.data-dir={folder}/data
"""
SERVER = """\
coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port={port}
discovery.uri=http://127.0.0.1:{port}
"""

Value = dict[str, "Value"] | list["Value"] | str | float | None


class StatementError(Exception):
    """What Trino says of a statement that it does not carry out."""


class Trino:
    """A node with the installation of `programs` and some catalogs, in an empty folder; runs while it is entered."""

    def __init__(self, folder: Path, programs: Path, catalogs: dict[str, str]) -> None:
        """Choose the port and write the configuration, for each catalog the text of its file."""
        self.folder = folder
        self.programs = programs
        self.port = free_port()
        self.environment = dict(os.environ)
        if java := os.environ.get("TRINO_JAVA_HOME"):
            self.environment |= {"JAVA_HOME": java, "PATH": f"{java}/bin{os.pathsep}{os.environ['PATH']}"}
        files = {
            "node.properties": NODE.format(folder=folder),
            "config.properties": SERVER.format(port=self.port),
            "jvm.config": "-Xmx2g\n",
            **{f"catalog/{name}.properties": text for name, text in catalogs.items()},
        }
        for name, text in files.items():
            path = folder / "etc" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def __enter__(self) -> Self:
        """Start the node; returns when it takes statements."""
        with (self.folder / "server.log").open("wb") as log:
            command = [self.programs / "bin" / "launcher", "run", "--etc-dir", self.folder / "etc"]
            self.server = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the node."""
        self.stop()

    def stop(self) -> None:
        """Ask the node to end, then end it."""
        self.server.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.server.wait(GRACE)
        self.server.kill()
        self.server.wait()

    def wait(self) -> None:
        """Wait until the node has started; fail if it ends before."""
        end = time.monotonic() + START
        while self.server.poll() is None and time.monotonic() < end:
            with suppress(URLError, RemoteDisconnected):
                if not self.answer("info")["starting"]:
                    return
            time.sleep(1)
        raise AssertionError(f"Trino did not start: {(self.folder / 'server.log').read_text(errors='replace')[-3000:]}")

    def answer(self, path: str, statement: str | None = None) -> Value:
        """Give an answer of the API, to a statement where one is given."""
        url = path if path.startswith("http") else f"http://127.0.0.1:{self.port}/v1/{path}"
        content = None if statement is None else statement.encode()
        with urlopen(Request(url, content, HEADERS), timeout=180) as response:
            return json.load(response)

    def ask(self, statement: str) -> list[dict[str, Value]]:
        """Give the rows of a statement, by column; where it names no catalog, that is `lake`."""
        rows = []
        page = self.answer("statement", statement)
        while True:
            if "error" in page:
                raise StatementError(f"{page['error']['message']}: {statement}")
            names = [column["name"] for column in page.get("columns", [])]
            rows += [dict(zip(names, row, strict=True)) for row in page.get("data", [])]
            if "nextUri" not in page:
                return rows
            page = self.answer(page["nextUri"])
