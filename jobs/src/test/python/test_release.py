"""The release archive is reproducible, complete, and gets a newcomer to the KPIs of their own logs with Java alone."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

from launcher import QUICK

HOME = Path(__file__).resolve().parents[4]
ROOT = HOME / "target" / "release-test"
# Files of the archive that the build generates.
GENERATED = ["spark-joy.cdx.json", "classes/META-INF/THIRD-PARTY.txt"]
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

    def test_nothing_in_the_jar_is_from_this_build_alone(self) -> None:
        """Entries have the time of the release or of their library, and none names the machine that built it."""
        jar = HOME / "jobs" / "target" / "spark-joy.jar"
        an_hour_before = time.gmtime(jar.stat().st_mtime - 3600)[:6]
        paths = [str(HOME).encode(), str(Path.home() / ".m2").encode()]
        with zipfile.ZipFile(jar) as content:
            entries = content.infolist()
            ours = [entry for entry in entries if entry.filename.startswith("sparkjoy/")]
            notice = content.read("META-INF/NOTICE").decode("utf-8")
            named = [entry.filename for entry in entries if any(path in content.read(entry) for path in paths)]
        others = [(HOME / "jobs" / "target" / name).read_bytes() for name in GENERATED]

        self.assertEqual({entry.date_time for entry in ours}, {(2026, 1, 1, 0, 0, 0)})
        self.assertEqual([entry.filename for entry in entries if entry.date_time > an_hour_before], [])
        self.assertEqual(named, [])
        self.assertFalse(any(path in text for text in others for path in paths))
        # It is read and written as UTF-8, whatever the machine's character set is.
        self.assertIn("Copyright \u00a9 ", notice)

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


class LauncherTest(unittest.TestCase):
    """Without the right Java, the first command says what to do."""

    def test_a_missing_or_an_old_java_is_named_with_the_fix(self) -> None:
        """The version is read from the file `release` of the JDK, without starting it."""
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            (home / "bin").mkdir()
            shutil.copy(HOME / "bin" / "joy", home / "bin" / "joy")
            (home / "spark-joy.jar").touch()
            for version, name in (("1.8.0_452", "8"), ("11.0.27", "11")):
                java = self.jdk(home / name, version)
                self.assertIn(f"'{java}' is Java {name}, but joy needs 17 or later.", self.refusal(home, home / name))
            self.assertIn("Java was not found: '/nowhere/bin/java'", self.refusal(home, Path("/nowhere")))
            self.jdk(home / "17", "17.0.15")
            self.assertEqual(self.run_joy(home, home / "17").returncode, 0)

    @staticmethod
    def jdk(folder: Path, version: str) -> Path:
        """Make a folder that looks like a JDK."""
        java = folder / "bin" / "java"
        java.parent.mkdir(parents=True)
        java.write_text("#!/bin/sh\n", encoding="utf-8")
        java.chmod(0o755)
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n', encoding="utf-8")
        return java

    def refusal(self, home: Path, java_home: Path) -> str:
        """Return what is said where it does not start."""
        done = self.run_joy(home, java_home)
        self.assertEqual(done.returncode, 1)
        self.assertIn("set JAVA_HOME", done.stderr)
        return done.stderr

    @staticmethod
    def run_joy(home: Path, java_home: Path) -> subprocess.CompletedProcess[str]:
        """Start the launcher with a JAVA_HOME."""
        environment = {**os.environ, "JAVA_HOME": str(java_home)}
        return subprocess.run(
            [home / "bin" / "joy", "help"], env=environment, capture_output=True, text=True, check=False
        )


if __name__ == "__main__":
    unittest.main()
