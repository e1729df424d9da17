"""Claims about the table of an outbox's states: every way in it can be gone, and no other, whoever tries."""

from itertools import product

import pytest
from builders import ASK_DAY, Desk, at, small_plan
from sqlalchemy import Engine

from models.database import writing
from models.letter import (
    DEFERRED,
    QUEUED,
    SENDING,
    TRANSITIONS,
    WAITING,
    Delivery,
    ForbiddenTransitionError,
    move_delivery,
    take_deliveries,
)

PAIRS = list(product(TRANSITIONS, TRANSITIONS))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    made = small_plan(engine)
    made.ask()
    return made


def put(desk: Desk, state: str) -> int:
    """The first delivery, put into that state behind everybody's back; its id."""
    with writing(desk.engine) as session:
        session.connection().execute(Delivery.__table__.update().where(Delivery.id == 1).values(state=state))
    return 1


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_delivery_moves_along_the_table_and_nowhere_else(desk: Desk, before: str, after: str) -> None:
    number, allowed = put(desk, before), after in TRANSITIONS[before]
    try:
        with writing(desk.engine) as session:
            move_delivery(session, session.get_one(Delivery, number), after, at(ASK_DAY))
    except ForbiddenTransitionError:
        assert not allowed
    assert desk.one(Delivery, id=number).state == (after if allowed else before)


@pytest.mark.parametrize(("before", "after"), [(b, a) for b, a in PAIRS if a != b and a not in TRANSITIONS[b]])
def test_not_even_an_assignment_leaps(before: str, after: str) -> None:
    delivery = Delivery(letter_id=1, address="a@b.invalid", state=before, state_since=at(ASK_DAY))
    with pytest.raises(ForbiddenTransitionError):
        delivery.state = after
    assert delivery.state == before


@pytest.mark.parametrize("state", TRANSITIONS)
def test_only_what_waits_is_taken(desk: Desk, state: str) -> None:
    number = put(desk, state)
    try:
        with writing(desk.engine) as session:
            take_deliveries(session, {number: "x@trial.invalid", 2: "y@trial.invalid"}, at(ASK_DAY))
    except ForbiddenTransitionError:
        assert state not in WAITING
    taken = [desk.one(Delivery, id=one).state == SENDING for one in (1, 2)]
    assert taken == [state in (*WAITING, SENDING), state in WAITING]


def test_what_waits_is_what_was_queued_or_put_off() -> None:
    assert set(WAITING) == {QUEUED, DEFERRED}
