"""Claims about settling what is in doubt by the log of a Postfix as Debian writes it."""

import pytest
from builders import ASK_DAY, SENDER, Desk, at, small_plan
from sqlalchemy import Engine

from casework.settling import hold_restored, settle_by_log
from mail.postfix_log import Taken, read_postfix_log
from models.attempt import Attempt
from models.database import writing
from models.letter import SENDING, Delivery, Letter
from models.standing import State

LOG = """\
2023-03-06T10:00:01.1+07:00 mx postfix/smtpd[71]: 4Xk2: client=dondoc[127.0.0.1]
Mar  6 10:00:01 mx postfix/smtpd[71]: 3F2A91C0D4: client=dondoc[127.0.0.1]
Mar  6 10:00:01 mx postfix/cleanup[72]: 3F2A91C0D4: message-id={message_id}
Mar  6 10:00:01 mx postfix/qmgr[70]: 3F2A91C0D4: from=<{sender}>, size=30124, nrcpt=1 (queue active)
Mar  6 10:00:02 mx postfix/smtp[73]: 3F2A91C0D4: to=<so@tinh.vn>, relay=mx.tinh.vn[192.0.2.1]:25, delay=1, \
dsn=2.0.0, status={status} (250 2.0.0 OK)
Mar  6 10:00:02 mx postfix/qmgr[70]: 3F2A91C0D4: removed
Mar  6 10:00:03 mx postfix/smtpd[71]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554; from=<a@b.vn> to=<c@d.vn>
Mar  6 10:00:03 mx dovecot: imap-login: Login: user=<x>
"""


@pytest.fixture
def doubt(engine: Engine) -> Desk:
    """An office with one letter whose outcome is not known."""
    desk = small_plan(engine)
    desk.ask()
    desk.end(desk.claim(), "unconfirmed")
    return desk


def log_of(desk: Desk, status: str = "sent", **changes: str) -> list[Taken]:
    delivery = desk.one(Delivery, state="unconfirmed")
    letter = desk.one(Letter, id=delivery.letter_id)
    said = {"message_id": letter.message_id, "sender": SENDER.bounce_address(delivery.id or 0), "status": status}
    return read_postfix_log(LOG.format(**said | changes).splitlines())


def settled(desk: Desk, taken: list[Taken]) -> tuple[int, int]:
    with writing(desk.engine) as session:
        done, unknown = settle_by_log(session, SENDER, taken, "officer", at(ASK_DAY, 12))
    return len(done), len(unknown)


def test_a_log_is_read_letter_by_letter_and_other_programs_are_passed_over(doubt: Desk) -> None:
    [letter] = log_of(doubt)
    assert (letter.queue_id, letter.status, letter.said) == ("3F2A91C0D4", "sent", "250 2.0.0 OK")
    assert letter.recipients == {"so@tinh.vn"}


@pytest.mark.parametrize(
    ("status", "state"), [("sent", "sent"), ("deferred", "sent"), ("bounced", "bounced"), ("expired", "bounced")]
)
def test_what_the_server_took_in_is_settled_by_its_log(doubt: Desk, status: str, state: str) -> None:
    number = doubt.one(Delivery, state="unconfirmed").id
    assert settled(doubt, log_of(doubt, status)) == (1, 0)
    assert doubt.one(Delivery, id=number).state == state
    assert doubt.rows(Attempt, delivery_id=number)[-1].said.startswith("3F2A91C0D4: ")


@pytest.mark.parametrize("changes", [{"sender": "vp+other@vpdp.example"}, {"message_id": "<another@vpdp.example>"}])
def test_what_the_log_does_not_know_stays_in_doubt(doubt: Desk, changes: dict[str, str]) -> None:
    assert settled(doubt, log_of(doubt, **changes)) == (0, 1)
    assert settled(doubt, []) == (0, 1)


def test_a_letter_that_was_settled_is_not_settled_twice(doubt: Desk) -> None:
    taken = log_of(doubt)
    assert [settled(doubt, taken), settled(doubt, taken)] == [(1, 0), (0, 0)]


def test_a_restored_backup_holds_every_live_letter_that_waited_and_names_it(engine: Engine) -> None:
    desk = small_plan(engine)
    desk.go_live()
    desk.ask()
    taken = desk.claim()
    with writing(desk.engine) as session:
        held = hold_restored(session, "officer", at(ASK_DAY, 12))
    assert len(held) == len(desk.rows(Delivery)) and {one.state for one in desk.rows(Delivery)} == {"unconfirmed"}
    assert taken is not None and desk.send() == [] and not desk.rows(Delivery, state=SENDING)
    assert set(desk.states().values()) == {State.ASKED}


def test_a_restored_backup_leaves_trial_letters_to_wait(engine: Engine) -> None:
    desk = small_plan(engine)
    desk.ask()
    with writing(desk.engine) as session:
        assert hold_restored(session, "officer", at(ASK_DAY, 12)) == []
