"""A PostgreSQL server for the tests alone: its own folder, a free port on loopback, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_server import free_port

# Debian keeps the server's programs out of the PATH.
DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=50",
    "listen_addresses=127.0.0.1",
)
START_SECONDS = 60


def program(name: str) -> str | None:
    """The path of one of the server's programs, the newest version's where the PATH has none."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True)
    return shutil.which(name) or next((str(path) for path in versions), None)


def missing() -> str | None:
    """What this machine lacks for a server, as one sentence; None when it can run one."""
    if absent := [name for name in ("initdb", "postgres") if program(name) is None]:
        return f"PostgreSQL's server programs are not here: {', '.join(absent)}"
    if os.geteuid() == 0 and account() is None:
        return "PostgreSQL refuses to run as root and this machine has no user to run it as (postgres or nobody)"
    return None


def account() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root. None: nobody suits."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def run_as(name: str) -> dict[str, object]:
    """The arguments for subprocess that change to this user; none when we are it already."""
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def running_server() -> Iterator[str]:
    """A started server; the value is its URL without a database name."""
    user = account()
    folder = Path(tempfile.mkdtemp(prefix="dondoc-postgresql-"))
    shutil.chown(folder, user)
    try:
        create_cluster(folder / "data", user)
        port = free_port()
        process = start(folder, user, port)
        try:
            wait_until_it_answers(process, port, folder / "log")
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)  # the fast shutdown: SIGTERM would wait for every client
            process.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_cluster(data: Path, user: str) -> None:
    arguments = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D", str(data)]
    subprocess.run([program("initdb"), *arguments], check=True, capture_output=True, cwd="/", **run_as(user))


def start(folder: Path, user: str, port: int) -> subprocess.Popen:
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    command = [program("postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **run_as(user))


def wait_until_it_answers(process: subprocess.Popen, port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "ready to accept connections" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.05)
