"""The image's files are enough to run `joy`: what the Dockerfile copies is laid out in a folder and started there."""

import os
import re
import shlex
import shutil
import subprocess
import unittest
from pathlib import Path

HOME = Path(__file__).resolve().parents[4]
ROOT = HOME / "target" / "image-test"


def instructions() -> list[tuple[str, str]]:
    """Give the Dockerfile's instructions with their arguments, lines joined."""
    text = re.sub(r"^#.*\n", "", (HOME / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def laid_out() -> None:
    """Do what COPY and ln do, below a folder."""
    shutil.rmtree(ROOT, ignore_errors=True)
    for name, words in instructions():
        if name == "COPY":
            source, place = shlex.split(words)
            target = ROOT / place.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            if (HOME / source).is_dir():
                shutil.copytree(HOME / source, target, copy_function=os.link)
            else:
                shutil.copy(HOME / source, target)
    for target, link in re.findall(r"ln -s (\S+) (\S+)", (HOME / "Dockerfile").read_text(encoding="utf-8")):
        (ROOT / link.lstrip("/")).parent.mkdir(parents=True)
        (ROOT / link.lstrip("/")).symlink_to(ROOT / target.lstrip("/"))


class ImageTest(unittest.TestCase):
    """The Dockerfile, as far as it can be seen without an engine."""

    def test_the_files_of_the_image_run_joy(self) -> None:
        """The specification comes from outside, as a mount."""
        laid_out()
        work = ROOT / "tmp"
        work.mkdir()

        done = subprocess.run(
            [ROOT / "usr/local/bin/joy", "validate", "--spec", HOME / "docs" / "minimal.yaml"],
            cwd=work,
            check=False,
            capture_output=True,
            text=True,
        )

        self.assertIn("valid. 1 pipelines", done.stdout, done.stderr)
        self.assertEqual(list(work.iterdir()), [])

    def test_what_is_copied_is_not_ignored(self) -> None:
        """And nothing else is sent to the engine."""
        ignored = (HOME / ".dockerignore").read_text(encoding="utf-8").splitlines()
        copied = sorted(shlex.split(words)[0] for name, words in instructions() if name == "COPY")

        self.assertIn("*", ignored)
        self.assertEqual(sorted(line[1:] for line in ignored if line.startswith("!")), copied)

    def test_the_image_is_pinned_and_not_root(self) -> None:
        """A number, for Kubernetes cannot tell of a name that it is not root's."""
        last = dict(instructions())

        self.assertRegex(last["FROM"], r"^[a-z-]+:\d+\.\d+\.\d+\S+$")
        self.assertEqual(last["USER"], "10001:10001")
        self.assertEqual(last["ENTRYPOINT"], '["joy"]')


if __name__ == "__main__":
    unittest.main()
