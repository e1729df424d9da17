"""Claims about received mail: stored once, matched by its signs, filed where that is certain and penned where not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from builders import ASK_DAY, SENDER, Desk, address_of, agency, at, email, mailbox, message_of, small_plan
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from casework.collecting import cursor_of, store_messages
from casework.filing import file_message
from casework.understanding import read_message
from mail.inbox import Cursor, Fetched
from mail.outbox import Parcel
from mail.reply import read
from models.contact import Contact
from models.database import reading, writing
from models.letter import CONFIRM_SENDER, RECEIPT, REQUEST, Delivery, Letter
from models.message import MailboxCursor, Message, MessageRaw
from models.mode import trial_address
from models.obligation import Obligation
from models.pen import PenCandidate, PenItem
from models.plan import Plan
from models.question import OpenQuestion
from models.request import Request
from models.response import Response
from models.standing import State

ANSWER = "I.1: đã hoàn thành, ban hành Quyết định số 12/QĐ-BA."
FORWARDED = "Từ: Bình <binh@bo-a.example>\nĐã gửi: 06/03/2023 16:20\nTới: Văn thư\nChủ đề: TL: Báo cáo"
BOTH = "I.1: đã hoàn thành.\nI.2: đang thực hiện, đạt 40%."


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


def by_key(desk: Desk, text: str, agency_id: str = "bo-a", sender: str = "", **headers: str) -> bytes:
    """A reply to the private address that an agency's letter named."""
    return email(text, sender or address_of(agency_id), SENDER.plus_address(desk.key(agency_id)), **headers)


def responses(desk: Desk) -> list[tuple[int, str]]:
    return [(one.obligation_id, one.status) for one in desk.rows(Response)]


def receipts(desk: Desk) -> list[str]:
    ids = [one.id for one in desk.rows(Letter, kind=RECEIPT)]
    return [one.address for one in desk.rows(Delivery) if one.letter_id in ids]


# -- certain


def test_a_reply_to_the_keyed_address_is_recorded_and_read_back_to_its_author(desk):
    assert desk.receive(by_key(desk, ANSWER)) == ["recorded"]
    assert responses(desk) == [(desk.obligation("I.1", "bo-a"), "completed")]
    assert desk.state("I.1", "bo-a") is State.ANSWERED
    assert receipts(desk) == [address_of("bo-a")]


def test_a_partial_reply_records_what_it_says_and_leaves_the_rest_asked(desk):
    desk.receive(by_key(desk, ANSWER))
    assert desk.state("I.2", "bo-a") is State.ASKED


def test_a_reply_about_two_tasks_records_both(desk):
    desk.receive(by_key(desk, BOTH))
    assert responses(desk) == [
        (desk.obligation("I.1", "bo-a"), "completed"),
        (desk.obligation("I.2", "bo-a"), "in_progress"),
    ]


def test_a_reply_is_known_by_the_letter_it_refers_to(desk):
    first = desk.one(Request, agency_id="bo-a").message_id
    assert desk.receive(email(ANSWER, address_of("bo-a"), In_Reply_To=first)) == ["recorded"]


def test_a_reply_is_known_by_a_reference_further_back(desk):
    first = desk.one(Request, agency_id="bo-a").message_id
    raw = email(ANSWER, address_of("bo-a"), References=f"<old@x.example> {first} <own@x.example>")
    assert desk.receive(raw) == ["recorded"]


def test_a_subject_tag_is_enough_from_the_agency_itself(desk):
    tag = f"Re: [NHO-{desk.one(Request, agency_id='bo-a').id}] Báo cáo"
    assert desk.receive(email(ANSWER, address_of("bo-a"), subject=tag)) == ["recorded"]


def test_a_sender_with_one_open_request_is_enough(desk):
    assert desk.receive(email("I.1: đã hoàn thành.", address_of("bo-b"), subject="Báo cáo")) == ["recorded"]


def test_the_sender_is_known_whatever_its_case(desk):
    assert desk.receive(by_key(desk, ANSWER, sender="Bộ A <VanThu@BO-A.example>")) == ["recorded"]


def test_the_agency_that_was_taken_over_may_still_answer(engine):
    desk = small_plan(engine, agency("bo-b", valid_to=date(2023, 2, 28), successors=("bo-a",))).asked()
    tag = f"[NHO-{desk.one(Request, agency_id='bo-a').id}]"
    raw = email(ANSWER, address_of("bo-b"), SENDER.plus_address(desk.key("bo-a")), subject=tag)
    assert desk.receive(raw)[0] in {"recorded", "penned"} and message_of(desk).request_id is not None


def as_sent(parcels: list[Parcel], kind: str, desk: Desk) -> EmailMessage:
    """The letter of that kind to bo-a as its reader has it."""
    ids = [one.id for one in desk.rows(Letter, kind=kind, agency_id="bo-a")]
    deliveries = {one.id for one in desk.rows(Delivery) if one.letter_id in ids and one.address == address_of("bo-a")}
    raw = next(one.content for one in parcels if one.delivery_id in deliveries)
    return message_from_bytes(raw, policy=policy.default)


def said_by(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def test_an_answer_over_our_receipt_is_told_from_the_request_that_stands_below(engine):
    desk = small_plan(engine)
    desk.ask()
    asking = as_sent(desk.send(), REQUEST, desk)
    desk.receive(by_key(desk, ANSWER))
    receipt = as_sent(desk.send(), RECEIPT, desk)
    head = f"From: Văn phòng <{SENDER.address}>\nSent: 06/03/2023 16:20\nSubject: Báo cáo\n\n"
    text = f"I.2: chưa triển khai.\n\n{head}{said_by(receipt)}\n\n{head}{said_by(asking)}"
    assert desk.receive(by_key(desk, text, In_Reply_To=str(receipt["Message-ID"]))) == ["recorded"]
    assert [(one.status, one.result) for one in desk.rows(Response)][1:] == [("not_started", "chưa triển khai.")]
    assert not desk.rows(PenItem)


# -- not certain


def test_a_tag_of_another_agencys_case_opens_nothing(desk):
    tag = f"Re: [NHO-{desk.one(Request, agency_id='bo-a').id}] Báo cáo"
    desk.receive(email("II.1: đã hoàn thành.", address_of("tinh-x"), subject=tag))
    assert desk.one(Request, id=message_of(desk).request_id).agency_id == "tinh-x"


@pytest.mark.parametrize("tag", ["[NHO-999999999]", "[NHO-99999999999999]", "[KHAC-1]", "[NHO-0]", "[NHO-١]"])
def test_a_tag_that_names_no_case_of_ours_is_no_sign(desk, tag):
    assert desk.receive(email(ANSWER, "la@noi-khac.example", subject=f"Re: {tag}")) == ["penned"]
    assert message_of(desk).request_id is None


def test_a_stranger_with_the_key_goes_to_the_pen_with_what_would_be_recorded(desk):
    assert desk.receive(by_key(desk, ANSWER, sender="ca-nhan@gmail.example")) == ["penned"]
    item = desk.one(PenItem)
    assert item.proposal["answers"][0]["status"] == "completed" and item.proposal["say"] == "I.1"
    assert not responses(desk) and not receipts(desk)
    assert desk.state("I.1", "bo-a") is State.IN_REVIEW


@pytest.mark.parametrize(("server", "outcome"), [("mx.vpdp.example", "penned"), ("mx.elsewhere.example", "recorded")])
def test_what_our_own_server_says_is_forged_waits_and_asks_nobody(desk, server, outcome):
    checked = replace(desk, sender=replace(SENDER, mail_server="mx.vpdp.example"))
    raw = by_key(desk, ANSWER, Authentication_Results=f"{server}; dmarc=fail header.from=bo-a.example")
    assert checked.receive(raw) == [outcome]
    assert bool(responses(desk)) is (outcome == "recorded") and not desk.rows(Letter, kind=CONFIRM_SENDER)
    assert message_of(desk).authentication == ("dmarc=fail" if outcome == "penned" else None)


def test_what_a_colleague_wrote_waits_with_its_proposal_and_not_again_once_it_is_on_record(desk):
    passed_on = f"Kính chuyển.\n\n{FORWARDED}\n\n{ANSWER}"
    assert desk.receive(by_key(desk, passed_on, subject="Fwd: Báo cáo")) == ["penned"]
    assert desk.one(PenItem).proposal["say"] == "I.1"
    desk.receive(by_key(desk, ANSWER))
    desk.receive(by_key(desk, f"Kính chuyển lại.\n\n{FORWARDED}\n\n{ANSWER}", subject="Fwd: Báo cáo"))
    assert len(desk.rows(PenItem)) == 1


def test_nobody_is_told_more_than_twice_a_day_that_he_was_not_understood(desk):
    vague = [by_key(desk, f"Về nhiệm vụ I.1, xin ghi nhận lần {turn}.") for turn in range(4)]
    assert desk.receive(*vague) == ["penned"] * 4
    assert len(receipts(desk)) == 2
    desk.receive(by_key(desk, ANSWER))
    assert len(receipts(desk)) == 3


def test_the_key_of_another_agency_gives_no_right_to_its_case(desk):
    assert desk.receive(by_key(desk, ANSWER, "bo-a", sender=address_of("tinh-x"))) == ["penned"]
    assert not responses(desk)


def test_a_key_that_was_revoked_is_no_sign(desk):
    raw = by_key(desk, ANSWER, sender="la@noi-khac.example")
    desk.change(desk.one(Request, agency_id="bo-a"), key_version=2)
    desk.receive(raw)
    assert message_of(desk).request_id is None


def test_a_contact_that_ended_is_a_stranger(desk):
    desk.change(desk.one(Contact, agency_id="bo-a", role="answers"), valid_to=date(2023, 3, 5))
    assert desk.receive(by_key(desk, ANSWER)) == ["penned"]


def test_of_contacts_that_share_a_mailbox_the_one_of_the_agency_asked_is_meant(desk):
    desk.add(
        mailbox("bo-b", "alternate", address="chung@x.example"), mailbox("bo-a", "alternate", address="chung@x.example")
    )
    assert desk.receive(by_key(desk, ANSWER, sender="chung@x.example")) == ["recorded"]


def test_a_vague_reply_goes_to_the_pen_and_stops_reminders(desk):
    assert desk.receive(by_key(desk, "Kính gửi Văn phòng, mọi việc vẫn như kỳ trước.")) == ["penned"]
    assert {desk.state(code, "bo-a") for code in ("I.1", "I.2")} == {State.IN_REVIEW}
    assert not responses(desk)


def test_a_note_that_the_letter_came_is_shown_to_the_office_and_stops_no_reminder(desk):
    assert desk.receive(by_key(desk, "Bộ đã nhận được công văn, sẽ báo cáo đúng hạn.")) == ["penned"]
    assert {desk.state(code, "bo-a") for code in ("I.1", "I.2")} == {State.ASKED}
    assert "đã nhận" in desk.one(PenItem).text and not desk.rows(PenCandidate)


def test_a_reply_that_is_sure_of_one_task_and_not_of_another_is_recorded_and_penned(desk):
    assert desk.receive(by_key(desk, "I.1: đã hoàn thành.\nI.2: có lẽ đã xong?")) == ["penned"]
    assert len(responses(desk)) == 1
    assert [one.obligation_id for one in desk.rows(PenCandidate)] == [desk.obligation("I.2", "bo-a")]


def test_mail_of_nobody_about_nothing_goes_to_the_pen_of_no_case(desk):
    assert desk.receive(email("Mời dự hội thảo", "la@noi-khac.example", subject="Giấy mời")) == ["penned"]
    assert not desk.rows(PenCandidate)


def test_a_closed_plan_is_not_answered_by_its_sender_alone(desk):
    desk.change(desk.one(Plan), closed_on=ASK_DAY)
    desk.receive(email(ANSWER, address_of("bo-b"), subject="Báo cáo"))
    assert message_of(desk).request_id is None


# -- machines


def test_an_automatic_reply_is_no_answer_and_says_until_when(desk):
    text = "I.1: đã hoàn thành. Tôi vắng mặt đến hết ngày 20/03/2023."
    assert desk.receive(by_key(desk, text, Auto_Submitted="auto-replied")) == ["noted"]
    assert not responses(desk) and "2023-03-20" in message_of(desk).why
    assert desk.state("I.1", "bo-a") is State.ASKED


def test_who_stands_in_for_somebody_absent_is_put_to_the_office(desk):
    text = "Tôi vắng mặt đến hết ngày 20/03/2023. Việc gấp xin liên hệ anh Nam, nam@bo-a.example."
    desk.receive(by_key(desk, text, Auto_Submitted="auto-replied"))
    [question] = desk.rows(OpenQuestion)
    assert "20/03/2023" in question.why
    assert "dondoc contact set bo-a answers nam@bo-a.example --beside" in question.why


def test_our_own_letter_come_back_is_noted(desk):
    assert desk.receive(email(ANSWER, SENDER.address)) == ["noted"]


def bounce(to: str, mailbox: str, action: str = "failed", original: str = "<x@y.example>") -> bytes:
    status = "5.1.1" if action == "failed" else "4.2.2"
    return (
        f"From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: Undelivered Mail Returned to Sender\n"
        "Message-ID: <dsn@mx.example>\nDate: Mon, 06 Mar 2023 10:00:00 +0700\nAuto-Submitted: auto-replied\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nuser unknown\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {mailbox}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 user unknown\n\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {original}\n\n\n--b--\n"
    ).encode()


def to_bo_b(desk: Desk) -> Delivery:
    return desk.one(Delivery, address=address_of("bo-b"))


def test_a_bounce_is_tied_to_its_delivery_and_marks_the_mailbox(desk):
    raw = bounce(SENDER.bounce_address(to_bo_b(desk).id), address_of("bo-b"))
    assert desk.receive(raw) == ["noted"]
    assert to_bo_b(desk).state == "bounced" and "user unknown" in to_bo_b(desk).said
    assert desk.one(Contact, agency_id="bo-b", role="answers").bounced_at is not None
    assert desk.state("I.1", "bo-b") is State.NOT_REACHED


def test_a_bounce_without_our_address_is_tied_by_the_letter_it_returns(desk):
    original = desk.one(Letter, agency_id="bo-b").message_id
    desk.receive(bounce(SENDER.address, trial_address(address_of("bo-b")), original=original))
    assert to_bo_b(desk).state == "bounced"


def test_the_same_bounce_twice_changes_nothing_more(desk):
    raw = bounce(SENDER.bounce_address(to_bo_b(desk).id), address_of("bo-b"))
    assert desk.receive(raw) + desk.receive(raw.replace(b"<dsn@", b"<dsn2@")) == ["noted", "noted"]


def test_a_notice_of_delay_changes_nothing(desk):
    desk.receive(bounce(SENDER.bounce_address(to_bo_b(desk).id), address_of("bo-b"), "delayed"))
    assert to_bo_b(desk).state == "sent"


def test_a_bounce_of_no_letter_of_ours_goes_to_the_pen(desk):
    assert desk.receive(bounce(SENDER.address, "ai-do@x.example")) == ["penned"]


# -- stored before anything else


def test_the_same_message_twice_is_one_row(desk):
    raw = by_key(desk, ANSWER)
    desk.receive(raw, raw)
    assert desk.receive(raw) == []
    assert len(desk.rows(Message)) == len(responses(desk)) == 1


def test_the_same_message_id_with_other_bytes_is_a_second_row_and_flagged(desk):
    first, second = (by_key(desk, text, Message_ID="<one@x.example>") for text in (ANSWER, BOTH))
    desk.receive(first, second)
    assert [one.changed_content for one in desk.rows(Message)] == [False, True]


def test_the_bytes_are_kept_as_they_came_and_the_cursor_moves(desk):
    raw = by_key(desk, ANSWER)
    desk.receive(raw, b"x")
    assert [one.content for one in desk.rows(MessageRaw)] == [raw, b"x"]
    with reading(desk.engine) as session:
        assert cursor_of(session, "box") == Cursor(1, 2)
    assert len(desk.rows(MailboxCursor)) == 1


def test_filing_twice_at_once_files_once(desk):
    with writing(desk.engine) as session:
        store_messages(session, "box", [Fetched(1, 1, by_key(desk, "I.1: có lẽ đã xong?"))], at(ASK_DAY))
    with reading(desk.engine) as session:
        understood = read_message(session, SENDER, message_of(desk).id)

    def file_it(_: int) -> str:
        with writing(desk.engine) as session:
            return file_message(session, SENDER, understood, at(ASK_DAY))

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(file_it, range(4))) == {"penned"}
    assert len(desk.rows(PenItem)) == 1 and len(receipts(desk)) == 1


GARBAGE = [
    b"",
    b"\x00" * 100,
    b"\xff\xfe\xfd" * 50,
    b"Subject: \x00nul\x00\n\nI.1: \x00 xong",
    b"From: \xff\xfe@x\nMessage-ID: <\xff\x00\xfe@x>\nIn-Reply-To: <\x00@\xff>\n\n\xff",
    b"From: a@b.example\nSubject: =?utf-8?B?AAAA?= =?utf-8?Q?=ED=A0=80?=\n\n\xed\xa0\x80",
    b"Message-ID: <" + b"x" * 5000 + b"@y>\nSubject: " + b"y" * 5000 + b"\n\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 50,
    b"From: vanthu@bo-a.example\nSubject: Re: x\nReferences: " + b"<a@b> " * 2000 + b"\n\nI.1: \x00da xong",
]


@pytest.mark.parametrize("raw", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_kept_and_raises_nothing(desk, raw):
    [outcome] = desk.receive(raw)
    assert outcome in {"penned", "noted", "recorded"}
    assert desk.one(MessageRaw).content == raw


def test_garbage_from_the_agency_itself_reaches_the_pen(desk):
    raw = by_key(desk, "x").replace(b"\nx", b"\nI.1: \x00\xff\xed\xa0\x80 ?")
    assert desk.receive(raw) == ["penned"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_say_what_a_database_cannot_hold(raw):
    reply = read(b"Subject: " + raw + b"\n\n" + raw)
    for text in (reply.subject, reply.text, reply.full_text, reply.sender):
        assert b"\x00" not in text.encode()


def test_one_bad_message_among_good_ones_does_not_hold_them_up(desk):
    assert desk.receive(GARBAGE[4], by_key(desk, ANSWER))[-1] == "recorded"


def test_obligations_are_never_opened_by_mail(desk):
    before = len(desk.rows(Obligation))
    desk.receive(by_key(desk, BOTH), *GARBAGE)
    assert len(desk.rows(Obligation)) == before
