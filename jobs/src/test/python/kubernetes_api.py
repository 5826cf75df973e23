"""As much of Kubernetes' API as Spark's driver asks for, played by the test: the pods of a namespace, in memory.

A pod is started at once, as a process of this machine; a watch tells of nothing, so Spark learns of pods by listing.
"""

import json
import subprocess
import threading
import uuid
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from kubelet import ADDRESS, Kubelet, Object

NAMESPACE = "test"
# Where pods find the API.
WITHIN = "https://kubernetes.default.svc"


class Kubernetes:
    """A namespace whose pods may do what a role allows; it keeps the pods that were asked for, and what was refused."""

    def __init__(self, kubelet: Kubelet, role: Object) -> None:
        """Take what runs the pods, and the role that all of them have."""
        self.kubelet = kubelet
        self.allowed = {verb for rule in role["rules"] if "pods" in rule["resources"] for verb in rule["verbs"]}
        self.pods: dict[str, Object] = {}
        self.processes: dict[str, subprocess.Popen] = {}
        self.created: list[Object] = []
        self.refused: list[str] = []
        self.is_over = threading.Event()
        self.server = ThreadingHTTPServer((ADDRESS, 0), Requests)
        self.server.kubernetes = self

    def __enter__(self) -> "Kubernetes":
        """Begin to answer."""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End what still runs."""
        self.is_over.set()
        self.server.shutdown()
        self.server.server_close()
        for process in list(self.processes.values()):
            process.kill()
            process.wait()

    def start(self, pod: Object) -> subprocess.Popen:
        """Keep a pod and run it."""
        made = {"uid": str(uuid.uuid4()), "creationTimestamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        ready = {"phase": "Running", "podIP": ADDRESS, "conditions": [{"type": "Ready", "status": "True"}]}
        pod |= {"apiVersion": "v1", "kind": "Pod", "status": ready}
        pod["metadata"] |= made | {"namespace": NAMESPACE}
        name = pod["metadata"]["name"]
        self.pods[name] = pod
        self.processes[name] = self.kubelet.start(pod, {WITHIN: f"http://{ADDRESS}:{self.server.server_port}"})
        return self.processes[name]

    def end(self, name: str) -> Object:
        """Forget a pod and end its process."""
        self.processes[name].terminate()
        self.processes.pop(name).wait()
        return self.pods.pop(name)


class Requests(BaseHTTPRequestHandler):
    """The endpoints of pods, as rights name them."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answer a request of any method."""
        kubernetes, place = self.server.kubernetes, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        query = {name: values[0] for name, values in parse_qs(place.query).items()}
        resource, _, name = place.path.removeprefix(f"/api/v1/namespaces/{NAMESPACE}/").partition("/")
        verb = self.verb(name, query)
        if resource != "pods" or verb not in kubernetes.allowed:
            kubernetes.refused.append(f"{verb} {self.path}")
            self.fail(HTTPStatus.FORBIDDEN)
        elif name and name not in kubernetes.pods:
            self.fail(HTTPStatus.NOT_FOUND)
        else:
            getattr(self, verb)(name, query, body)

    do_GET = do_POST = do_DELETE = do_PATCH = do_PUT = answer  # noqa: N815 - http.server's names

    def verb(self, name: str, query: dict[str, str]) -> str:
        """Give the word that rights have for the request."""
        if self.command == "GET":
            return "watch" if query.get("watch") == "true" else "get" if name else "list"
        if self.command == "DELETE":
            return "delete" if name else "deletecollection"
        return {"POST": "create", "PATCH": "patch", "PUT": "update"}[self.command]

    def create(self, _name: str, _query: dict[str, str], body: bytes) -> None:
        """Start a pod."""
        pod = json.loads(body)
        self.server.kubernetes.created.append(pod)
        self.server.kubernetes.start(pod)
        self.send(HTTPStatus.CREATED, pod)

    def get(self, name: str, _query: dict[str, str], _body: bytes) -> None:
        """Tell of a pod."""
        self.send(HTTPStatus.OK, self.server.kubernetes.pods[name])

    def list(self, _name: str, query: dict[str, str], _body: bytes) -> None:
        """Tell of the pods that are asked for."""
        pods = [pod for pod in list(self.server.kubernetes.pods.values()) if is_chosen(pod, query)]
        head = {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}}
        self.send(HTTPStatus.OK, head | {"items": pods})

    def watch(self, _name: str, _query: dict[str, str], _body: bytes) -> None:
        """Tell of nothing for as long as the test runs; a plain 200 sends a client with a web socket here again."""
        if "Upgrade" in self.headers:
            self.send(HTTPStatus.OK, {})
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.server.kubernetes.is_over.wait()
        self.close_connection = True

    def delete(self, name: str, _query: dict[str, str], _body: bytes) -> None:
        """End a pod."""
        self.send(HTTPStatus.OK, self.server.kubernetes.end(name))

    def deletecollection(self, name: str, query: dict[str, str], body: bytes) -> None:
        """End the pods that are asked for."""
        for pod in list(self.server.kubernetes.pods.values()):
            if is_chosen(pod, query):
                self.server.kubernetes.end(pod["metadata"]["name"])
        self.list(name, query, body)

    def fail(self, status: HTTPStatus) -> None:
        """Say what is wrong in Kubernetes' words."""
        self.send(status, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": status})

    def send(self, status: HTTPStatus, answer: Object) -> None:
        """Send an object."""
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def is_chosen(pod: Object, query: dict[str, str]) -> bool:
    """Tell whether a pod has the labels and the name that are asked for, `name=value` or `name!=value`."""
    known = pod["metadata"].get("labels", {}) | {"metadata.name": pod["metadata"]["name"]}
    asked = [part for key in ("labelSelector", "fieldSelector") if key in query for part in query[key].split(",")]
    for name, _, value in (part.partition("=") for part in asked):
        if name.endswith("!") == (known.get(name.rstrip("!")) == value):
            return False
    return True
