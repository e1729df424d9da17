"""Claims about compiling, approving and sending a digest."""

from datetime import date

import pytest
from builders import AFTER, ASK_DAY, SENDER, Desk, at, small_plan
from sqlalchemy import Engine

from casework.compiling import compile_digest, periods_to_compile
from casework.publishing import NotADraftError, approve
from models.contact import Contact
from models.database import reading, writing
from models.digest import Digest
from models.digest_canonical import from_canonical
from models.letter import DIGEST, Delivery, Letter
from models.period import period_keyed
from models.response import RETURNED, Decision, Response

Q1 = period_keyed("2023-Q1")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk where bo-a has answered on I.1, everybody else is silent, and the due day is over."""
    desk = small_plan(engine).asked()
    desk.answer("I.1", "bo-a", status="completed")
    return desk


def compiled(desk: Desk, day: date = AFTER) -> Digest:
    with writing(desk.engine) as session:
        return compile_digest(session, desk.docket(session, day), Q1, "officer")


def approved(desk: Desk, day: date = AFTER) -> str | None:
    with writing(desk.engine) as session:
        last = desk_digest(desk)
        return approve(session, desk.docket(session, day), SENDER, session.merge(last), "officer")


def desk_digest(desk: Desk) -> Digest:
    return desk.rows(Digest)[-1]


def return_answer(desk: Desk) -> None:
    [response] = desk.rows(Response)
    desk.add(Decision(response_id=response.id, verdict=RETURNED, reason="", by="officer", at=at(AFTER)))


def test_a_period_is_due_for_compiling_once_its_due_day_is_over_and_not_twice(desk):
    def due(day: date) -> list[str]:
        with reading(desk.engine) as session:
            return [one.key for one in periods_to_compile(session, desk.docket(session, day))]

    assert (due(date(2023, 3, 20)), due(date(2023, 3, 21))) == ([], ["2023-Q1"])
    compiled(desk)
    assert due(AFTER) == []


def test_a_digest_is_a_draft_and_sends_nothing(desk):
    assert compiled(desk).state == "draft"
    assert desk.send(AFTER) == []


def test_it_says_what_is_answered_and_who_is_silent(desk):
    data = from_canonical(compiled(desk).content)
    assert (data.agencies.total, data.agencies.answered_some, data.agencies.answered_none) == (5, 1, 4)


def test_a_second_compiling_voids_the_first_draft(desk):
    compiled(desk)
    compiled(desk)
    assert [(one.version, one.state) for one in desk.rows(Digest)] == [(1, "void"), (2, "draft")]


def test_compiling_twice_from_the_same_rows_at_the_same_moment_gives_the_same_figures(desk):
    first, second = (from_canonical(compiled(desk).content) for _ in range(2))
    assert (first.table, first.sections) == (second.table, second.sections)


def test_approval_queues_exactly_one_letter_and_its_sending_marks_the_digest_sent(desk):
    compiled(desk)
    assert approved(desk) is None
    [parcel] = desk.send(AFTER)
    assert parcel.envelope_to == "vanthu=bcd.example@trial.invalid"
    assert (desk_digest(desk).state, desk_digest(desk).letter_id) == ("sent", desk.one(Letter, kind=DIGEST).id)


def test_what_is_no_draft_cannot_be_approved(desk):
    compiled(desk)
    approved(desk)
    with pytest.raises(NotADraftError, match="approved"):
        approved(desk)


def test_an_answer_from_somebody_named_silent_voids_the_draft_at_approval(desk):
    compiled(desk)
    desk.answer("I.1", "bo-b", AFTER)
    assert "named as missing" in approved(desk)
    assert desk_digest(desk).state == "void" and not desk.rows(Letter, kind=DIGEST)


def test_an_answer_after_approval_voids_it_in_the_second_of_sending(desk):
    compiled(desk)
    approved(desk)
    desk.answer("I.1", "bo-b", AFTER)
    assert desk.send(AFTER) == []
    assert desk_digest(desk).state == "void" and desk_digest(desk).void_reason
    assert desk.one(Delivery, letter_id=desk_digest(desk).letter_id).state == "withdrawn"


def test_an_answer_between_draft_and_claim_voids_it_too(desk):
    compiled(desk)
    approved(desk)
    [draft] = desk.prepared(AFTER)
    desk.answer("I.1", "bo-b", AFTER)
    assert desk.take(draft, AFTER) is None
    assert desk.send(AFTER) == [] and desk_digest(desk).state == "void"


def test_an_answer_between_two_attempts_voids_it_too(desk):
    compiled(desk)
    approved(desk)
    desk.end(desk.claim(AFTER), "temporary", AFTER)
    desk.answer("I.1", "bo-b", AFTER)
    assert desk.send(date(2023, 3, 24)) == [] and desk_digest(desk).state == "void"


def test_the_return_of_an_answer_it_quotes_voids_it(desk):
    compiled(desk)
    approved(desk)
    return_answer(desk)
    assert desk.send(AFTER) == [] and desk_digest(desk).state == "void"


def test_another_version_of_an_answer_it_quotes_does_not(desk):
    compiled(desk)
    approved(desk)
    desk.answer("I.1", "bo-a", AFTER, status="completed", result="thêm")
    assert len(desk.send(AFTER)) == 1


def test_once_one_reader_has_it_the_others_get_the_same_whatever_comes(desk):
    desk.add(Contact(agency_id="bcd", role="answers", name="hai", address="hai@bcd.example"))
    compiled(desk)
    approved(desk)
    desk.end(desk.claim(AFTER), day=AFTER)
    desk.answer("I.1", "bo-b", AFTER)
    assert len(desk.send(AFTER)) == 1 and desk_digest(desk).state == "sent"


def test_a_digest_that_nobody_is_there_to_read_stays_a_draft_and_says_so(desk):
    desk.change(desk.one(Contact, agency_id="bcd", role="answers"), valid_to=ASK_DAY)
    compiled(desk)
    assert "no contact" in approved(desk)
    assert desk_digest(desk).state == "draft"


def test_the_text_that_left_is_the_text_that_was_approved(desk):
    digest = compiled(desk)
    approved(desk)
    desk.send(AFTER)
    assert (desk_digest(desk).content, desk_digest(desk).sha256) == (digest.content, digest.sha256)
