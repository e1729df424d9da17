"""Claims about the proof: it holds on an honest database, and names every hole in a tampered one."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from builders import AFTER, BEGIN, ESCALATE_DAY, REMIND_DAY, Desk, address_of, email, small_plan
from sqlalchemy import Engine, text

from casework.compiling import compile_digest
from casework.proving import Proof, prove
from models.attempt import Attempt
from models.contact import Contact, store_contact
from models.database import reading, writing
from models.digest import Digest
from models.event import Event, faults
from models.letter import Delivery, Letter, Notice
from models.message import Message
from models.obligation import Obligation
from models.pen import PenItem
from models.period import period_keyed
from models.response import Response


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A worked quarter: asked, answered by mail and by the office, reminded, escalated, penned, compiled."""
    desk = small_plan(engine).asked()
    desk.receive(email("I.1: đã hoàn thành.", address_of("bo-b")), email("gì đó", "la@noi-khac.example"))
    desk.answer("II.1", "tinh-x")
    desk.send()
    for day in (REMIND_DAY, ESCALATE_DAY):
        desk.remind(day)
        desk.send(day)
    with writing(desk.engine) as session:
        compile_digest(session, desk.docket(session, AFTER), period_keyed("2023-Q1"), "officer")
    return desk


def proof(desk: Desk, day: date = AFTER) -> Proof:
    with reading(desk.engine) as session:
        return prove(session, desk.docket(session, day))


def places(desk: Desk) -> list[str]:
    return [hole.place for hole in proof(desk).holes]


def tamper(desk: Desk, *statements: str) -> None:
    """What an intruder with the database's password does: the guards off, then the statements."""
    with desk.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        else:
            for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = origin"))


def test_the_proof_holds_on_a_worked_quarter(desk):
    found = proof(desk)
    assert found.holds and found.obligations == found.accounted == 6
    assert sorted(found.states.elements()) == ["answered"] * 2 + ["asked"] + ["overdue"] * 3


def test_the_proof_holds_before_anything_was_opened_today_and_not_the_day_after(engine):
    desk = small_plan(engine, tracked_from=date(2023, 4, 1))
    assert proof(desk, date(2023, 4, 1)).holds
    assert len(proof(desk, date(2023, 4, 2)).holes) == 5
    desk.ask(date(2023, 4, 2))
    assert proof(desk, date(2023, 4, 2)).holds


def test_an_obligation_that_is_missing_is_named(engine):
    desk = small_plan(engine)
    desk.ask(BEGIN)
    tamper(desk, f"DELETE FROM obligation WHERE id = {desk.obligation('II.1', 'tinh-y')}")
    assert places(desk) == ["II.1 · tinh-y · 2023-Q1"]


def test_an_obligation_too_many_is_named(desk):
    first = desk.rows(Obligation)[0]
    desk.add(Obligation(**first.model_dump(exclude={"id", "agency_id"}), agency_id="vp"))
    assert places(desk) == ["I.1 · vp · 2023-Q1"]


def test_a_message_that_nobody_read_is_named(desk):
    message = desk.rows(Message)[0]
    desk.change(message, outcome="stored")
    assert places(desk) == [f"message:{message.id}"]


@pytest.mark.parametrize("outcome", ["lost", "penned"])
def test_a_message_whose_outcome_is_none_or_untrue_is_named(desk, outcome):
    [message] = desk.rows(Message, outcome="recorded")
    desk.change(message, outcome=outcome)
    assert places(desk) == [f"message:{message.id}"]


def test_a_letter_of_no_request_is_named(desk):
    letter = desk.one(Letter, kind="request", agency_id="bo-a")
    desk.change(letter, request_id=None)
    assert places(desk) == [f"letter:{letter.id}"]


def test_a_letter_to_nobody_is_named(desk):
    letter = desk.one(Letter, kind="escalation", agency_id="tinh-y")
    tamper(desk, f"DELETE FROM attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE letter_id = {letter.id})")
    tamper(desk, f"DELETE FROM delivery WHERE letter_id = {letter.id}")
    assert places(desk) == [f"letter:{letter.id}"]


def test_a_notice_without_letter_or_reason_is_named(desk):
    notice = desk.rows(Notice)[0]
    desk.change(notice, letter_id=None)
    assert places(desk) == [f"notice:{notice.id}"]


def test_an_answer_by_mail_without_its_mail_is_named(desk):
    [response] = desk.rows(Response, source="mail")
    tamper(desk, f"UPDATE response SET message_id = NULL WHERE id = {response.id}")
    assert places(desk) == [f"response:{response.id}"]


def test_a_message_without_its_bytes_is_named(desk):
    [message] = desk.rows(Message, outcome="recorded")
    tamper(desk, f"DELETE FROM messageraw WHERE message_id = {message.id}")
    assert places(desk) == [f"message:{message.id}"]


@pytest.mark.parametrize(("outcome", "state"), [("dropped", "dropped"), ("penned", "filed")])
def test_what_left_the_pen_without_a_named_person_is_named(desk, outcome, state):
    [item] = desk.rows(PenItem)
    desk.change(item, state=state)
    desk.change(desk.one(Message, id=item.message_id), outcome=outcome)
    assert places(desk) == [f"message:{item.message_id}", f"penitem:{item.id}"]


def test_a_letter_to_the_mailbox_of_another_agency_is_named(desk):
    letter = desk.one(Letter, kind="request", agency_id="tinh-x")
    [delivery] = desk.rows(Delivery, letter_id=letter.id)
    desk.change(delivery, contact_id=desk.one(Contact, agency_id="tinh-y", role="answers").id)
    assert places(desk) == [f"delivery:{delivery.id}"]


def test_a_letter_that_asks_an_agency_for_what_another_owes_is_named(desk):
    theirs, ours = (desk.one(Letter, kind="request", agency_id=name) for name in ("tinh-x", "tinh-y"))
    desk.change(desk.one(Notice, letter_id=ours.id), letter_id=theirs.id)
    assert places(desk) == [f"letter:{theirs.id}"]


def test_a_copy_that_was_sent_twice_is_named(desk):
    first = desk.rows(Attempt, state="sent")[0]
    desk.add(Attempt(**first.model_dump(exclude={"id"})))
    assert places(desk) == [f"delivery:{first.delivery_id}"]


def test_a_delivery_in_no_state_is_named(desk):
    delivery = desk.rows(Delivery)[0]
    tamper(desk, f"UPDATE delivery SET state = 'lost' WHERE id = {delivery.id}")
    assert f"delivery:{delivery.id}" in places(desk)


def test_an_answer_from_nowhere_or_by_nobody_is_named(desk):
    [by_mail] = desk.rows(Response, source="mail")
    [entered] = desk.rows(Response, source="office")
    tamper(desk, f"UPDATE response SET source = 'hearsay' WHERE id = {by_mail.id}")
    tamper(desk, f"UPDATE response SET \"by\" = '' WHERE id = {entered.id}")
    assert places(desk) == [f"response:{by_mail.id}", f"response:{entered.id}"]


def test_a_digest_that_was_rewritten_is_named(desk):
    digest = desk.one(Digest)
    desk.change(digest, content=digest.content.replace(b"2023-Q1", b"2023-Q2"))
    assert places(desk) == [f"digest:{digest.id}"]


def test_the_record_is_whole_and_each_line_says_who_did_what(desk):
    lines = [json.loads(one.body) for one in desk.rows(Event)]
    assert {"opened", "wrote", "took", "sent", "received", "answered", "compiled"} <= {one["verb"] for one in lines}
    assert "@" not in "".join(one.body.decode() for one in desk.rows(Event))


def broken(desk: Desk) -> list[tuple[int, str]]:
    with reading(desk.engine) as session:
        return [(one.seq, one.why.text) for one in faults(session)]


def test_a_changed_line_is_found(desk):
    tamper(desk, "UPDATE event SET body = (SELECT body FROM event WHERE seq = 4) WHERE seq = 3")
    assert broken(desk) == [(3, "dòng bị sửa")] and places(desk) == ["event:3"]


def test_each_removed_line_is_found(desk):
    tamper(desk, "DELETE FROM event WHERE seq IN (3, 5, 6)")
    assert broken(desk) == [(number, "dòng bị xóa") for number in (3, 5, 6)]


def test_two_lines_that_changed_places_are_found(desk):
    tamper(desk, *(f"UPDATE event SET seq = {new} WHERE seq = {old}" for old, new in ((3, -1), (4, 3), (-1, 4))))
    assert [seq for seq, why in broken(desk) if "đổi chỗ" in why] == [3, 4] == [seq for seq, _ in broken(desk)]


def test_a_removed_line_whose_place_was_filled_is_found(desk):
    last = len(desk.rows(Event))
    tamper(desk, "DELETE FROM event WHERE seq = 3")
    tamper(desk, *(f"UPDATE event SET seq = {number - 1} WHERE seq = {number}" for number in range(4, last + 1)))
    assert broken(desk) == [(3, "dòng liền trước bị xóa hoặc viết lại")]


def test_a_record_cut_off_at_its_end_is_found_by_the_digest_that_names_it(desk):
    tamper(desk, f"DELETE FROM event WHERE seq >= {len(desk.rows(Event)) - 2}")
    assert broken(desk) == []
    assert places(desk) == [f"digest:{desk.one(Digest).id}"]


def test_lines_written_at_once_still_make_one_chain(desk):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: desk.answer("I.1", "bo-a", percent=n), range(6)))
    assert broken(desk) == []


def test_a_contact_is_stored_once_for_each_role(desk):
    with writing(desk.engine) as session:
        again = Contact(agency_id="bo-a", role="answers", name="mới", address=" VANTHU@bo-a.example ")
        store_contact(session, again)
    assert desk.one(Contact, agency_id="bo-a", role="answers").name == "mới"
