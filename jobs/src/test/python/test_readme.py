"""Every command of the README runs as written, and prints what the README says it prints."""

import os
import re
import subprocess
import unittest
from pathlib import Path

from launcher import QUICK

HOME = Path(__file__).resolve().parents[4]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Run ids and times differ from run to run; all else is the same for the same seed.
RUN_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")
NEXT = re.compile(r"^Next: +(bin/joy .+)$", re.MULTILINE)
STAGE_TIME = re.compile(r"^(ingest|clean|views|kpis|assignments) +[\d.]+", re.MULTILINE)


def masked(text: str) -> list[str]:
    """The lines of an output without what changes from run to run; blanks are folded, for numbers move columns."""
    text = STAGE_TIME.sub(r"\1", RUN_ID.sub("RUN", text))
    return [re.sub(r" +", " ", line).rstrip() for line in text.strip().splitlines()]


class ReadmeTest(unittest.TestCase):
    """The README is run from top to bottom."""

    maxDiff = None

    def test_every_command_prints_what_the_readme_says(self) -> None:
        """Commands of one block share a shell; the text block after it is what they printed."""
        blocks = BLOCK.findall((HOME / "README.md").read_text(encoding="utf-8"))
        self.written = {line for language, text in blocks if language == "sh" for line in text.splitlines()}
        commands = [index for index, (language, _) in enumerate(blocks) if language == "sh"]
        self.assertGreaterEqual(len(commands), 3)
        for index in commands:
            with self.subTest(command=blocks[index][1]):
                self.check(blocks[index][1], blocks[index + 1])

    def check(self, command: str, following: tuple[str, str]) -> None:
        """Runs a block, compares with the text after it, and runs the next commands that it prints and no block has."""
        output = self.run_in_shell(command)
        language, text = following
        if language == "text" and "spark-submit" not in text:
            expected = masked(text)
            self.assertEqual(masked(output)[-len(expected) :], expected)
        for suggested in NEXT.findall(output):
            if suggested not in self.written:
                self.run_in_shell(suggested)

    def run_in_shell(self, command: str) -> str:
        """Gives what a command that must succeed prints."""
        # As in a terminal: what one make tells another is none of the README's.
        terminal = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        done = subprocess.run(
            ["bash", "-euc", command],
            cwd=HOME,
            env=terminal | {"JOY_JAVA_OPTIONS": QUICK},
            capture_output=True,
            text=True,
            timeout=1200,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return done.stdout


if __name__ == "__main__":
    unittest.main()
