"""The image's files, laid out in a folder as the Dockerfile copies them."""

import os
import re
import shlex
import shutil
from pathlib import Path
from string import Template

HOME = Path(__file__).resolve().parents[4]


def instructions() -> list[tuple[str, str]]:
    """Give the Dockerfile's instructions with their arguments, lines joined."""
    text = re.sub(r"^#.*\n", "", (HOME / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def arguments() -> dict[str, str]:
    """Return the Dockerfile's build arguments with their defaults."""
    return dict(words.split("=", 1) for name, words in instructions() if name == "ARG")


def copied(**given: str) -> list[tuple[str, str]]:
    """Return what COPY copies and to which place; `given` are build arguments with other values than their defaults."""
    values = arguments() | given
    pairs = [shlex.split(words) for name, words in instructions() if name == "COPY"]
    return [(Template(source).substitute(values), place) for source, place in pairs]


def lay_out(root: Path, **given: str) -> None:
    """Do what COPY and ln do, below an empty folder; `given` are build arguments."""
    shutil.rmtree(root, ignore_errors=True)
    for source, place in copied(**given):
        target = root / place.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if (HOME / source).is_dir():
            shutil.copytree(HOME / source, target, copy_function=os.link)
        else:
            shutil.copy(HOME / source, target)
    for target, link in re.findall(r"ln -s (\S+) (\S+)", (HOME / "Dockerfile").read_text(encoding="utf-8")):
        (root / link.lstrip("/")).parent.mkdir(parents=True)
        (root / link.lstrip("/")).symlink_to(root / target.lstrip("/"))
