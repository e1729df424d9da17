"""A server that takes every letter and keeps none: Postfix's smtp-sink, in a process of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mail.outbox import SmtpServer

PROGRAM = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"
BACKLOG = "512"


@contextmanager
def sink() -> Iterator[SmtpServer]:
    """The sink on a free port of this machine; raises FileNotFoundError when Postfix is not installed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    running = subprocess.Popen([PROGRAM, *user, f"127.0.0.1:{port}", BACKLOG])
    try:
        _until_it_listens(port)
        yield SmtpServer(host="127.0.0.1", port=port)
    finally:
        running.terminate()
        running.wait()


def _until_it_listens(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"smtp-sink does not listen on {port}")
