"""A real MLflow on the loopback, and a gateway in front of it that can fail."""

import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from server import Server

API = "/api/2.0/mlflow/"
PAGE = 2
BROKEN = b'{"error": "CANARY-BODY"}'

Answer = dict[str, "Answer"] | list["Answer"] | str | int | None


class Registry(Server):
    """MLflow with SQLite in an empty folder."""

    def __init__(self, folder: Path, programs: Path) -> None:
        """Keep it from asking the network and from starting jobs."""
        super().__init__(folder, programs)
        self.environment |= {
            "PATH": f"{programs}:{self.environment['PATH']}",
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        }

    def prepare(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True)

    def command(self) -> list[str | Path]:
        """Give the command line of the server; its workers end with it."""
        place = ["--backend-store-uri", f"sqlite:///{self.folder}/mlflow.db", "--default-artifact-root", "s3://models"]
        served = ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--gunicorn-opts=--timeout=120"]
        return [self.programs / "mlflow", "server", *place, *served]

    def is_ready(self) -> bool:
        """Tell whether it answers."""
        with urllib.request.urlopen(f"{self.address}/health", timeout=5):
            return True

    def text(self, path: str) -> str:
        """Give the answer to a GET as it is."""
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            return answer.read().decode()

    def call(self, path: str, body: Answer, method: str = "POST") -> Answer:
        """Give the answer of the API."""
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + API + path, json.dumps(body).encode(), kind, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.read().decode()}") from refused

    def run(self, experiment: str, tags: dict[str, str]) -> str:
        """Make a training run that has ended; give its id."""
        listed = [{"key": key, "value": value} for key, value in tags.items()]
        run = self.call("runs/create", {"experiment_id": experiment, "tags": listed})["run"]["info"]["run_id"]
        measured = [{"key": "auc", "value": 0.81, "timestamp": 1, "step": 1}]
        given = [{"key": "depth", "value": "3"}, {"key": "db_password", "value": "CANARY-PARAM"}]
        self.call("runs/log-batch", {"run_id": run, "metrics": measured, "params": given})
        table = {"name": "gold.assignments", "digest": "1", "source_type": "delta", "source": '{"path": "x"}'}
        self.call("runs/log-inputs", {"run_id": run, "datasets": [{"dataset": table}]})
        self.call("runs/update", {"run_id": run, "status": "FINISHED", "end_time": 1772800000000})
        return run

    def version(self, model: str, source: str, run: str = "", logged: str = "") -> str:
        """Register a version of a run's files, or of a logged model; give its number."""
        tags = [
            {"key": "api_key", "value": "CANARY-TAG"},
            {"key": "docs", "value": "https://ann:CANARY-URL@example.com/notes"},
        ]
        body = {"name": model, "source": source, "run_id": run, "model_id": logged, "tags": tags}
        return self.call("model-versions/create", body)["model_version"]["version"]


class Gateway:
    """Gives a registry's lists two items a page; answers 500 to every page but the first while it is failing."""

    def __init__(self, registry: Registry) -> None:
        """Take a free port."""
        self.registry = registry
        self.is_failing = False
        self.asked: list[str] = []
        self.authorizations: set[str | None] = set()
        gateway = self

        class Forwarded(BaseHTTPRequestHandler):
            """One request."""

            def do_GET(self) -> None:
                """Answer it."""
                gateway.authorizations.add(self.headers["Authorization"])
                gateway.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Forwarded)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Give what the registry says, with its status."""
        path = request.path.replace("max_results=1000", f"max_results={PAGE}")
        self.asked.append(path)
        if self.is_failing and "page_token=" in path:
            status, body = 500, BROKEN
        else:
            try:
                status, body = 200, self.registry.text(path).encode()
            except urllib.error.HTTPError as refused:
                status, body = refused.code, refused.read()
        request.send_response(status)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def __enter__(self) -> Self:
        """Start to listen."""
        self.thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
