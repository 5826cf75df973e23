"""A Trino of one's own on the loopback, a single node."""

import json
import os
from pathlib import Path
from urllib.request import Request, urlopen

from server import Server

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


class Trino(Server):
    """A node with some catalogs in an empty folder."""

    start = 600
    grace = 60

    def __init__(self, folder: Path, programs: Path, catalogs: dict[str, str]) -> None:
        """Write the configuration, for each catalog the text of its file."""
        super().__init__(folder, programs)
        if java := os.environ.get("TRINO_JAVA_HOME"):
            self.environment |= {"JAVA_HOME": java, "PATH": f"{java}/bin{os.pathsep}{self.environment['PATH']}"}
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

    def command(self) -> list[str | Path]:
        """Give the command line of the node."""
        return [self.programs / "bin" / "launcher", "run", "--etc-dir", self.folder / "etc"]

    def is_ready(self) -> bool:
        """Tell whether it takes statements."""
        return not self.answer("info")["starting"]

    def answer(self, path: str, statement: str | None = None) -> Value:
        """Give an answer of the API, to a statement where one is given."""
        url = path if path.startswith("http") else f"{self.address}/v1/{path}"
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
