"""A PostgreSQL of one's own on the loopback."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def free_port() -> int:
    """Give a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """A server in a temporary folder, open to who knows its password; while it is entered."""

    def __init__(self) -> None:
        """Choose folder, port and password. Root cannot own a server: nobody does then."""
        self.folder = Path(tempfile.mkdtemp(prefix="joy-postgres-"))
        self.port = free_port()
        self.password = secrets.token_hex()
        self.owner = "nobody" if os.geteuid() == 0 else None

    @property
    def address(self) -> str:
        """Where it is, without a driver's name."""
        return f"airflow:{self.password}@127.0.0.1:{self.port}/postgres"

    def run(self, *command: str) -> None:
        """Run one of PostgreSQL's programs as the owner."""
        subprocess.run(command, cwd=self.folder, user=self.owner, check=True, stdout=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        """Make the database and start the server; returns when it answers."""
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        if self.owner:
            for path in (self.folder, secret):
                os.chown(path, pwd.getpwnam(self.owner).pw_uid, -1)
        self.run("initdb", "-D", "data", "-U", "airflow", "-A", "scram-sha-256", "--pwfile", "password", "-E", "UTF8")
        place = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {FAST}"
        self.run("pg_ctl", "-D", "data", "-l", "log", "-o", place, "-w", "start")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the server and remove all of it."""
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)
