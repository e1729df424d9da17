"""The pages in a real browser without JavaScript, on a telephone: answering, correcting, reading, and by whom."""

from collections.abc import Iterator

import pytest
from asked_pages import ASKED_AT, PLAN, SENDER, key_of
from builders import email
from playwright.sync_api import Browser, BrowserContext, Page
from real_browser import audited, scrolls_sideways
from sqlmodel import col, select

from casework.answering import AnswerForm, read_form, submit_form
from casework.collecting import store_messages
from casework.compiling import compile_digest
from casework.docket import open_docket
from casework.filing import file_message
from casework.recording import Answer
from casework.understanding import read_message
from mail.inbox import Fetched
from models.contact import Contact, contacts_of, store_contact
from models.database import reading, writing
from models.digest import APPROVED
from models.message import unread_messages
from models.pen import open_items
from models.period import period_keyed
from models.plan import plan_named
from models.response import Response

pytest_plugins = ("asked_pages", "served_pages", "real_browser")
pytestmark = pytest.mark.browser

SEND = ".send button[value=send]"
TELEPHONE = {"width": 375, "height": 700}


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone whose browser runs no scripts."""
    context = chromium.new_context(viewport=TELEPHONE, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def key(asked) -> str:
    """The key of a ministry that leads three tasks and coordinates two."""
    with reading(asked) as session:
        return key_of(session, "bo-khcn")


@pytest.fixture
def lines(asked, key) -> list[int]:
    """The obligations on the page, those that the agency leads first."""
    with reading(asked) as session:
        form = read_form(session, SENDER, key, ASKED_AT)
    assert isinstance(form, AnswerForm)
    return [line.obligation_id for line in sorted(form.lines, key=lambda line: line.task.role != "lead")]


@pytest.fixture
def digest_key(asked) -> str:
    """The key of a reader of an approved digest."""
    with writing(asked) as session:
        docket = open_docket(session, plan_named(session, PLAN.name), ASKED_AT)
        digest = compile_digest(session, docket, period_keyed("2023-Q1"), "test")
        digest.state = APPROVED
        return SENDER.digest_key(digest.id, 1)


@pytest.fixture
def decisions(asked) -> dict[str, str]:
    """The addresses of two decisions: a head's consent, and whether a stranger wrote for an agency."""
    with writing(asked) as session:
        key = key_of(session, "bo-yt")
        contact = contacts_of(session, "bo-yt", ("answers",), ASKED_AT.date())[0]
        contact.consent = True
        head = store_contact(session, Contact(agency_id="bo-yt", role="head", name="", address="head@bo-yt.example"))
        form = read_form(session, SENDER, key, ASKED_AT)
        answers = [Answer(form.lines[0].obligation_id, "completed", 100, "Đã ban hành\nQuyết định số 12")]
        submit_form(session, SENDER, key, answers, ASKED_AT)
        consent = SENDER.head_key(form.request_id, head.id, 1)
        raw = email("I.2.a: đang thực hiện, đạt 40%.", "ai@gmail.example", SENDER.plus_address(key))
        store_messages(session, "box", [Fetched(1, 1, raw)], ASKED_AT)
        [message_id] = unread_messages(session)
        file_message(session, SENDER, read_message(session, SENDER, message_id), ASKED_AT)
        stranger = SENDER.pen_key(open_items(session)[0].id, contact.id)
    return {"consent": f"/consent/{consent}", "sender": f"/sender/{stranger}"}


def fill(page: Page, obligation: int, percent: str, result: str) -> None:
    """What an officer chooses and types for one task."""
    page.check(f"input[name=status-{obligation}][value=in_progress]")
    page.fill(f"#percent-{obligation}", percent)
    page.fill(f"#result-{obligation}", result)


def send(page: Page) -> None:
    with page.expect_navigation(wait_until="load"):
        page.click(SEND)


def said(asked) -> list[tuple[int, int, int | None, str]]:
    """What is on record: obligation, version, percent and result."""
    with reading(asked) as session:
        found = session.exec(select(Response).order_by(col(Response.id)))
        return [(one.obligation_id, one.version, one.percent, one.result) for one in found]


def test_an_officer_answers_two_tasks_sees_them_recorded_and_corrects_one(telephone, site, key, lines, asked) -> None:
    page, (first, second) = telephone.new_page(), lines[:2]
    page.goto(f"{site}/b/{key}")
    fill(page, first, "45 %", "Đã tổ chức 3 lớp tập huấn")
    fill(page, second, "10", "Đang lấy ý kiến")
    send(page)
    assert page.url.endswith("/recorded?n=2")
    assert "Đã tổ chức 3 lớp tập huấn" in page.inner_text("main") and "45%" in page.inner_text("main")
    page.click("a[role=button]")
    page.fill(f"#percent-{first}", "60")
    send(page)
    assert page.url.endswith("/recorded?n=1") and "60%" in page.inner_text("main")
    assert said(asked) == [
        (first, 1, 45, "Đã tổ chức 3 lớp tập huấn"),
        (second, 1, 10, "Đang lấy ý kiến"),
        (first, 2, 60, "Đã tổ chức 3 lớp tập huấn"),
    ]


def test_a_wrong_percent_keeps_what_was_typed_and_leads_to_the_field(telephone, site, key, lines, asked) -> None:
    page, (first, second) = telephone.new_page(), lines[:2]
    page.goto(f"{site}/b/{key}")
    fill(page, first, "150", "Đã xong phần một")
    fill(page, second, "20", "Đang làm")
    send(page)
    assert said(asked) == []
    assert (page.input_value(f"#percent-{first}"), page.input_value(f"#result-{first}")) == ("150", "Đã xong phần một")
    assert page.input_value(f"#result-{second}") == "Đang làm"
    page.click("[role=alert] a")
    assert page.url.endswith(f"#percent-{first}")
    page.fill(f"#percent-{first}", "50")
    send(page)
    assert [(obligation, percent) for obligation, _, percent, _ in said(asked)] == [(first, 50), (second, 20)]


def test_two_megabytes_in_a_field_are_refused_on_a_page_that_can_be_read(telephone, site, key, lines, asked) -> None:
    page = telephone.new_page()
    page.goto(f"{site}/b/{key}")
    fill(page, lines[0], "45", "Đã làm")
    page.set_default_timeout(60_000)  # a browser takes its time to lay out such a text
    page.evaluate("id => { document.getElementById(id).value = 'a'.repeat(2_000_000) }", f"result-{lines[0]}")
    send(page)
    assert "không quá 1 MB" in page.inner_text("main") and said(asked) == []


def test_going_back_and_sending_again_records_nothing_twice(telephone, site, key, lines, asked) -> None:
    page = telephone.new_page()
    page.goto(f"{site}/b/{key}")
    fill(page, lines[0], "45", "Đã làm")
    send(page)
    page.go_back()
    send(page)
    page.reload()
    assert len(said(asked)) == 1


def every_page(page: Page, site: str, key: str, digest_key: str, line: int, decisions: dict[str, str]) -> Iterator[str]:
    """Each page a reader can come to, in turn."""
    addresses = {"form": f"/b/{key}", "refusal": "/b/x", "home": "/", "digest": f"/d/{digest_key}"} | decisions
    for name, address in (addresses | {"colleagues": f"/b/{key}/colleagues"}).items():
        page.goto(site + address)
        yield name
    page.fill("#name", "Trần Thị B, Vụ Kế hoạch")
    with page.expect_navigation(wait_until="load"):
        page.click("text=Tạo đường dẫn")
    yield "colleagues fault"
    page.check("input[name=task] >> nth=0")
    with page.expect_navigation(wait_until="load"):
        page.click("text=Tạo đường dẫn")
    yield "colleagues link"
    page.goto(site + decisions["consent"])
    with page.expect_navigation(wait_until="load"):
        page.click("text=Gửi ý kiến")
    yield "no choice"
    page.check("input[value=decline]")
    page.fill("#remark", "Chưa có số văn bản")
    with page.expect_navigation(wait_until="load"):
        page.click("text=Gửi ý kiến")
    yield "decided"
    page.goto(f"{site}/b/{key}")
    fill(page, line, "150", "một từ dài " + "khôngcókhoảngtrống" * 20)
    send(page)
    yield "fault"
    page.fill(f"#percent-{line}", "50")
    page.set_input_files(f"#file-{line}", {"name": "bản ký.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    with page.expect_navigation(wait_until="load"):
        page.click("text=Lưu nháp")
    yield "draft"
    send(page)
    yield "recorded"


def test_nothing_is_asked_of_anybody_else_and_nothing_is_missing(
    telephone, site, key, digest_key, lines, decisions
) -> None:
    asked_for: list[tuple[str, int]] = []
    telephone.on("response", lambda response: asked_for.append((response.url, response.status)))
    failed: list[str] = []
    telephone.on("requestfailed", lambda request: failed.append(request.url))
    page = telephone.new_page()
    shown = list(every_page(page, site, key, digest_key, lines[0], decisions))
    assert len(shown) == 14 and failed == []
    assert [url for url, _ in asked_for if not url.startswith((f"{site}/", "data:"))] == []
    refused = [f"{site}/b/x", f"{site}/b/{key}/colleagues", site + decisions["consent"], f"{site}/b/{key}"]
    assert [url for url, status in asked_for if status >= 400] == refused


def test_no_page_scrolls_sideways_on_telephones_and_desks(telephone, site, key, digest_key, lines, decisions) -> None:
    page = telephone.new_page()
    wide = {
        (name, width)
        for name in every_page(page, site, key, digest_key, lines[0], decisions)
        for width in (320, 375, 768, 1280)
        if scrolls_sideways(page, width)
    }
    assert wide == set()


def test_a_digest_opens_by_its_key_and_a_key_of_another_kind_opens_none(telephone, site, key, digest_key) -> None:
    page = telephone.new_page()
    assert page.goto(f"{site}/d/{digest_key}").status == 200
    assert "Quý I/2023" in page.inner_text("h1, header") and page.locator("table").count() > 0
    assert page.goto(f"{site}/d/{key}").status == 404


def test_every_page_passes_the_accessibility_audit_by_day_and_by_night(
    chromium, site, key, digest_key, lines, decisions
) -> None:
    """The audit is a script of ours in the page, so that here scripts run; the pages themselves have none."""
    context = chromium.new_context(viewport=TELEPHONE, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    found = {
        (name, scheme): faults
        for name in every_page(page, site, key, digest_key, lines[0], decisions)
        for scheme in ("light", "dark")
        if (faults := audited(page, scheme))
    }
    context.close()
    assert found == {}


def test_the_form_can_be_filled_in_and_sent_with_the_keyboard_alone(telephone, site, key, lines, asked) -> None:
    page = telephone.new_page()
    page.goto(f"{site}/b/{key}")
    page.focus(f"input[name=status-{lines[0]}] >> nth=0")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.type("Đã làm bằng bàn phím")
    page.focus(SEND)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert [one[2:] for one in said(asked)] == [(30, "Đã làm bằng bàn phím")]


def test_a_file_and_a_draft_need_no_script(telephone, site, key, lines, asked) -> None:
    page, line = telephone.new_page(), lines[0]
    page.goto(f"{site}/b/{key}")
    fill(page, line, "45", "Đã làm")
    page.click(f"#task-{line} details summary")
    page.set_input_files(f"#file-{line}", {"name": "quyết định.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    with page.expect_navigation():
        page.click("text=Lưu nháp")
    assert page.input_value(f"#result-{line}") == "Đã làm" and said(asked) == []
    send(page)
    assert "quyết định.pdf" in page.inner_text("main") and "SHA-256" in page.inner_text("main")
    assert said(asked) == [(line, 1, 45, "Đã làm")]


def test_enter_in_a_field_sends_the_form(telephone, site, key, lines, asked) -> None:
    page, line = telephone.new_page(), lines[0]
    page.goto(f"{site}/b/{key}")
    fill(page, line, "45", "Đã làm")
    page.focus(f"#percent-{line}")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert page.url.endswith("/recorded?n=1") and len(said(asked)) == 1


def test_a_colleague_answers_on_the_link_that_he_was_given(telephone, site, key, lines, asked) -> None:
    page = telephone.new_page()
    page.goto(f"{site}/b/{key}/colleagues")
    page.fill("#name", "Trần Thị B")
    page.check(f"input[name=task][value='{lines[1]}']")
    with page.expect_navigation():
        page.click("text=Tạo đường dẫn")
    link = page.input_value("input[readonly]")
    page.goto(site + link.removeprefix(SENDER.web_url))
    fill(page, lines[1], "70", "Đã họp")
    send(page)
    assert said(asked) == [(lines[1], 1, 70, "Đã họp")]
