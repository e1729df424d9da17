"""Claims about the HTTP edge: sizes, headers, addresses, faults and the clock, some over a real socket."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn
from asked_pages import FORM, SENDER, count
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.response import Response
from web.app import create_app
from web.clock import REHEARSAL_CLOCK, RehearsalClockError, now

pytest_plugins = ("asked_pages",)


def test_every_answer_carries_the_strict_headers(browser, key):
    pages = [browser.get(path) for path in (f"/b/{key}", "/", "/healthz", "/b/x", "/static/dondoc.css", "/x")]
    pages.append(browser.post(f"/b/{key}", data={"a": "b"}))
    for page in pages:
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "noindex" in page.headers["x-robots-tag"]
        assert page.headers["cache-control"] == "no-store"


def test_a_fault_of_ours_tells_no_detail_and_keeps_the_headers(asked, data, key):
    (data / REHEARSAL_CLOCK).write_text("yesterday")
    page = TestClient(create_app(asked, SENDER, data), raise_server_exceptions=False).get(f"/b/{key}")
    assert page.status_code == 500
    assert "yesterday" not in page.text and "baocao@vpdp.example" in page.text
    assert page.headers["x-frame-options"] == "DENY"


def test_another_kind_of_body_is_refused(browser, key):
    assert browser.post(f"/b/{key}", json={}).status_code == 415
    assert browser.post(f"/b/{key}", content=b"x", headers={"content-type": "multipart/form-data"}).status_code == 400
    assert browser.post(f"/b/{key}", content=b"\xff\xfe=1", headers=FORM).status_code == 400


@pytest.fixture
def address(asked: Engine, data: Path) -> Iterator[str]:
    """The application behind a real socket."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(asked, SENDER, data), log_level="warning", access_log=False))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    running.join(10)


CHUNK, CHUNKS = b"a" * 65536, 160
LENGTHS = pytest.mark.parametrize(
    ("length", "most_read"), [({"content-length": str(len(CHUNK) * CHUNKS)}, 0), ({}, 16)], ids=["announced", "chunked"]
)


@LENGTHS
def test_ten_megabytes_are_refused_and_the_server_goes_on(address, key, asked, length, most_read):
    answer = httpx.post(f"{address}/b/{key}", content=(CHUNK for _ in range(CHUNKS)), headers=FORM | length, timeout=20)
    assert answer.status_code == 413
    assert "1 MB" in answer.text
    assert httpx.get(f"{address}/healthz").status_code == 200
    assert count(asked, Response) == 0


@LENGTHS
async def test_ten_megabytes_are_not_read_to_their_end(asked, data, key, length, most_read):
    read: list[int] = []

    async def body():
        for number in range(CHUNKS):
            read.append(number)
            yield CHUNK

    transport = httpx.ASGITransport(create_app(asked, SENDER, data))
    async with httpx.AsyncClient(transport=transport, base_url="http://office.example") as client:
        assert (await client.post(f"/b/{key}", content=body(), headers=FORM | length)).status_code == 413
    assert len(read) == most_read


def test_the_clock_is_the_rehearsals_while_its_file_is_there(tmp_path):
    (tmp_path / REHEARSAL_CLOCK).write_text("2023-03-10T09:00:00+07:00\n")
    assert now(tmp_path) == datetime(2023, 3, 10, 2, tzinfo=UTC)
    (tmp_path / REHEARSAL_CLOCK).write_text("2023-03-10T09:00:00")
    with pytest.raises(RehearsalClockError):
        now(tmp_path)
    (tmp_path / REHEARSAL_CLOCK).unlink()
    assert now(tmp_path).date() > date(2026, 1, 1)
