"""The image's files, laid out in a folder as the Dockerfile copies them."""

import os
import re
import shlex
import shutil
from pathlib import Path

HOME = Path(__file__).resolve().parents[4]


def instructions() -> list[tuple[str, str]]:
    """Give the Dockerfile's instructions with their arguments, lines joined."""
    text = re.sub(r"^#.*\n", "", (HOME / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def lay_out(root: Path) -> None:
    """Do what COPY and ln do, below a folder that is made anew."""
    shutil.rmtree(root, ignore_errors=True)
    for name, words in instructions():
        if name == "COPY":
            source, place = shlex.split(words)
            target = root / place.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            if (HOME / source).is_dir():
                shutil.copytree(HOME / source, target, copy_function=os.link)
            else:
                shutil.copy(HOME / source, target)
    for target, link in re.findall(r"ln -s (\S+) (\S+)", (HOME / "Dockerfile").read_text(encoding="utf-8")):
        (root / link.lstrip("/")).parent.mkdir(parents=True)
        (root / link.lstrip("/")).symlink_to(root / target.lstrip("/"))
