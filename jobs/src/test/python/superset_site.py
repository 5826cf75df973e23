"""A Superset of one's own on the loopback, with its metadata in SQLite."""

import secrets
import signal
from pathlib import Path

import requests
from server import Server

Answer = dict[str, "Answer"] | list["Answer"] | str | float | None


class Superset(Server):
    """An empty Superset in an empty folder."""

    grace = 20
    ending = signal.SIGINT

    def __init__(self, folder: Path, programs: Path) -> None:
        """Choose key and password."""
        super().__init__(folder, programs)
        self.password = secrets.token_hex()
        self.session = requests.Session()
        self.environment |= {
            "SUPERSET_HOME": str(folder),
            "SUPERSET_SECRET_KEY": secrets.token_hex(),
            "FLASK_APP": "superset",
        }

    def prepare(self) -> None:
        """Make the metadata database and its administrator."""
        self.folder.mkdir(parents=True)
        self.run("superset", "db", "upgrade")
        person = ("--username", "admin", "--firstname", "A", "--lastname", "B", "--email", "admin@example.com")
        self.run("superset", "fab", "create-admin", *person, "--password", self.password)
        self.run("superset", "init")

    def command(self) -> list[str | Path]:
        """Give the command line of the server."""
        return [self.programs / "superset", "run", "-h", "127.0.0.1", "-p", str(self.port), "--with-threads"]

    def is_ready(self) -> bool:
        """Tell whether it answers and knows its administrator."""
        requests.get(f"{self.address}/health", timeout=30)
        self.log_in()
        return True

    def stop(self) -> None:
        """Close the connections too."""
        self.session.close()
        super().stop()

    def log_in(self) -> None:
        """Let the server know who asks."""
        person = {"username": "admin", "password": self.password, "provider": "db"}
        token = self.post("security/login", json=person)["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.session.headers["X-CSRFToken"] = self.ask("security/csrf_token/")["result"]

    def ask(self, path: str) -> Answer:
        """Give an answer of the API."""
        return answer(self.session.get(f"{self.address}/api/v1/{path}", timeout=180))

    def post(self, path: str, **content: object) -> Answer:
        """Give the answer to what is sent to the API."""
        return answer(self.session.post(f"{self.address}/api/v1/{path}", timeout=180, **content))


def answer(response: requests.Response) -> Answer:
    """Give what a response holds; one that tells of an error raises it."""
    if not response.ok:
        raise AssertionError(f"{response.url} answered {response.status_code}: {response.text[:3000]}")
    return response.json()
