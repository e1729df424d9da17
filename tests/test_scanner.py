"""The claim that a machine which opens every link, and posts every form empty or as it stands, changes nothing."""

from collections import deque
from pathlib import Path
from urllib.parse import urldefrag, urlparse

import pytest
from builders import ASK_DAY, SENDER, Desk, address_of, at, email, small_plan
from fastapi.testclient import TestClient
from page_forms import PageForm, PageRead
from sqlalchemy import Engine, text

from casework.compiling import compile_digest
from casework.sharing import share
from models.contact import Contact
from models.database import writing
from models.digest import APPROVED
from models.pen import PenItem
from models.period import period_keyed
from models.request import Request
from models.tables import ALL_TABLES
from web.app import create_app
from web.clock import REHEARSAL_CLOCK

FORM = {"content-type": "application/x-www-form-urlencoded"}
MOMENT = at(ASK_DAY, 11)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk with everything that has a page: answers, a draft, a colleague, a consent, a stranger, a digest."""
    desk = small_plan(engine).asked()
    desk.answer("I.1", "bo-a", result="Đã làm")
    desk.change(desk.one(Contact, agency_id="bo-b", role="answers"), consent=True)
    for agency_id, code, sender in (("bo-b", "I.1", address_of("bo-b")), ("tinh-x", "II.1", "ai@gmail.example")):
        desk.receive(email(f"{code}: đã hoàn thành.", sender, SENDER.plus_address(desk.key(agency_id))))
    return desk


@pytest.fixture
def browser(desk: Desk, tmp_path: Path):
    (tmp_path / REHEARSAL_CLOCK).write_text(MOMENT.isoformat())
    with TestClient(create_app(desk.engine, SENDER, tmp_path), follow_redirects=False) as client:
        number = desk.obligation("I.2", "bo-a")
        fields = {f"status-{number}": "in_progress", f"result-{number}": "nháp", "action": "draft"}
        files = {f"file-{number}": ("a.pdf", b"%PDF-1.4 x", "application/pdf")}
        client.post(f"/b/{desk.key('bo-a')}", data=fields, files=files)
        yield client


@pytest.fixture
def doors(desk: Desk, browser: TestClient) -> list[str]:
    """The addresses that letters name: of every kind of key."""
    request, head = desk.one(Request, agency_id="bo-b"), desk.one(Contact, agency_id="bo-b", role="head")
    contact = desk.one(Contact, agency_id="tinh-x", role="answers")
    with writing(desk.engine) as session:
        clerk = share(session, SENDER, desk.key("bo-a"), "Trần B", [desk.obligation("I.1", "bo-a")], MOMENT)
        digest = compile_digest(session, desk.docket(session, ASK_DAY), period_keyed("2023-Q1"), "test")
        digest.state = APPROVED
        keys = SENDER.clerk_key(clerk.id, clerk.contact_id, 1), SENDER.digest_key(digest.id, 1)
    return [
        f"/b/{desk.key('bo-a')}",
        f"/b/{desk.key('bo-b')}",
        f"/b/{keys[0]}",
        f"/d/{keys[1]}",
        f"/consent/{SENDER.head_key(request.id, head.id, 1)}",
        f"/sender/{SENDER.pen_key(desk.one(PenItem, state='open').id, contact.id)}",
        "/",
    ]


def everything(desk: Desk) -> dict[str, list]:
    """Every row of every table."""
    with desk.engine.connect() as connection:
        return {
            table.__tablename__: sorted(map(str, connection.execute(text(f"SELECT * FROM {table.__tablename__}"))))
            for table in ALL_TABLES
        }


def crawl(browser: TestClient, doors: list[str]) -> tuple[dict[str, str], list[PageForm]]:
    """Every page that can be come to from the doors by links, and every form on them."""
    pages: dict[str, str] = {}
    forms: list[PageForm] = []
    waiting = deque(doors)
    while waiting:
        address = urldefrag(waiting.popleft())[0]
        if address in pages or not address.startswith("/"):
            continue
        browser.head(address)
        page = browser.get(address)
        pages[address] = page.text if "html" in page.headers.get("content-type", "") else ""
        read = PageRead(pages[address])
        forms += read.forms
        waiting += [
            urlparse(link)._replace(scheme="", netloc="").geturl() for link in read.links if "mailto" not in link
        ]
    return pages, forms


def test_the_crawl_comes_to_every_kind_of_page(browser, doors):
    pages, forms = crawl(browser, doors)
    assert {page.split("/")[1] for page in pages} == {"", "b", "d", "consent", "sender"}
    assert any(page.endswith("/colleagues") for page in pages) and any("/files/" in page for page in pages)
    assert {form.action.split("/")[1] for form in forms} == {"b", "consent", "sender"}


def test_opening_every_link_changes_nothing(desk, browser, doors):
    before = everything(desk)
    crawl(browser, doors)
    assert everything(desk) == before


@pytest.mark.parametrize("as_it_stands", [False, True], ids=["empty", "as it stands"])
@pytest.mark.parametrize("with_files", [False, True], ids=["plain", "multipart"])
def test_posting_every_form_changes_nothing(desk, browser, doors, as_it_stands, with_files):
    before = everything(desk)
    for form in crawl(browser, doors)[1]:
        fields = form.values if as_it_stands else {}
        sent = {"files": {"x": ("", b"")}} if with_files else {"headers": {} if fields else FORM}
        assert browser.post(form.action, data=fields, **sent).status_code in (303, 422)
    assert everything(desk) == before
