"""A real Prefect server and one worker as children of this process, ended with it and leaving nothing behind."""

import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from flows.child_process import ROOT, Child, end
from language.wording import Wording, wording

DEPLOYMENTS = ROOT / "deployments" / "prefect.yaml"
POOL = "default"
LEASES = "prefect.server.concurrency.lease_storage.filesystem"
START_SECONDS = 120
PORTS = range(20_000, 32_000)
DEPLOY_SECONDS = 180
ATTEMPTS = 8
FINISHED = frozenset({"COMPLETED", "FAILED", "CANCELLED", "CRASHED"})


class PrefectFailedError(RuntimeError):
    """Prefect did not start, did not answer, or refused what it was asked; `sentence` says which, for people."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.say())
        self.sentence = sentence


@dataclass(frozen=True)
class RunState:
    """The state of a flow run: Prefect's type (`COMPLETED`, `FAILED`, …), name and message, and the run's id."""

    type: str
    name: str
    message: str
    run: str

    @property
    def completed(self) -> bool:
        return self.type == "COMPLETED"


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment.

    It lies below those that the system gives to outgoing connections (on Linux from 32768), so that none of these takes
    it before it is used.
    """
    return next(port for port in iter(_drawn, None) if not port_is_taken(port))


def _drawn() -> int:
    return PORTS.start + secrets.randbelow(len(PORTS))


def port_is_taken(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return False
    except OSError:
        return True


class PrefectServer:
    """A Prefect server with its own home, database and password under `folder`, running inside `with`.

    `port` 0 takes a free one. `environment` goes to the server, the worker and the flow runs, beside our own.
    """

    def __init__(self, folder: Path, port: int = 0, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.port = port or free_port()
        self.password = secrets.token_urlsafe(18)
        self._extra = dict(environment or {})
        self._children: list[Child] = []
        self._stopped = False

    @property
    def ui_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.ui_url}/api"

    @property
    def auth_string(self) -> str:
        """User and password, as Prefect's own page asks for them."""
        return f"dondoc:{self.password}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables with which a client process reaches this server, and no other."""
        return {
            "PREFECT_HOME": str(self.folder),
            "PREFECT_API_URL": self.api_url,
            "PREFECT_API_AUTH_STRING": self.auth_string,
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_CLI_PROMPT": "false",
            "PREFECT_WORKER_QUERY_SECONDS": "3",
            **self._extra,
        }

    @property
    def _server_environment(self) -> dict[str, str]:
        return {
            "PREFECT_SERVER_API_HOST": "127.0.0.1",
            "PREFECT_SERVER_API_PORT": str(self.port),
            "PREFECT_SERVER_API_AUTH_STRING": self.auth_string,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{self.folder / 'prefect.db'}",
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            # Slots outlive the server in its database: without leases on disk a killed server blocks a flow for good.
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": LEASES,
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 3600),
            **self.environment,
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def start(self) -> None:
        """Start the server and wait until it answers; PrefectFailedError says why it does not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if port_is_taken(self.port):
            raise PrefectFailedError(wording("Cổng {port} đã có chương trình khác sử dụng.", port=self.port))
        try:
            self._server()
            self._create_pool()
        except BaseException:
            self.stop()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End worker and server and whatever they started; may be called from another thread, and twice."""
        self._stopped = True
        end(self._children[1:])
        end(self._children[:1])

    def kill(self) -> None:
        """Kill server, worker and flow runs at once, as a power failure would."""
        self._stopped = True
        end(self._children, seconds=0)

    def kill_worker(self) -> None:
        """Kill the worker alone, leaving what it started, and start another."""
        self._children[-1].process.kill()
        self.start_worker()

    def kill_server(self) -> None:
        """Kill the server alone, and start it again on the same tables and port."""
        self._children[0].process.kill()
        self._children[0].process.wait()
        end(self._children[:1], seconds=0)
        del self._children[0]
        self._children.insert(0, self._server())
        self._children.pop()

    @property
    def ended(self) -> bool:
        """Whether one of the children has ended without being asked to."""
        return not self._stopped and any(child.ended for child in self._children)

    def deploy(self, file: Path = DEPLOYMENTS) -> None:
        """Deploy every deployment of `file`; PrefectFailedError says what Prefect answered."""
        deploying = self._child("deploy", ["--no-prompt", "deploy", "--all", "--prefect-file", str(file)])
        try:
            code = deploying.process.wait(DEPLOY_SECONDS)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            end([deploying], seconds=0)
            self._children.remove(deploying)
        if code != 0:
            said = deploying.last_words()
            raise PrefectFailedError(wording("Prefect không nhận lịch chạy: {said}", said=said))

    def pause_schedules(self) -> None:
        """Have no run start by itself: for a rehearsal, which starts each at its own time."""
        for deployment in self.call("POST", "/deployments/filter", {}):
            self.call("POST", f"/deployments/{deployment['id']}/pause_deployment")

    def start_worker(self, runs_at_once: int | None = None) -> None:
        """Start one more process worker; it takes the runs that are due from then on, at most so many at once."""
        limit = [] if runs_at_once is None else ["--limit", str(runs_at_once)]
        self._child("worker", ["worker", "start", "--pool", POOL, "--type", "process", *limit])

    def start_run(self, name: str, parameters: Mapping[str, Any] | None = None) -> str:
        """Hand the worker a run of the deployment `name`, now; the run's id. Flow and deployment share the name."""
        deployment = self.call("GET", f"/deployments/name/{name}/{name}")
        body = {"parameters": dict(parameters or {}), "idempotency_key": secrets.token_hex(16)}
        return str(self.call("POST", f"/deployments/{deployment['id']}/create_flow_run", body)["id"])

    def read_run(self, run: str) -> RunState:
        """The state of a run at this moment."""
        state = self.call("GET", f"/flow_runs/{run}")["state"]
        return RunState(state["type"], state["name"], state.get("message") or "", run)

    def run_deployment(self, name: str, parameters: Mapping[str, Any] | None = None, seconds: float = 300) -> RunState:
        """Run the deployment `name` through the worker and wait for its end."""
        run = self.start_run(name, parameters)
        deadline = time.monotonic() + seconds
        while (state := self.read_run(run)).type not in FINISHED:
            if time.monotonic() > deadline:
                raise PrefectFailedError(wording("Lần chạy {name} chưa kết thúc sau {n} giây.", name=name, n=seconds))
            time.sleep(0.3)
        return state

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """One call of Prefect's API; its JSON answer. PrefectFailedError when it is not one of success."""
        try:
            answer = self._ask(method, path, body)
        except httpx.HTTPError as error:
            raise PrefectFailedError(wording("Prefect không trả lời: {why}", why=type(error).__name__)) from error
        if answer.is_error:
            said = f"{answer.status_code} {answer.text[:300]}"
            raise PrefectFailedError(wording("Prefect từ chối {path}: {said}", path=path, said=said))
        return answer.json() if answer.content else None

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx.Response:
        user, _, password = self.auth_string.partition(":")
        for attempt in range(1, ATTEMPTS + 1):
            answer = httpx.request(method, self.api_url + path, json=body, auth=(user, password), timeout=60)
            # 503 is Prefect's word for "my SQLite is locked just now".
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or attempt == ATTEMPTS:
                break
            time.sleep(0.2 * attempt)
        return answer

    def _child(self, name: str, arguments: list[str], environment: Mapping[str, str] | None = None) -> Child:
        if self._stopped:
            raise PrefectFailedError(wording("Máy chủ Prefect đã dừng."))
        command = [sys.executable, "-m", "prefect", *arguments]
        child = Child(command, environment or self.environment, self.folder / f"{name}.log")
        self._children.append(child)
        return child

    def _server(self) -> Child:
        server = self._child("server", ["server", "start"], self._server_environment)
        self._wait_until_healthy(server)
        return server

    def _create_pool(self) -> None:
        if not self.call("POST", "/work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}}):
            self.call("POST", "/work_pools/", {"name": POOL, "type": "process"})

    def _wait_until_healthy(self, server: Child) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._healthy():
            if server.ended or time.monotonic() > deadline:
                said = server.last_words()
                raise PrefectFailedError(wording("Máy chủ Prefect không khởi động được: {said}", said=said))
            time.sleep(0.2)

    def _healthy(self) -> bool:
        try:
            return httpx.get(f"{self.api_url}/health", timeout=2).is_success
        except httpx.HTTPError:
            return False
