"""The page of a lake, served by `joy report --serve`."""

import os
import urllib.request
from pathlib import Path

from server import Server

# As the kernel writes them.
LISTENING = "0A"
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}


class Served(Server):
    """`joy report --serve`, while it is entered."""

    def __init__(self, folder: Path, launcher: Path, environment: dict[str, str], *options: str) -> None:
        """Choose what is served: options of `joy report`, or its environment."""
        super().__init__(folder, launcher.parent)
        self.environment = os.environ | environment
        self.options = options

    def command(self) -> list[str | Path]:
        """Give the command line of the server."""
        return [self.programs / "joy", "report", "--serve", str(self.port), *self.options]

    def is_ready(self) -> bool:
        """Tell whether it answers."""
        urllib.request.urlopen(self.address, timeout=120).close()
        return True

    def listens_at(self) -> set[str]:
        """Give the addresses of its port, as the kernel writes them in hexadecimal digits."""
        lines = [line for file in ["tcp", "tcp6"] for line in Path("/proc/net", file).read_text().splitlines()[1:]]
        local = [line.split()[1].split(":") for line in lines if line.split()[3] == LISTENING]
        return {address for address, port in local if int(port, 16) == self.port}
