"""How tests start, await and stop a server of another project on the loopback."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from postgres import free_port

SHOWN = 3000


class Server:
    """A server with a folder of its own and the programs of `programs`; runs while it is entered."""

    start = 180
    """Most seconds until it answers."""
    grace = 30
    """Seconds to end by itself."""
    ending = signal.SIGTERM
    """What asks it to end."""

    def __init__(self, folder: Path, programs: Path) -> None:
        """Choose a port."""
        self.folder = folder
        self.programs = programs
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = dict(os.environ)

    def prepare(self) -> None:
        """Make what it needs before it starts."""

    def command(self) -> list[str | Path]:
        """Give the command line that runs it."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Tell whether it answers; OSError means that it does not yet."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Start it; returns when it answers."""
        self.prepare()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self.command(), env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop it."""
        self.stop()

    @property
    def log(self) -> Path:
        """The file with what it prints."""
        return self.folder / "server.log"

    def wait(self) -> None:
        """Wait until it answers; fail if it ends before."""
        end = time.monotonic() + self.start
        while self.process.poll() is None and time.monotonic() < end:
            with suppress(OSError):
                if self.is_ready():
                    return
            time.sleep(0.2)
        raise AssertionError(f"{type(self).__name__} does not answer: {self.log.read_text(errors='replace')[-SHOWN:]}")

    def stop(self) -> None:
        """Ask it to end, its workers with it; then end it."""
        self.process.send_signal(self.ending)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.grace)
        self.process.kill()
        self.process.wait()

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the programs to its end."""
        command = [self.programs / program, *arguments]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"{program} {arguments[0]} ended with {done.returncode}: {done.stderr[-SHOWN:]}")
