"""Bad input of every kind: a clear sentence with the place and what to do, the rest goes on, nothing is lost."""

import json
import random
import shutil
import socket
from collections import Counter
from pathlib import Path

import httpx
import pytest
from asked_pages import FORM, PLAN, count
from builders import ASK_DAY, SENDER, at, email
from officer_at_work import spoil

from cli.up import prepare
from flows.brief_office import brief_office
from flows.collect_replies import UnreadMessagesError, collect_replies
from flows.deliver_messages import MailServerSilentError, MailServerUnreachableError, deliver_messages
from flows.installation import installation
from flows.prefect_server import free_port
from flows.request_reports import request_reports
from flows.visible import by_hand
from models.attempt import Attempt
from models.database import reading
from models.letter import QUEUED, SENT, UNCONFIRMED, Delivery
from models.message import Message, MessageRaw
from models.mode import trial_address
from models.pen import PenItem
from models.plan import all_plans
from models.response import Response
from models.standing import State
from rehearsal.faults.wires import DOT, Cut, Point, When, Wire
from rehearsal.letters_received import read_letter
from rehearsal.post_office import PostOffice
from settings import settings

pytest_plugins = ("asked_pages", "officer_at_work", "served_pages", "working_office")

PLAINLY = {
    "missing": (None, "Không có tệp này"),
    "empty": (b"", "Tệp rỗng"),
    "binary": (bytes(range(256)) * 8, "Tệp không phải văn bản"),
    "without a task table": ("Quyết định số 04/QĐ ngày 12 tháng 10 năm 2022.\n".encode(), "Không thấy bảng giao nhiệm"),
}


@pytest.fixture(params=PLAINLY.values(), ids=PLAINLY)
def decision(request: pytest.FixtureRequest, plans: Path) -> tuple[Path, str]:
    """The plan's document made unreadable, and the words for what is wrong with it."""
    content, why = request.param
    path = plans / PLAN.name / "decision.txt"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    return path, why


def test_a_document_that_cannot_be_read_is_said_with_its_place_and_what_to_do(dondoc, decision) -> None:
    path, why = decision
    code, said = dondoc("plan", "read", path, "--json")
    [problem] = [one for one in json.loads(said)["problems"] if why in one["why"]]
    assert (code, Path(problem["place"]).name) == (1, path.name)
    assert problem["proposal"].startswith(("Kiểm tra", "Thêm", "Lưu", "Ghi"))


def test_a_plan_with_such_a_document_is_not_loaded_and_says_so_once(dondoc, decision) -> None:
    _, why = decision
    code, said = dondoc("plan", "load", PLAN.name, "--json")
    loaded = json.loads(said)
    assert (code, loaded["plan"]) == (1, None)
    assert len([one for one in loaded["problems"] if why in one["why"]]) == 1
    assert json.loads(dondoc("plan", "show", "--json")[1]) == []


def test_a_missing_document_is_the_only_thing_said(dondoc, plans) -> None:
    (plans / PLAN.name / "decision.txt").unlink()
    assert len(json.loads(dondoc("plan", "load", PLAN.name, "--json")[1])["problems"]) == 1


def test_a_folder_that_is_not_there_is_said_in_one_sentence_with_what_to_do(dondoc) -> None:
    code, said = dondoc("plan", "load", "ke-hoach-khac", "--json")
    [problem] = json.loads(said)["problems"]
    assert code == 1 and "Không có thư mục" in problem["why"] and "plan.yaml" in problem["proposal"]


def test_a_plan_that_cannot_be_loaded_does_not_keep_the_others_from_it(dondoc, plans, capsys) -> None:
    shutil.copytree(PLAN, plans / "a-broken-one")
    (plans / "a-broken-one" / "decision.txt").write_bytes(b"")
    prepare(installation())
    said = capsys.readouterr().out
    with reading(installation().engine) as session:
        assert [plan.slug for plan in all_plans(session)] == [PLAN.name]
    assert "a-broken-one" in said and "Tệp rỗng" in said


def test_an_agency_that_the_directory_lacks_is_named_with_its_line_and_a_proposal(dondoc, plans) -> None:
    spoil(plans, "decision.txt", "Bộ Y tế", "Bộ Y tề")
    code, said = dondoc("plan", "load", PLAN.name, "--json")
    problems = [one for one in json.loads(said)["problems"] if one["text"] == "Bộ Y tề"]
    assert code == 1 and problems
    assert all(one["place"] and "Bộ Y tế (bo-yt)" in one["proposal"] for one in problems)


def test_a_mailbox_for_an_agency_that_nobody_knows_is_refused_in_one_sentence(dondoc) -> None:
    code, said = dondoc("contact", "set", "bo-la", "answers", "vanthu@bo-la.example")
    assert code != 0 and "bo-la" in said and "Traceback" not in said


async def test_a_contact_without_address_keeps_only_its_own_letters_back(dondoc, plans, monkeypatch) -> None:
    spoil(plans, "contacts.yaml", "address: vanthu@bo-yt.example, ", "")
    async with PostOffice() as office:
        monkeypatch.setenv("DONDOC_SMTP_PORT", str(office.smtp_port))
        code, said = dondoc("plan", "load", PLAN.name, "--json")
        problems = [(one["place"], one["why"]) for one in json.loads(said)["problems"]]
        assert (code, json.loads(said)["plan"]) == (1, PLAN.name)
        assert any("dòng" in place and "chưa có địa chỉ" in why for place, why in problems)
        await by_hand_in_turn(request_reports, brief_office, deliver_messages)
        [brief] = office.mailbox(trial_address(office_address()))
        assert len(office.addresses) > 60 and not office.mailbox(trial_address("vanthu@bo-yt.example"))
        assert "Bộ Y tế" in read_letter("", brief).text
        assert dondoc("contact", "set", "bo-yt", "answers", "vanthu@bo-yt.example")[0] == 0
        await by_hand_in_turn(request_reports, deliver_messages)
        assert len(office.mailbox(trial_address("vanthu@bo-yt.example"))) == 1


def office_address() -> str:
    return "chuyenvien@vpdp-ntm-tw.example"


async def by_hand_in_turn(*flows) -> None:
    for flow in flows:
        with by_hand():
            await flow.fn()


MALFORMED = (
    "x",
    "r1c1v1-",
    "r1c1v1-" + "a" * 26,
    "R" * 3000,
    "%00%ff",
    "r99999999999999999999c1v1-" + "a" * 26,
    "..%2f..",
)


@pytest.mark.parametrize("bad", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_key_opens_nothing_and_says_what_to_do(site, asked, bad) -> None:
    for method in ("GET", "POST"):
        page = httpx.request(method, f"{site}/b/{bad}", headers=FORM if method == "POST" else {}, content=b"")
        assert page.status_code == 404
        assert "Đường dẫn" in page.text or "đường dẫn" in page.text
        assert SENDER.address in page.text
    assert count(asked, Response) == 0


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in chunks"])
def test_ten_megabytes_are_refused_with_a_sentence_and_the_page_goes_on(site, asked, key, announced) -> None:
    body = b"result-1=" + b"a" * 10_000_000
    sent = body if announced else (body[first : first + 65_536] for first in range(0, len(body), 65_536))
    page = httpx.post(f"{site}/b/{key}", content=sent, headers=FORM, timeout=30)
    assert page.status_code == 413 and "không quá 1 MB" in page.text
    assert httpx.get(f"{site}/b/{key}").status_code == 200
    assert count(asked, Response) == 0


async def test_while_the_mail_server_is_down_for_an_hour_nothing_is_lost_and_all_goes_out_once(open_office) -> None:
    async with PostOffice() as post_office:
        office = open_office(smtp_port=post_office.smtp_port)
        await office.run(request_reports)
        await post_office.close_smtp()
        for minute in range(0, 60, 5):
            office.set_clock(ASK_DAY, 9, minute)
            with pytest.raises(MailServerUnreachableError):
                await office.run(deliver_messages)
        assert (len(office.desk.rows(Delivery, state="queued")), office.desk.rows(Attempt)) == (5, [])
        await post_office.open_smtp()
        office.set_clock(ASK_DAY, 10)
        await office.run(deliver_messages)
        await office.run(deliver_messages)
        assert {box: len(post_office.mailbox(box)) for box in post_office.addresses} == {
            trial_address(one.address): 1 for one in office.desk.rows(Delivery, state=SENT)
        }
        assert len(post_office.addresses) == 5


async def test_a_server_that_takes_letters_without_saying_so_is_named_and_the_rest_waits(open_office) -> None:
    async def cut_behind_the_dot(point: Point) -> None:
        if (point.verb, point.when) == (DOT, When.BETWEEN):
            raise Cut

    async with PostOffice() as post_office:
        wire, port = Wire(post_office.smtp_port, letters=True), free_port()
        wire.happening = cut_behind_the_dot
        office = open_office(smtp_port=port, smtp_connections=1)
        await office.run(request_reports)
        async with wire.opened(port):
            with pytest.raises(MailServerSilentError, match="3 thư chưa rõ đã gửi"):
                await office.run(deliver_messages)
        states = Counter(one.state for one in office.desk.rows(Delivery))
        assert states == {UNCONFIRMED: 3, QUEUED: 2}


async def test_a_server_that_takes_the_connection_and_defers_for_an_hour_gets_each_letter_once(open_office) -> None:
    async with PostOffice() as post_office:
        office = open_office(smtp_port=post_office.smtp_port)
        await office.run(request_reports)
        boxes = [trial_address(one.address) for one in office.desk.rows(Delivery)]
        post_office.refuse.update(dict.fromkeys(boxes, "451 4.3.0 Try again later"))
        for minute in range(0, 60, 5):
            office.set_clock(ASK_DAY, 9, minute)
            await office.run(deliver_messages)
        post_office.refuse.clear()
        for hour in (11, 12, 13):
            office.set_clock(ASK_DAY, hour)
            await office.run(deliver_messages)
        assert {box: len(post_office.mailbox(box)) for box in boxes} == dict.fromkeys(boxes, 1)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def test_a_mail_server_that_is_down_is_named_with_what_to_do(dondoc, monkeypatch) -> None:
    for name in ("SMTP_PORT", "IMAP_PORT"):
        monkeypatch.setenv(f"DONDOC_{name}", str(closed_port()))
    settings.cache_clear()
    installation.cache_clear()
    assert dondoc("plan", "load", PLAN.name)[0] == 0
    assert dondoc("run", "request_reports")[0] == 0
    for flow, port in (("deliver_messages", settings().smtp_port), ("collect_replies", settings().imap_port)):
        code, said = dondoc("run", flow)
        assert code == 1 and f"127.0.0.1:{port}" in said and "DONDOC_" in said and "Traceback" not in said


def garbage() -> list[bytes]:
    """Messages that no mail program would write."""
    noise = random.Random(1)
    return [
        b"",
        b"\x00" * 100,
        noise.randbytes(5000),
        b"Message-ID: <a\x00b@x>\r\nFrom: \x00\xff <\xfe@\x00>\r\nSubject: \x00\xed\xa0\x80\r\n\r\n\x00\xff",
        b"Message-ID: " + b"<" * 20_000 + b"\r\nSubject: " + "ả".encode() * 9000 + b"\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=\r\nFrom: =?x?q?=00?=@b\r\n\r\n--\r\n--\r\n----",
        b'Content-Type: text/plain; charset="\xff\x00"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%',
        b"From: a@b.example\r\nSubject: =?utf-8?b?//79AAAA?=\r\nDate: 99/99/99999\r\n\r\n\xed\xa0\x80\x00",
    ]


async def test_garbage_is_kept_byte_for_byte_shown_to_the_office_and_holds_nothing_up(open_office) -> None:
    async with PostOffice() as post_office:
        office = open_office(smtp_port=post_office.smtp_port, imap_port=post_office.imap_port)
        await office.run(request_reports)
        for raw in garbage():
            await post_office.deliver(SENDER.address, raw, "ai-do@b.example")
        key = SENDER.plus_address(office.desk.key("bo-a"))
        await post_office.deliver(key, email("I.1: đang thực hiện, đạt 40%", "vanthu@bo-a.example", key))
        collected = await office.run(collect_replies)
    kept = [one.content for one in office.desk.rows(MessageRaw)]
    assert all(any(one.endswith(raw) for one in kept) for raw in garbage())
    assert collected == {"received": len(garbage()) + 1, "penned": len(garbage()), "recorded": 1}
    assert len(office.desk.rows(PenItem)) == len(garbage())
    assert office.desk.state("I.1", "bo-a") is State.ANSWERED


async def test_an_answer_to_a_malformed_key_is_filed_by_who_wrote_it_or_kept_for_the_office(open_office) -> None:
    async with PostOffice() as post_office:
        office = open_office(imap_port=post_office.imap_port)
        await office.run(request_reports)
        to = SENDER.plus_address("r1c1v1-" + "a" * 26)
        for writer in ("vanthu@bo-b.example", "nguoi-la@gmail.example"):
            await post_office.deliver(to, email("I.1: đang thực hiện, đạt 40%", writer, to))
        collected = await office.run(collect_replies)
    assert collected == {"received": 2, "recorded": 1, "penned": 1}
    assert office.desk.state("I.1", "bo-b") is State.ANSWERED


def message_without_bytes() -> Message:
    """A stored message whose bytes somebody has removed."""
    return Message(message_id="<0@x>", sha256="", mailbox="box", uidvalidity=1, uid=1, received_at=at(ASK_DAY))


async def test_a_message_that_cannot_be_filed_is_named_and_the_others_are_filed(open_office) -> None:
    async with PostOffice() as post_office:
        office = open_office(imap_port=post_office.imap_port)
        await office.run(request_reports)
        key = SENDER.plus_address(office.desk.key("bo-a"))
        await post_office.deliver(key, email("I.1: đang thực hiện, đạt 40%", "vanthu@bo-a.example", key))
        office.desk.add(message_without_bytes())
        with pytest.raises(UnreadMessagesError, match="1"):
            await office.run(collect_replies)
    assert [one.outcome for one in office.desk.rows(Message)] == ["stored", "recorded"]
