"""The mail edges and the whole path of one request through real servers: Postfix in front of Dovecot."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
import real_mail_servers
from builders import ASK_DAY, SENDER, at, email
from outbox_table import Table
from real_mail_servers import PASSWORD, MailServers

from flows.collect_replies import collect_replies
from flows.deliver_messages import deliver_messages
from flows.request_reports import request_reports
from mail.couriers import send_all
from mail.inbox import Cursor, Fetched, ImapBox, fetch_new
from mail.message import Mailbox, OutgoingMail, serialise
from mail.outbox import Parcel, SmtpServer
from models.contact import Contact
from models.letter import BOUNCED, RECEIPT, Delivery, Letter
from models.message import Message
from models.mode import trial_address
from models.response import Response
from models.standing import State
from rehearsal.letters_received import LetterReceived, read_letter
from rehearsal.replies import typed_reply, with_quotation

pytest_plugins = ("working_office",)
pytestmark = pytest.mark.real_mail

OFFICE = SENDER.address
AGENCY_BOX = trial_address("vanthu@bo-a.example")
NAMES = ("Ủy ban nhân dân tỉnh Quảng Ngãi", "Bộ Nông nghiệp và Phát triển nông thôn", "Hội Liên hiệp Phụ nữ Việt Nam")


@pytest.fixture(scope="module")
def pair() -> Iterator[MailServers]:
    if reason := real_mail_servers.missing():
        pytest.skip(reason)
    with real_mail_servers.running_servers() as servers:
        yield servers


@pytest.fixture
def servers(pair: MailServers) -> Iterator[MailServers]:
    """The running servers, every mailbox empty."""
    yield pair
    for box in (pair.folder / "mail").iterdir():
        shutil.rmtree(box)


def subject(number: int) -> str:
    return f"[NHO-{number}] Đề nghị báo cáo Quý I/2023 tình hình thực hiện nhiệm vụ được giao: {NAMES[number % 3]}"


def parcel(number: int) -> Parcel:
    mail = OutgoingMail(
        sender_name="Văn phòng Điều phối nông thôn mới Trung ương",
        sender_address=OFFICE,
        to=(Mailbox(NAMES[number % 3], AGENCY_BOX),),
        subject=subject(number),
        message_id=f"<{number}@vpdp.example>",
        date=datetime(2023, 3, 6, tzinfo=UTC),
        text=".một dòng bắt đầu bằng dấu chấm\nTrân trọng.\n",
    )
    return Parcel(number, f"baocao+{number}@vpdp.example", AGENCY_BOX, serialise(mail))


def decoded(raw: bytes, header: str) -> str:
    return str(make_header(decode_header(message_from_bytes(raw)[header])))


async def test_letters_reach_the_mailbox_through_postfix_with_every_word_whole(servers: MailServers) -> None:
    table = Table(parcel(number) for number in range(60))
    server = SmtpServer("127.0.0.1", servers.smtp_port)
    counts = await send_all(server, table, trial=True, connections=4)
    letters = await asyncio.to_thread(servers.letters, AGENCY_BOX, 60)
    assert (counts.sent, {one.kind for one in table.outcomes}) == (60, {"sent"})
    assert {decoded(raw, "Subject") for raw in letters} == {subject(number) for number in range(60)}
    assert {decoded(raw, "To") for raw in letters} == {f"{name} <{AGENCY_BOX}>" for name in NAMES}


async def test_the_servers_own_words_are_kept_with_the_outcome(servers: MailServers) -> None:
    table = Table([replace(parcel(1), envelope_to="khong-co-mien")])
    await send_all(SmtpServer("127.0.0.1", servers.smtp_port), table, trial=False)
    assert [(one.kind, one.stage) for one in table.outcomes] == [("permanent", "rcpt")]


def box_of(servers: MailServers, **changes: object) -> ImapBox:
    return replace(ImapBox("127.0.0.1", servers.imap_port, OFFICE, PASSWORD), **changes)


def post(servers: MailServers, *numbers: int, already: int = 0) -> None:
    """Messages to the office, which lie in its inbox when this returns."""
    for number in numbers:
        servers.post("so@tinh.example", OFFICE, email(f"{number}", "so@tinh.example", Message_ID=f"<{number}@x>"))
    servers.letters(OFFICE, already + len(numbers))


def fetched(box: ImapBox, cursor: Cursor | None = None) -> tuple[Cursor, list[int]]:
    stored: list[Fetched] = []
    cursor = fetch_new(box, cursor, stored.extend)
    return cursor, sorted(int(one.raw.split()[-1]) for one in stored)


def test_what_came_is_fetched_once_and_moved_to_a_folder_that_is_made(servers: MailServers) -> None:
    post(servers, 1, 2, 3)
    cursor, numbers = fetched(box_of(servers, processed="Đã xử lý"))
    assert numbers == [1, 2, 3]
    assert (servers.count(OFFICE), servers.count(OFFICE, '"&ARAA4w- x&Hu0- l&AP0-"')) == (0, 3)
    post(servers, 4)
    assert fetched(box_of(servers), cursor)[1] == [4]


def test_nothing_is_moved_before_it_is_stored(servers: MailServers) -> None:
    def full(_: Sequence[Fetched]) -> None:
        raise OSError("disk full")

    post(servers, 1)
    with pytest.raises(OSError, match="disk full"):
        fetch_new(box_of(servers), None, full)
    assert (servers.count(OFFICE), fetched(box_of(servers))[1]) == (1, [1])


def test_another_uidvalidity_reads_the_box_from_its_start(servers: MailServers) -> None:
    post(servers, 1, 2)
    box = box_of(servers, processed="")
    cursor, _ = fetched(box)
    servers.new_uids(OFFICE)
    again, numbers = fetched(box, cursor)
    assert (numbers, again.uidvalidity != cursor.uidvalidity) == ([1, 2], True)
    assert fetched(box, again) == (again, [])


def test_a_message_that_a_person_has_opened_is_still_fetched_and_others_keep_their_unread_mark(
    servers: MailServers,
) -> None:
    post(servers, 1, 2)
    with servers.box(OFFICE) as connection:
        connection.fetch("1", "(BODY[])")
    assert fetched(box_of(servers))[1] == [1, 2]
    with servers.box(OFFICE, "Processed") as connection:
        assert connection.search(None, "UNSEEN")[1] == [b"2"]


@pytest.fixture
def office(servers: MailServers, open_office):
    """The small plan's office at the asking day, its mail on the real servers."""
    return open_office(smtp_port=servers.smtp_port, imap_port=servers.imap_port)


def letter_to(servers: MailServers, box: str, place: int = 0) -> LetterReceived:
    return read_letter(box, servers.letters(box, place + 1)[place])


def answer(servers: MailServers, letter: LetterReceived) -> None:
    """What a person sends back: a line for each task over the quoted letter."""
    lines = "\n".join(f"{code}: đang thực hiện, đạt 40%, đã tổ chức 3 lớp tập huấn." for code in letter.codes)
    raw = typed_reply(
        ("Nguyễn Thị Ánh", "vanthu@bo-a.example"), letter, with_quotation(lines, letter, at(ASK_DAY)), at(ASK_DAY), 1
    )
    servers.post("vanthu@bo-a.example", letter.reply_to.rpartition("<")[2].strip(">"), raw)
    servers.letters(OFFICE)


async def test_a_request_goes_out_is_answered_recorded_and_read_back(office, servers: MailServers) -> None:
    await office.run(request_reports)
    sent = await office.run(deliver_messages)
    letter = letter_to(servers, AGENCY_BOX)
    answer(servers, letter)
    office.set_clock(ASK_DAY, 10)
    collected = await office.run(collect_replies)
    await office.run(deliver_messages)
    receipt = letter_to(servers, AGENCY_BOX, 1)
    assert (sent["sent"], collected) == (5, {"received": 1, "recorded": 1})
    assert {one.percent for one in office.desk.rows(Response)} == {40}
    assert office.desk.state("I.1", "bo-a") is State.ANSWERED
    assert letter.message_id in receipt.references and "Đã tổ chức 3 lớp tập huấn".lower() in receipt.text.lower()
    assert office.desk.one(Letter, kind=RECEIPT).agency_id == "bo-a"


async def test_a_refusal_further_on_comes_back_and_marks_delivery_and_contact(office, servers: MailServers) -> None:
    contact = office.desk.one(Contact, agency_id="bo-b", role="answers")
    office.desk.change(contact, address="gone@bo-b.example")
    await office.run(request_reports)
    await office.run(deliver_messages)
    [notice] = servers.letters(OFFICE)
    collected = await office.run(collect_replies)
    delivery = office.desk.one(Delivery, contact_id=contact.id)
    assert b"Return-Path: <>" in notice and SENDER.bounce_address(delivery.id).encode() in notice
    assert collected == {"received": 1, "noted": 1}
    assert delivery.state == BOUNCED and "500 5.3.0" in delivery.said
    assert office.desk.one(Contact, id=contact.id).bounced_at is not None
    assert office.desk.state("I.1", "bo-b") is State.NOT_REACHED
    assert office.desk.one(Message).kind == "bounce"
