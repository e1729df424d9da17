"""Claims about claiming, writing and settling letters, and about what each obligation then stands at."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from builders import (
    AFTER,
    ASK_DAY,
    BEGIN,
    ESCALATE_DAY,
    REMIND_DAY,
    SENDER,
    Desk,
    at,
    letter_text,
    mailbox,
    policy,
    small_plan,
)
from sqlalchemy import Engine

from casework.sending import hold_stale
from mail.message import KEY_MARK, from_stored
from models.attempt import Attempt
from models.contact import Contact
from models.database import open_engine, writing
from models.letter import Delivery, Letter, LetterRaw, Notice
from models.mode import LIVE, TRIAL, MailMode
from models.request import Request
from models.standing import State


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine)


def to(desk: Desk, agency_id: str) -> Delivery:
    return desk.one(Delivery, address=f"vanthu@{agency_id}.example", header="to")


def states(desk: Desk) -> set[str]:
    return {one.state for one in desk.rows(Delivery)}


def body(parcel) -> str:
    whole = message_from_bytes(parcel.content)
    return "".join(
        part.get_payload(decode=True).decode() for part in whole.walk() if part.get_content_maintype() == "text"
    )


def headers(parcel) -> Message:
    return message_from_bytes(parcel.content)


def parcel_to(desk: Desk, agency_id: str, day: date = ASK_DAY):
    """The parcel to that agency; all before it are sent."""
    wanted = to(desk, agency_id).id
    while (parcel := desk.claim(day)) is not None and parcel.delivery_id != wanted:
        desk.end(parcel, day=day)
    return parcel


# -- claiming


def test_a_claim_is_exclusive_among_connections(desk):
    desk.ask()
    [draft, *_] = desk.prepared()

    with ThreadPoolExecutor(6) as pool:
        assert sum(one is not None for one in pool.map(desk.take, [draft] * 6)) == 1
    assert desk.one(Delivery, id=draft.delivery_id).attempts == 1


def test_two_senders_on_two_engines_send_each_letter_once(desk, database_url):
    desk.add(mailbox("bo-a", "copied"))
    desk.ask()
    other = Desk(open_engine(database_url))
    with ThreadPoolExecutor(4) as pool:
        parcels = [one for done in pool.map(lambda d: d.send(), [desk, other] * 2) for one in done]
    assert sorted(one.delivery_id for one in parcels) == [1, 2, 3, 4, 5, 6]
    other.engine.dispose()


def test_every_recipient_of_a_letter_gets_the_bytes_that_are_stored(desk):
    desk.add(mailbox("bo-a", "copied"))
    desk.ask()
    stale = desk.prepared(hour=9)
    first = desk.claim(hour=10)
    [second, *_] = desk.prepared(hour=11)
    assert desk.rows(LetterRaw)[0].content == second.written.stored
    assert [desk.take(one, hour=11) for one in stale[:2]] == [None, None]
    copy = desk.claim(hour=11)
    assert headers(first)["Date"] == headers(copy)["Date"]


def test_a_draft_that_is_not_what_another_recipient_was_sent_is_drafted_anew(desk):
    desk.add(mailbox("bo-a", "copied"))
    desk.ask()
    desk.change(to(desk, "bo-a"), not_before=at(AFTER))
    [draft, *_] = desk.prepared(hour=10)
    desk.change(to(desk, "bo-a"), not_before=None)
    assert desk.claim(hour=11) is not None
    assert desk.take(draft, hour=12) is None


def test_what_is_not_due_again_yet_is_not_claimed(desk):
    desk.ask()
    for one in desk.rows(Delivery):
        desk.change(one, not_before=at(ASK_DAY, 15))
    assert desk.claim(hour=14) is None and desk.claim(hour=15) is not None


def test_stopped_mail_claims_nothing(desk):
    desk.ask()
    desk.add(MailMode(mode=TRIAL, stopped=True, by="officer", at=at(ASK_DAY)))
    assert desk.claim() is None
    desk.add(MailMode(mode=TRIAL, stopped=False, by="officer", at=at(ASK_DAY)))
    assert desk.claim() is not None


@pytest.mark.parametrize(("mode", "stopped"), [(TRIAL, True), (LIVE, False)])
def test_a_switch_thrown_between_draft_and_claim_holds_the_letter(desk, mode, stopped):
    desk.ask()
    [draft, *_] = desk.prepared()
    desk.add(MailMode(mode=mode, stopped=stopped, by="officer", at=at(ASK_DAY)))
    assert desk.take(draft) is None
    assert states(desk) == {"queued"}


def test_letters_of_the_other_mode_are_not_claimed(desk):
    desk.ask()
    desk.go_live()
    assert desk.claim() is None
    desk.ask()
    assert len(desk.send()) == 5
    assert {one.written_at is None for one in desk.rows(Letter, mode=TRIAL)} == {True}


def test_a_contact_that_ended_or_bounced_since_is_withdrawn(desk):
    desk.ask()
    desk.change(desk.one(Contact, agency_id="tinh-x", role="answers"), valid_to=date(2023, 3, 5))
    desk.change(desk.one(Contact, agency_id="tinh-y", role="answers"), bounced_at=at(ASK_DAY))
    assert len(desk.send()) == 3
    assert [to(desk, name).state for name in ("tinh-x", "tinh-y")] == ["withdrawn"] * 2
    assert desk.state("II.1", "tinh-x") is State.NOT_REACHED


def test_a_letter_that_cannot_be_written_fails_with_its_reason_and_holds_up_no_other(desk):
    contact = desk.one(Contact, agency_id="bo-a", role="answers")
    desk.change(contact, address="không@bo-a.example")
    desk.change(desk.one(Contact, agency_id="bo-b", role="answers"), name="hai\r\nBcc: x@y.example")
    desk.ask()
    assert len(desk.send()) == 3
    said = [one.said for one in desk.rows(Delivery, state="failed")]
    assert len(said) == 2 and all("could not be written: UnfitMail" in one for one in said)


# -- what still stands


def test_an_answer_between_queueing_and_claiming_shrinks_the_letter(desk):
    desk.ask()
    desk.answer("I.1", "bo-a")
    parcel = parcel_to(desk, "bo-a")
    assert "I.2. Việc I.2" in body(parcel) and "I.1. Việc" not in body(parcel)
    assert desk.one(Notice, dropped="answered").obligation_id == desk.obligation("I.1", "bo-a")


def test_an_answer_between_draft_and_claim_shrinks_it_too(desk):
    desk.ask()
    [draft, *_] = desk.prepared()
    desk.answer("I.1", "bo-a")
    assert desk.take(draft) is None
    assert "I.1. Việc" not in body(desk.claim())


def test_a_full_answer_withdraws_the_letter_with_its_reason(desk):
    desk.ask()
    desk.answer("I.1", "bo-b")
    assert len(desk.send()) == 4
    assert (to(desk, "bo-b").state, to(desk, "bo-b").said) == ("withdrawn", "nothing in it still stands")
    assert desk.one(Notice, dropped="answered").obligation_id == desk.obligation("I.1", "bo-b")


def test_an_answer_in_review_is_not_asked_for(desk):
    desk.ask()
    desk.in_pen("I.1", "bo-b")
    assert len(desk.send()) == 4


def test_a_letter_tried_again_says_what_still_stands_then(desk):
    desk.ask()
    desk.end(parcel_to(desk, "bo-a"), "temporary")
    desk.answer("I.1", "bo-a")
    again = parcel_to(desk, "bo-a", AFTER)
    assert "I.1. Việc" not in body(again)
    assert letter_text(desk, to(desk, "bo-a").letter_id) == from_stored(desk.rows(LetterRaw)[0].content).text
    assert "I.1. Việc" not in letter_text(desk, to(desk, "bo-a").letter_id)


def test_a_letter_tried_again_after_a_full_answer_is_withdrawn(desk):
    desk.ask()
    desk.end(parcel_to(desk, "bo-b"), "temporary")
    desk.answer("I.1", "bo-b")
    desk.send(AFTER)
    assert to(desk, "bo-b").state == "withdrawn"


# -- the bytes


def test_the_stored_letter_has_a_placeholder_and_the_sent_one_the_recipients_own_key(desk):
    desk.ask()
    parcel = parcel_to(desk, "bo-a")
    key, stored = desk.key("bo-a"), desk.one(LetterRaw, letter_id=to(desk, "bo-a").letter_id)
    assert KEY_MARK.encode() in stored.content and key.encode() not in stored.content
    assert key in body(parcel) and key in headers(parcel)["Reply-To"] and KEY_MARK not in body(parcel)


def test_each_recipient_has_a_key_of_its_own(desk):
    desk.add(mailbox("bo-a", "copied"))
    desk.ask()
    replies = [headers(one)["Reply-To"] for one in desk.send()]
    assert len(set(replies)) == 6


def test_the_message_id_is_fixed_before_the_first_attempt_and_kept(desk):
    desk.ask()
    letter = desk.one(Letter, agency_id="bo-a")
    first = parcel_to(desk, "bo-a")
    desk.end(first, "temporary")
    again = parcel_to(desk, "bo-a", AFTER)
    assert (
        headers(first)["Message-ID"]
        == headers(again)["Message-ID"]
        == letter.message_id
        == SENDER.message_id(letter.slot)
    )


def test_later_letters_refer_to_the_first_of_their_thread(desk):
    desk.asked().remind()
    reminder = parcel_to_kind(desk, "reminder")
    first = desk.one(Request, agency_id="bo-a").message_id
    assert headers(reminder)["In-Reply-To"] == headers(reminder)["References"] == first
    assert headers(reminder)["Message-ID"] != first


def parcel_to_kind(desk: Desk, kind: str):
    parcel = desk.claim(REMIND_DAY)
    assert desk.one(Letter, id=desk.one(Delivery, id=parcel.delivery_id).letter_id).kind == kind
    return parcel


@pytest.mark.parametrize("mode", [TRIAL, LIVE])
def test_in_trial_every_address_of_a_recipient_ends_in_invalid_and_in_live_none_does(desk, mode):
    desk.add(mailbox("tinh-x", "copied"))
    desk.add(MailMode(mode=mode, stopped=False, by="officer", at=at(BEGIN)))
    desk.asked().remind(ESCALATE_DAY)
    parcels = desk.send(ESCALATE_DAY)
    named = [one.envelope_to for one in parcels]
    named += [
        part for one in parcels for name in ("To", "Cc") for part in (headers(one)[name] or "").split(",") if part
    ]
    assert len(named) > 10
    assert {part.rstrip("> ").endswith(".invalid") for part in named} == {mode == TRIAL}


# -- outcomes


@pytest.mark.parametrize(
    ("kind", "state"),
    [("sent", "sent"), ("temporary", "deferred"), ("permanent", "failed"), ("unconfirmed", "unconfirmed")],
)
def test_each_outcome_has_its_state_and_is_kept_as_an_attempt(desk, kind, state):
    desk.ask()
    desk.end(desk.claim(), kind)
    [delivery] = [one for one in desk.rows(Delivery) if one.state != "queued"]
    attempt = desk.one(Attempt)
    assert (delivery.state, delivery.code, delivery.said) == (state, 250, "said")
    assert (attempt.state, attempt.delivery_id, attempt.stage) == (state, delivery.id, "after_dot")


def test_the_pause_between_attempts_grows_and_ends_in_failure(desk):
    desk.ask()
    wanted, pauses, when = to(desk, "bo-a").id, [], at(ASK_DAY)
    while (delivery := desk.one(Delivery, id=wanted)).state in {"queued", "deferred"}:
        when = delivery.not_before or when
        while not policy().in_office_hours(when):
            when += timedelta(minutes=30)
        desk.try_once(wanted, when)
        after = desk.one(Delivery, id=wanted)
        pauses.append(after.not_before - when if after.not_before else None)
    assert pauses == [timedelta(minutes=5 * 2**n) for n in range(9)] + [None]
    assert delivery.state == "failed" and len(desk.rows(Attempt, delivery_id=wanted)) == 10


def test_what_was_taken_long_ago_without_an_outcome_becomes_unconfirmed_and_is_not_sent_again(desk):
    desk.ask()
    parcel = desk.claim(hour=10)
    with writing(desk.engine) as session:
        assert hold_stale(session, at(ASK_DAY, 10) + timedelta(minutes=20)) == 0
        assert hold_stale(session, at(ASK_DAY, 11)) == 1
    assert desk.one(Delivery, id=parcel.delivery_id).state == "unconfirmed"
    assert parcel.delivery_id not in {one.delivery_id for one in desk.send()}


@pytest.mark.parametrize(("kind", "state"), [("sent", "sent"), ("temporary", "deferred"), ("permanent", "failed")])
def test_an_outcome_that_comes_after_all_settles_what_was_unconfirmed(desk, kind, state):
    desk.ask()
    parcel = desk.claim(hour=10)
    with writing(desk.engine) as session:
        hold_stale(session, at(ASK_DAY, 11))
    desk.end(parcel, kind, hour=12)
    assert desk.one(Delivery, id=parcel.delivery_id).state == state


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("sent", State.ASKED),
        ("unconfirmed", State.ASKED),
        ("temporary", State.DUE_TO_ASK),
        ("permanent", State.NOT_REACHED),
    ],
)
def test_an_outcome_decides_the_state_of_each_obligation(desk, kind, state):
    desk.ask()
    desk.send(kind=kind)
    assert set(desk.states().values()) == {state}
