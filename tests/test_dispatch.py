"""Claims about the books of a round of sending, on a real outbox and a real mail server."""

import asyncio
from pathlib import Path

import pytest
from builders import ASK_DAY, SENDER, Desk, at, small_plan
from sqlalchemy import Engine

from casework.preparing import next_drafts, written_drafts
from flows.clock import REHEARSAL_CLOCK
from flows.dispatch import Dispatch
from flows.installation import Installation
from flows.writers import begin_writing, written_apart
from mail.couriers import send_all
from mail.outbox import Outcome, SmtpServer
from models.database import reading
from models.letter import Delivery
from models.mode import LIVE, TRIAL, MailMode
from rehearsal.post_office import PostOffice
from settings import Settings

ASKED = 5


@pytest.fixture
def desk(engine: Engine) -> Desk:
    made = small_plan(engine)
    made.ask()
    return made


@pytest.fixture
def here(desk: Desk, tmp_path: Path) -> Installation:
    (tmp_path / REHEARSAL_CLOCK).write_text(at(ASK_DAY, 10).isoformat())
    return Installation(Settings(data=tmp_path), desk.engine, SENDER)


async def test_each_letter_that_waits_goes_out_once_and_is_recorded(desk: Desk, here: Installation) -> None:
    async with PostOffice() as office:
        server = SmtpServer(office.host, office.smtp_port, local_hostname="t.invalid")
        counts = await send_all(server, Dispatch(here, 100, TRIAL), trial=True)
        assert (counts.sent, len(office.addresses)) == (ASKED, ASKED)
    assert {one.state for one in desk.rows(Delivery)} == {"sent"}


async def test_no_more_are_given_out_than_were_allowed(here: Installation) -> None:
    books = Dispatch(here, 2)
    assert await books.more()
    assert len(books.turn([], 10)) == 2 and not await books.more()


async def test_a_switch_thrown_in_the_middle_of_a_round_stops_it(desk: Desk, here: Installation) -> None:
    books = Dispatch(here, 100, TRIAL)
    assert await books.more() and len(books.turn([], 1)) == 1
    desk.add(MailMode(mode=LIVE, stopped=False, by="officer", at=at(ASK_DAY)))
    desk.ask()
    assert books.turn([], 10) == [] and not [one for one in await all_of(books) if one]


async def all_of(books: Dispatch) -> list[int]:
    """The deliveries given out until there are no more."""
    given: list[int] = []
    while await books.more():
        given += [one.delivery_id for one in books.turn([], 10)]
    return given


async def test_an_outcome_and_the_next_claim_are_one_commit(desk: Desk, here: Installation) -> None:
    books = Dispatch(here, 100)
    await books.more()
    [first] = books.turn([], 1)
    [second] = books.turn([Outcome(first.delivery_id, "sent", "after_dot", 250, "OK")], 1)
    states = {one.id: one.state for one in desk.rows(Delivery)}
    assert (states[first.delivery_id], states[second.delivery_id]) == ("sent", "sending")


async def test_a_pace_lets_the_next_letter_go_only_when_it_is_time(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / REHEARSAL_CLOCK).write_text(at(ASK_DAY, 10).isoformat())
    books = Dispatch(Installation(Settings(data=tmp_path, smtp_per_minute=1), desk.engine, SENDER), 100)
    await books.more()
    assert len(books.turn([], 10)) == 1 and books.turn([], 10) == []
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(books.more(), 0.05)


async def test_letters_written_by_other_processes_are_the_same_bytes(here: Installation) -> None:
    with reading(here.engine) as session:
        drafts = next_drafts(session, SENDER, here.now(), most=10)
    apart = await written_apart(drafts, begin_writing(drafts))
    assert [one.parcel for one in apart] == [one.parcel for one in written_drafts(drafts)]
