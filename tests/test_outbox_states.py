"""Claims about the table of an outbox's states: every way in it can be gone, and no other, whoever tries."""

from itertools import product

import pytest
from builders import ASK_DAY, Desk, at, small_plan
from sqlalchemy import Engine
from sqlmodel import Session

from models.attempt import End, attempted_deliveries, end_deliveries
from models.database import writing
from models.letter import (
    BOUNCED,
    DEFERRED,
    QUEUED,
    SENDING,
    SENT,
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


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_is_ended_with_others_moves_along_the_table_too(desk: Desk, before: str, after: str) -> None:
    number, allowed = put(desk, before), after in TRANSITIONS[before]
    try:
        with writing(desk.engine) as session:
            end_deliveries(session, [ended(session, number, after)], at(ASK_DAY))
    except ForbiddenTransitionError:
        assert not allowed
    left = desk.one(Delivery, id=number)
    assert (left.state, left.said) == ((after, "said") if allowed else (before, None))


def test_what_somebody_moved_in_between_is_not_ended_over_it(desk: Desk) -> None:
    number = put(desk, SENDING)
    with pytest.raises(ForbiddenTransitionError, match="stand as they did"), writing(desk.engine) as session:
        end = ended(session, number, SENT)
        move_delivery(session, session.get_one(Delivery, number), BOUNCED, at(ASK_DAY))
        session.flush()
        end_deliveries(session, [end], at(ASK_DAY))
    assert desk.one(Delivery, id=number).state == SENDING


def ended(session: Session, number: int, state: str) -> End:
    """The end of an attempt at that delivery as it stands."""
    return End(attempted_deliveries(session, [number])[number], state, "after_dot", 250, "said", None)


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
