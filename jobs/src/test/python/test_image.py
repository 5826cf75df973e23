"""The image's files are enough to run `joy`: what the Dockerfile copies is laid out in a folder and started there."""

import json
import os
import re
import socket
import subprocess
import unittest
import zipfile
from pathlib import Path

from image import HOME, arguments, copied, instructions, lay_out
from launcher import QUICK

ROOT = HOME / "target" / "image-test"
SMALL = "jobs/target/lib-small"


def file_name(part: dict) -> str:
    """Give the name of a component's jar, without its ending."""
    classifier = re.search(r"[?&]classifier=([^&]+)", part["purl"])
    return "-".join([part["name"], part["version"], *(classifier.groups() if classifier else ())])


def size(folder: Path) -> int:
    """Return the size of a folder's files in megabytes."""
    return sum(file.stat().st_size for file in folder.iterdir()) // 1_000_000


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
        sources = {source for source, _ in copied()} | {source for source, _ in copied(LIBRARIES=SMALL)}

        self.assertIn("*", ignored)
        self.assertEqual({line[1:] for line in ignored if line.startswith("!")}, sources)

    def test_the_image_is_pinned_and_not_root(self) -> None:
        """A number, for Kubernetes cannot tell of a name that it is not root's."""
        last = dict(instructions())
        bases = [words for name, words in instructions() if name == "FROM"]

        self.assertTrue(bases)
        for base in bases:
            self.assertRegex(base, r"^[a-z-]+:\d+\.\d+\.\d+\S*@sha256:[0-9a-f]{64}$")
        self.assertEqual(last["USER"], "10001:10001")
        self.assertEqual(last["ENTRYPOINT"], '["joy"]')

    def test_the_small_image_computes_every_table(self) -> None:
        """Logs, all jobs, a stream and a query work without the jars that it leaves out."""
        root = ROOT.with_name("image-test-small")
        lay_out(root, LIBRARIES=SMALL)
        joy, work = root / "usr/local/bin/joy", root / "tmp"
        work.mkdir()
        places = {"JOY_LOGS": str(work / "logs"), "JOY_LAKE": str(work / "lake")}
        environment = os.environ | places | {"JOY_JAVA_OPTIONS": QUICK, "JOY_MEMORY": "1g"}

        def run(*words: str) -> str:
            done = subprocess.run([joy, *words], cwd=work, env=environment, check=False, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr[-3000:])
            return done.stdout

        told = run("generate", str(work / "logs"), "--events", "200", "--days", "1")
        specification = ["--spec", str(root / "opt/joy/pipelines.yaml")]
        run("run", "all", *specification)
        run("stream", "--available-now", *specification)
        events = run("sql", "SELECT count(*) FROM silver.events", "--csv", *specification)

        self.assertEqual(events.split()[-1], re.search(r"(\d+) distinct events", told)[1])
        self.assertTrue(list(work.glob("lake/gold/kpi_daily/**/*.parquet")))
        megabytes = {folder: size(HOME / folder) for folder in (arguments()["LIBRARIES"], SMALL)}
        self.assertLess(megabytes[SMALL], megabytes[arguments()["LIBRARIES"]] - 100)

    def test_the_image_names_its_version_and_its_commit(self) -> None:
        """Whoever finds a container knows what runs there."""
        labels = dict(instructions())["LABEL"]

        self.assertIn('image.version="$VERSION"', labels)
        self.assertIn('image.revision="$REVISION"', labels)
        self.assertIn("ARG REVISION", (HOME / "Dockerfile").read_text(encoding="utf-8"))
        self.assertIn("--build-arg REVISION=$$(git rev-parse HEAD)", (HOME / "Makefile").read_text(encoding="utf-8"))

    def test_every_jar_has_its_licence_and_its_entry_in_the_bill_of_materials(self) -> None:
        """Also what is merged into the one jar."""
        lay_out(ROOT)
        with zipfile.ZipFile(ROOT / "opt/joy/jobs/target/spark-joy.jar") as jar:
            licences = jar.read("META-INF/THIRD-PARTY.txt").decode()
            own = jar.read("META-INF/LICENSE").decode()
            notice = jar.read("META-INF/NOTICE").decode()
        bom = json.loads((ROOT / "opt/joy/spark-joy.cdx.json").read_text(encoding="utf-8"))
        artifacts = {file_name(part): part["name"] for part in bom["components"]}
        jars = {path.stem for path in (ROOT / "opt/joy/jobs/target/lib").glob("*.jar")}

        self.assertGreater(len(jars), 100)
        self.assertEqual(jars - artifacts.keys(), set())
        self.assertEqual({jar for jar in jars if f":{artifacts[jar]}:" not in licences}, set())
        for artifact in ("s3", "hadoop-aws", "commons-cli", "delta-storage"):
            self.assertIn(f":{artifact}:", licences)
            self.assertIn(artifact, artifacts.values())
        self.assertNotIn("Unknown license", licences)
        self.assertIn("Apache License", own)
        self.assertIn("Copyright 2026 the authors of Spark Joy", notice)
        self.assertTrue((ROOT / "opt/joy/NOTICE").is_file())

    def test_a_server_that_does_not_answer_is_not_healthy(self) -> None:
        """A container that runs another verb has nothing to check."""
        lay_out(ROOT)
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            port = str(server.getsockname()[1])

            self.assertEqual(self.health("run", "all"), 0)
            self.assertNotEqual(self.health("serve", "--port", port), 0)
            server.listen()
            self.assertEqual(self.health("serve", "--port", port), 0)
            self.assertEqual(self.health("serve", f"--port={port}"), 0)

    def health(self, *words: str) -> int:
        """Run the health check beside a process with these arguments."""
        line = ROOT / "cmdline"
        line.write_bytes("\0".join(["java", "sparkjoy.Joy", *words, ""]).encode())
        check = json.loads(dict(instructions())["HEALTHCHECK"].split("CMD ")[1])
        return subprocess.run(
            [str(ROOT) + check[0], *check[1:]], env={"JOY_COMMAND_LINE": str(line)}, check=False, capture_output=True
        ).returncode


if __name__ == "__main__":
    unittest.main()
