"""Claims about passing tasks on: a colleague's own link, what it opens, and whose answer the record says it was."""

import re

import pytest
from asked_pages import SENDER, count
from page_forms import PageRead
from sqlmodel import col, select
from test_page_files import file, rows, shown

from casework.authors import author_name
from models.answer_file import FileContent
from models.clerk import Clerk
from models.contact import Contact
from models.database import reading, writing
from models.event import Event
from models.letter import RECEIPT, Delivery, Letter
from models.official_report import OfficialReport
from models.request import Request
from models.response import Response

pytest_plugins = ("asked_pages",)


@pytest.fixture
def tasks(asked, key) -> list[int]:
    return [line.obligation_id for line in shown(asked, key).lines][:3]


@pytest.fixture
def clerk_key(browser, key, tasks) -> str:
    """The key of a colleague to whom two tasks were passed on."""
    browser.post(f"/b/{key}/colleagues", data={"name": "Trần Thị B", "task": [str(one) for one in tasks[:2]]})
    page = browser.get(f"/b/{key}/colleagues").text
    return re.search(r"/b/(c[^\"<]+)", page)[1]


def test_a_colleague_sees_only_what_was_passed_on(browser, clerk_key, tasks):
    page = browser.get(f"/b/{clerk_key}").text
    assert [f'id="task-{one}"' in page for one in tasks] == [True, True, False]
    assert "Trần Thị B" in page and "/colleagues" not in page


def test_the_record_says_who_answered_and_by_whom_he_was_asked(browser, asked, clerk_key, tasks):
    browser.post(f"/b/{clerk_key}", data={f"status-{one}": "completed" for one in tasks})
    found = rows(asked, Response)
    assert [one.obligation_id for one in found] == tasks[:2]
    with reading(asked) as session:
        said = author_name(session, found[0].by).say()
    assert said.startswith("Trần Thị B (được ")


def test_the_receipt_goes_to_the_registered_mailbox(browser, asked, clerk_key, tasks):
    browser.post(f"/b/{clerk_key}", data={f"status-{tasks[0]}": "completed"})
    with reading(asked) as session:
        letter = session.exec(select(Letter).where(Letter.kind == RECEIPT)).one()
        delivery = session.exec(select(Delivery).where(Delivery.letter_id == letter.id)).one()
        assert delivery.contact_id == session.exec(select(Clerk)).one().contact_id


def test_a_colleague_passes_nothing_on_and_signs_no_report(browser, asked, clerk_key):
    assert browser.get(f"/b/{clerk_key}/colleagues").status_code == 404
    assert browser.post(f"/b/{clerk_key}/colleagues", data={"name": "x", "task": "1"}).status_code == 404
    browser.post(f"/b/{clerk_key}", data={"report-number": "1/BC"}, files={"report-scan": file()})
    assert (count(asked, OfficialReport), count(asked, FileContent), count(asked, Clerk)) == (0, 0, 1)


def test_a_link_that_is_taken_back_is_gone(browser, asked, key, clerk_key):
    browser.post(f"/b/{key}/colleagues", data={"revoke": str(rows(asked, Clerk)[0].id)})
    assert browser.get(f"/b/{clerk_key}").status_code == 410


def test_revoking_the_request_revokes_its_colleagues(browser, asked, key, clerk_key):
    with writing(asked) as session:
        request = session.get_one(Request, rows(asked, Clerk)[0].request_id)
        request.key_version += 1
    assert browser.get(f"/b/{clerk_key}").status_code == 410


def test_another_requests_link_is_not_taken_back(browser, asked, key, clerk_key):
    with writing(asked) as session:
        clerk = session.exec(select(Clerk)).one()
        other = session.exec(select(Request).where(col(Request.id) != clerk.request_id)).first()
        contact = session.exec(select(Contact).where(Contact.agency_id == other.agency_id)).first()
        other_key = SENDER.request_key(other.id, contact.id, other.key_version)
    assert browser.post(f"/b/{other_key}/colleagues", data={"revoke": str(clerk.id)}).status_code == 404
    assert browser.get(f"/b/{clerk_key}").status_code == 200


@pytest.mark.parametrize(
    "fields", [{"name": "Trần Thị B"}, {"task": "1"}, {"name": "x" * 200, "task": "1"}, {"name": "A", "task": "99999"}]
)
def test_half_a_form_makes_no_link_and_comes_back_as_typed(browser, asked, key, fields):
    page = browser.post(f"/b/{key}/colleagues", data=fields)
    assert page.status_code == 422 and fields.get("name", "")[:100] in page.text
    assert count(asked, Clerk) == 0


def test_an_empty_form_makes_no_link(browser, asked, key, clerk_key):
    before = count(asked, Event)
    for form in PageRead(browser.get(f"/b/{key}/colleagues").text).forms:
        browser.post(form.action, data=form.values)
    assert (count(asked, Clerk), count(asked, Event)) == (1, before)
