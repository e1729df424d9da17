"""A fixture: the pages on the asked plan, served on a port of loopback as they are in use."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from asked_pages import SENDER
from fastapi import FastAPI
from sqlalchemy import Engine

from web.app import create_app

START_SECONDS = 30


@pytest.fixture
def site(asked: Engine, data: Path) -> Iterator[str]:
    """The address of the running pages."""
    with served(create_app(asked, SENDER, data)) as address:
        yield address


@contextmanager
def served(application: FastAPI) -> Iterator[str]:
    """The address of the pages while they run."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
        listening.close()
