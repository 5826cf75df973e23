"""The image's files are enough to run `joy`: what the Dockerfile copies is laid out in a folder and started there."""

import shlex
import subprocess
import unittest

from image import HOME, instructions, lay_out

ROOT = HOME / "target" / "image-test"


class ImageTest(unittest.TestCase):
    """The Dockerfile, as far as it can be seen without an engine."""

    def test_the_files_of_the_image_run_joy(self) -> None:
        """The specification comes from outside, as a mount."""
        lay_out(ROOT)
        work = ROOT / "tmp"
        work.mkdir()

        done = subprocess.run(
            [ROOT / "usr/local/bin/joy", "validate", "--spec", HOME / "docs" / "minimal.yaml"],
            cwd=work,
            check=False,
            capture_output=True,
            text=True,
        )

        self.assertIn("valid. 1 pipeline,", done.stdout, done.stderr)
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
