"""Claims about items put to the Committee: the next digest says what became of each, until it has ended."""

from datetime import date

import pytest
from digest_desk import AFTER, AFTER_AGAIN, DigestDesk

from casework.following_up import record_outcome_of
from language.wording import Wording
from models.database import writing

pytest_plugins = ("digest_offices",)


@pytest.fixture
def asked(march: DigestDesk) -> DigestDesk:
    """A desk whose first digest put two items to the Committee."""
    march.answer("I.1", "bo-b", AFTER, proposal="Sớm ban hành hướng dẫn")
    march.compiled()
    march.worded(decisions="Cho tổ chức hội nghị")
    march.approved()
    march.to_committee()
    return march.asked_again()


def decided(desk: DigestDesk, number: int, outcome: str, day: date = date(2023, 4, 12), said: str = "TB 112"):
    digest = next(one for one in desk.digests() if one.state == "sent")
    with writing(desk.engine) as session:
        docket = desk.docket(session, day)
        return record_outcome_of(session, docket, session.merge(digest), number, outcome, said, day, "officer")


def followed(desk: DigestDesk, key: str = "2023-Q2", day: date = AFTER_AGAIN) -> list[tuple[int, str]]:
    desk.compiled(key, day)
    return [(one.number, one.outcome) for one in desk.data().followed_up]


def test_every_item_is_followed_whether_anything_became_of_it_or_not(asked):
    decided(asked, 1, "accepted")
    assert followed(asked) == [(1, "accepted"), (2, "")]
    assert asked.data().followed_up[0].said == "TB 112"


def test_an_item_that_has_ended_is_told_once(asked):
    decided(asked, 1, "accepted")
    asked.compiled("2023-Q2", AFTER_AGAIN)
    asked.approved(AFTER_AGAIN)
    asked.to_committee(AFTER_AGAIN)
    asked.ask(date(2023, 9, 6))
    assert followed(asked, "2023-Q3", date(2023, 9, 22)) == [(2, "")]


def test_one_put_off_is_followed_on(asked):
    decided(asked, 1, "deferred")
    asked.compiled("2023-Q2", AFTER_AGAIN)
    asked.approved(AFTER_AGAIN)
    asked.to_committee(AFTER_AGAIN)
    asked.ask(date(2023, 9, 6))
    assert (1, "deferred") in followed(asked, "2023-Q3", date(2023, 9, 22))


def test_a_proposal_made_again_is_followed_where_it_was_made_last(asked):
    asked.answer_in("2023-Q2", "I.1", "bo-b", date(2023, 6, 8), proposal="Sớm ban hành hướng dẫn")
    asked.compiled("2023-Q2", AFTER_AGAIN)
    asked.approved(AFTER_AGAIN)
    asked.to_committee(AFTER_AGAIN)
    asked.ask(date(2023, 9, 6))
    asked.compiled("2023-Q3", date(2023, 9, 22))
    [again] = [one for one in asked.data().followed_up if one.text == "Sớm ban hành hướng dẫn"]
    assert again.digest.period_key == "2023-Q2"


def test_what_is_no_item_and_no_outcome_is_refused(asked):
    assert isinstance(decided(asked, 3, "accepted"), Wording)
    assert isinstance(decided(asked, 1, "maybe"), Wording)


def test_the_first_digest_follows_nothing_up(march):
    march.compiled()
    assert march.data().followed_up == ()
