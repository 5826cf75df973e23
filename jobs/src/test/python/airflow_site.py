"""A real Airflow with SQLite on the loopback: its DAGs are parsed once, and its API answers."""

import json
import secrets
import urllib.request
from pathlib import Path

from server import Server

Answer = dict[str, "Answer"] | list["Answer"] | str | int | None


class Airflow(Server):
    """An API server in an empty folder."""

    def __init__(self, folder: Path, programs: Path, settings: dict[str, str]) -> None:
        """Take more of Airflow's settings, and what else the DAGs find in their environment."""
        super().__init__(folder, programs)
        self.password = secrets.token_hex()
        passwords = folder / "passwords.json"
        self.environment |= settings | {
            "PATH": f"{programs}:{self.environment['PATH']}",
            "AIRFLOW_HOME": str(folder),
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": secrets.token_hex(),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        }
        folder.mkdir(parents=True)
        passwords.touch(0o600)
        passwords.write_text(json.dumps({"admin": self.password}), encoding="utf-8")

    def prepare(self) -> None:
        """Parse the DAGs."""
        self.run("airflow", "db", "migrate")
        self.run("airflow", "dags", "reserialize")

    def command(self) -> list[str | Path]:
        """Give the command line of the API; its worker ends with it."""
        return [self.programs / "airflow", "api-server"]

    def is_ready(self) -> bool:
        """Tell whether the API answers."""
        with urllib.request.urlopen(f"{self.address}/api/v2/version", timeout=5):
            return True

    def token(self) -> str:
        """Give a bearer token of the API."""
        body = json.dumps({"username": "admin", "password": self.password}).encode()
        request = urllib.request.Request(f"{self.address}/auth/token", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["access_token"]
