"""Claims about those who mean ill at the pages' door: foreign forms, floods, and clients that take their time."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import schemathesis
import uvicorn
from asked_pages import FORM, SENDER, count
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from cli.pages import config
from models.response import Response
from web import posted
from web.app import create_app
from web.limits import MINUTE, REMEMBERED, Allowance, HeaderDeadlineProtocol, outside

pytest_plugins = ("asked_pages",)

OWASP = {
    "content-security-policy": "frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "geolocation=()",
    "x-permitted-cross-domain-policies": "none",
    "x-dns-prefetch-control": "off",
    "cache-control": "no-store",
}
NOT_SENT = ("server", "x-powered-by", "set-cookie", "access-control-allow-origin")


def test_every_header_of_owasp_s_list_is_there_and_none_that_tells_of_us(browser, key):
    for path in ("/", f"/b/{key}", "/b/x", "/metrics", "/static/dondoc.css", "/nowhere", "/healthz"):
        headers = browser.get(path).headers
        assert [name for name, value in OWASP.items() if value not in headers.get(name, "")] == [], path
        assert [name for name in NOT_SENT if name in headers] == []


def test_over_tls_the_browser_is_told_to_stay_with_it(asked, data):
    app = create_app(asked, SENDER, data)
    assert "strict-transport-security" in TestClient(app, base_url="https://x.example").get("/").headers
    assert "strict-transport-security" not in TestClient(app, base_url="http://x.example").get("/").headers


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
]
OURS = [{}, {"sec-fetch-site": "same-origin", "origin": "null"}, {"sec-fetch-site": "none"}, {"origin": "null"}]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_that_another_site_sends_is_refused_and_records_nothing(browser, key, asked, headers):
    answer = browser.post(f"/b/{key}", content=b"status-1=completed", headers=FORM | headers)
    assert answer.status_code == 403 and "trang khác" in answer.text
    assert count(asked, Response) == 0


@pytest.mark.parametrize("headers", OURS)
def test_a_form_of_our_own_page_is_taken(browser, key, headers):
    assert browser.post(f"/b/{key}", content=b"a=b", headers=FORM | headers).status_code != 403


# -- floods


def test_an_address_that_asks_too_often_waits_a_minute_and_others_do_not():
    moment = [0.0]
    allowance = Allowance(reads=3, writes=1, clock=lambda: moment[0])
    assert [allowance.allows("192.0.2.1", "GET") for _ in range(4)] == [True, True, True, False]
    assert allowance.allows("192.0.2.2", "POST") and not allowance.allows("192.0.2.2", "POST")
    moment[0] = MINUTE
    assert allowance.allows("192.0.2.1", "GET")


def test_a_network_of_ipv6_counts_as_one_and_this_machine_is_never_shut_out():
    assert outside("2001:db8::1") == outside("2001:db8::ffff") != outside("2001:db8:0:1::1")
    assert [outside(one) for one in ("127.0.0.1", "::1", "testclient", "")] == [None] * 4


def test_a_flood_of_addresses_takes_no_more_memory_than_is_set():
    allowance = Allowance()
    for number in range(REMEMBERED + 500):
        allowance.allows(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "GET")
    assert len(allowance.taken) == REMEMBERED


def test_who_asks_too_often_is_told_when_to_come_back(asked, data, key):
    app = create_app(asked, SENDER, data, allowance=Allowance(reads=2, writes=0))
    client = TestClient(app, client=("192.0.2.1", 5))
    answers = [client.get(f"/b/{key}") for _ in range(3)] + [client.post(f"/b/{key}", data={"a": "b"})]
    assert [one.status_code for one in answers] == [200, 200, 429, 429]
    assert answers[-1].headers["retry-after"] == "60" and answers[-1].headers["x-frame-options"] == "DENY"


def test_the_figures_are_for_this_machine_alone(asked, data):
    app = create_app(asked, SENDER, data)
    assert TestClient(app, client=("192.0.2.1", 5)).get("/metrics").status_code == 404
    shown = TestClient(app, client=("127.0.0.1", 5)).get("/metrics").text
    assert 'dondoc_deliveries{state="queued"}' in shown and "dondoc_oldest_waiting_seconds" in shown
    assert 'dondoc_obligations{plan="ocop-2021-2025",state="due_to_ask"}' in shown
    assert "@" not in shown and "Bộ" not in shown


# -- clients that take their time


class Hurried(HeaderDeadlineProtocol):
    """The same, for a test that has not fifteen seconds."""

    seconds = 0.3


@pytest.fixture
def hurried(asked: Engine, data: Path) -> Iterator[tuple[str, int]]:
    """The pages as they are served, on a free port, with little patience."""
    served = config(create_app(asked, SENDER, data), 0)
    served.http_protocol_class = Hurried
    served.http = Hurried
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(served)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()
    server.should_exit = True
    running.join(10)


WHOLE = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow:", WHOLE + b"GET /hea"])
def test_a_client_that_never_says_what_it_wants_is_let_go(hurried, said):
    with socket.create_connection(hurried, timeout=10) as client:
        client.sendall(said)
        heard = b""
        while chunk := client.recv(65536):
            heard += chunk
    assert heard.count(b"200 OK") == said.count(WHOLE)


def test_a_body_that_trickles_is_given_up_and_nothing_is_recorded(hurried, key, asked, monkeypatch):
    monkeypatch.setitem(posted.SECONDS, posted.FORM, 0.3)
    head = f"POST /b/{key} HTTP/1.1\r\nHost: x\r\nContent-Type: {posted.FORM}\r\nContent-Length: 100\r\n\r\nstatus"
    with socket.create_connection(hurried, timeout=10) as client:
        client.sendall(head.encode())
        assert client.recv(65536).startswith(b"HTTP/1.1 408")
    assert count(asked, Response) == 0


# -- whatever the description of the pages allows


def test_nothing_that_the_description_allows_makes_a_fault_of_ours(asked, data, key):
    app = create_app(asked, SENDER, data)
    client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    for operation in schemathesis.openapi.from_dict(app.openapi()).get_all_operations():
        probe(operation.ok(), client, key)


BODIES = st.one_of(
    st.binary(max_size=200), st.dictionaries(st.text(), st.text()).map(lambda of: urlencode(of).encode())
)


def probe(operation, client: TestClient, key: str) -> None:
    """Requests to one operation as schemathesis draws them, with a key that opens it and with others."""

    @settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(), opens=st.booleans(), body=BODIES)
    def asked_for(case, opens: bool, body: bytes) -> None:
        path = operation.path.format(**{**case.path_parameters, "key": key}) if opens else case.formatted_path
        sent = {"headers": FORM, "content": body} if case.method == "POST" else {}
        answer = client.request(case.method, quote(path, safe="/%"), params=case.query, **sent)
        assert answer.status_code < 500, (case.method, path, body)
        assert answer.headers["x-content-type-options"] == "nosniff"

    asked_for()
