"""The release archive is reproducible, complete, and gets a newcomer to the KPIs of their own logs with Java alone."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from launcher import QUICK

HOME = Path(__file__).resolve().parents[4]
ROOT = HOME / "target" / "release-test"
# What a machine with Java has in any case: a shell and coreutils, tar and gzip to unpack.
TOOLS = ["bash", "env", "dirname", "readlink", "tar", "gzip", "sha256sum"]


def release(into: Path, umask: int) -> Path:
    """Pack the archive into a folder and return its path."""
    into.mkdir(parents=True)
    subprocess.run(
        [HOME / "bin" / "release", into], check=True, capture_output=True, preexec_fn=lambda: os.umask(umask)
    )
    (archive,) = into.glob("*.tgz")
    return archive


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class ReleaseTest(unittest.TestCase):
    """One archive for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        """Pack it."""
        shutil.rmtree(ROOT, ignore_errors=True)
        cls.archive = release(ROOT / "first", 0o022)

    @classmethod
    def tearDownClass(cls) -> None:
        """Give back a gigabyte."""
        shutil.rmtree(ROOT)

    def test_the_same_build_gives_the_same_bytes(self) -> None:
        """Independent of the folder, the umask and the times of files."""
        again = release(ROOT / "second", 0o077)

        self.assertEqual(digest(self.archive), digest(again))
        checksum = (ROOT / "first" / (self.archive.name + ".sha256")).read_text(encoding="utf-8")
        self.assertEqual(checksum.split(), [digest(self.archive), self.archive.name])

    def test_java_alone_gets_to_the_kpis_of_ones_own_logs_in_five_commands(self) -> None:
        """No Maven, no Python, no network; the commands run in one shell, in an empty folder."""
        logs = self.logs()
        work = ROOT / "newcomer"
        work.mkdir()
        commands = [
            f"tar -xzf {self.archive}",
            f"cd {self.archive.stem}",
            f"bin/joy init {logs} --into own.yaml",
            "bin/joy run all --spec own.yaml",
            "bin/joy report --spec own.yaml",
        ]

        output = self.run_alone(commands, work)

        self.assertLessEqual(len(commands), 5)
        self.assertIn("KPIs per day", output)
        truth = json.loads((logs / "truth.json").read_text(encoding="utf-8"))
        for day, facts in truth["days"].items():
            with self.subTest(day):
                (line,) = [line.split() for line in output.splitlines() if line.split()[:1] == [day]]
                self.assertEqual(int(line[5].replace(",", "")), facts["orders"])
        self.check_content(work / self.archive.stem)

    def logs(self) -> Path:
        """Generate logs that stand for the newcomer's own."""
        folder = ROOT / "own-logs"
        subprocess.run(
            [HOME / "bin" / "joy", "generate", folder, "--events", "3000", "--days", "1"],
            check=True,
            capture_output=True,
        )
        return folder

    def run_alone(self, commands: list[str], work: Path) -> str:
        """Run commands with Java and a few tools on the PATH, without a network if the machine allows that."""
        with tempfile.TemporaryDirectory() as tools:
            java = Path(shutil.which("java", path=f"{os.environ.get('JAVA_HOME', '')}/bin:{os.environ['PATH']}"))
            for program in [java, *(Path(shutil.which(name)) for name in TOOLS)]:
                (Path(tools) / program.name).symlink_to(program.resolve())
            alone = ["env", "-i", f"PATH={tools}", f"JOY_JAVA_OPTIONS={QUICK}"]
            shell = [*self.isolation(), *alone, "bash", "-euc", "\n".join(commands)]
            done = subprocess.run(shell, cwd=work, capture_output=True, text=True, timeout=600, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-1000:] + done.stderr[-2000:])
        return done.stdout

    @staticmethod
    def isolation() -> list[str]:
        """Return the prefix of a command that leaves only the loopback interface; empty where that is not allowed."""
        prefix = ["unshare", "--map-root-user", "--net", "bash", "-c", 'ip link set lo up && exec "$@"', "alone"]
        if shutil.which("unshare") is None or shutil.which("ip") is None:
            return []
        return prefix if subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode == 0 else []

    def check_content(self, root: Path) -> None:
        """Each file has its checksum; licences and the bill of materials are part of the archive."""
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=root, check=True)
        listed = {line.split(maxsplit=1)[1] for line in (root / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
        for file in ("bin/joy", "spark-joy.jar", "spark-joy.cdx.json", "THIRD-PARTY.txt", "LICENSE", "NOTICE"):
            self.assertIn(f"./{file}", listed)
        self.assertGreater(sum(name.startswith("./lib/") for name in listed), 100)


if __name__ == "__main__":
    unittest.main()
