"""Claims about digests over several periods: from the frozen answers of those that were sent, each report once."""

from datetime import date

import pytest
from digest_desk import AFTER_AGAIN, DigestDesk
from digest_sample import FROZEN, HEAD, a_line, a_task, an_answer

from casework.reviewing import compile_issue
from casework.verifying import verify_digest
from language.wording import Wording
from models.database import reading, writing
from models.digest import Digest
from models.digest_canonical import from_canonical
from models.digest_compile import compile_review
from models.digest_story import story_of
from models.digest_words import Detail
from models.issue import IssueKind, issue_keyed
from models.last_words import last_words
from models.period import PeriodKind

pytest_plugins = ("digest_offices",)
SUMMER = date(2023, 7, 10)


def reviewed(desk: DigestDesk, key: str, day: date = SUMMER) -> Digest | Wording:
    with writing(desk.engine) as session:
        return compile_issue(session, desk.docket(session, day), issue_keyed(key), "officer")


@pytest.fixture
def half_year(june: DigestDesk) -> DigestDesk:
    """A desk that sent the digests of two quarters; in the second bo-b has answered as well."""
    june.answer_in("2023-Q2", "I.1", "bo-b", date(2023, 6, 8), result="Đã góp ý")
    june.issued("2023-Q2", AFTER_AGAIN)
    return june


def test_a_review_counts_every_report_of_its_periods_once(half_year):
    first, second = (from_canonical(one.content).obligations for one in half_year.digests() if one.state == "sent")
    data = from_canonical(reviewed(half_year, "mid_term:2023-Q1..2023-Q2").content)
    assert data.obligations.total == first.total + second.total
    assert data.obligations.answered == first.answered + second.answered == 2


def test_a_review_tells_of_each_task_what_was_said_last(half_year):
    [task] = [one for one in from_canonical(reviewed(half_year, "year:2023").content).tasks if one.code == "I.1"]
    said = {line.agency_id: line.answer and line.answer.result for line in task.lines}
    assert said == {"bo-a": "Đã xong", "bo-b": "Đã góp ý"}


def test_a_review_says_of_what_it_is_made_and_what_is_missing(half_year):
    data = from_canonical(reviewed(half_year, "year:2023").content)
    assert [one.period_key for one in data.head.sources] == ["2023-Q1", "2023-Q2"]
    assert data.head.missing == ("2023-Q3", "2023-Q4")
    told = story_of(data, "vi", Detail())
    assert told.title == "Báo cáo tổng hợp năm 2023" and "Chưa có báo cáo Quý III/2023, Quý IV/2023." in told.made_of


def test_an_answer_that_was_corrected_stands_as_corrected(june):
    june.answer_in("2023-Q1", "I.1", "bo-a", date(2023, 4, 5), status="completed", result="Đã ban hành")
    june.issued("2023-Q2", AFTER_AGAIN)
    [task] = [one for one in from_canonical(reviewed(june, "year:2023").content).tasks if one.code == "I.1"]
    assert task.lines[0].answer.result == "Đã ban hành"


def test_answers_that_came_after_the_digests_are_not_in_the_review(half_year):
    half_year.answer_in("2023-Q2", "I.1", "bo-a", SUMMER, result="muộn")
    assert "muộn" not in reviewed(half_year, "year:2023").content.decode()


def test_a_review_is_verified_like_any_other(half_year):
    digest = reviewed(half_year, "final:2023-Q1..2023-Q2")
    with reading(half_year.engine) as session:
        assert verify_digest(session, session.merge(digest)) == []


def test_a_review_is_approved_and_sent_with_a_subject_of_its_own(half_year):
    reviewed(half_year, "final:2023-Q1..2023-Q2")
    assert half_year.approved(SUMMER) == ""
    [parcel] = half_year.to_committee(SUMMER)
    assert b"In-Reply-To" not in parcel.content and half_year.last().state == "sent"


def test_nothing_sent_is_nothing_to_review(march):
    march.compiled()
    assert isinstance(reviewed(march, "year:2023"), Wording)


def test_work_that_was_reported_done_twice_was_done_the_first_time():
    done = [an_answer("completed", response_id=n, completed_on=date(2023, n, 1)) for n in (1, 2)]
    lines = [a_line(obligation_id=n, response=answer) for n, answer in enumerate(done, 1)]
    [last] = last_words(lines, "Asia/Ho_Chi_Minh")
    assert (last.obligation_id, last.given.completed_on) == (2, date(2023, 1, 1))


def test_silence_later_does_not_take_back_what_was_said():
    said, silent = a_line(response=an_answer(result="Đã làm")), a_line(obligation_id=2, state="overdue")
    data = compile_review(HEAD, [a_task()], [said, silent], FROZEN).data
    assert (data.obligations.answered, data.obligations.no_answer) == (1, 1)
    assert data.tasks[0].lines[0].answer.result == "Đã làm"


@pytest.mark.parametrize(
    ("key", "kind", "periods"),
    [
        ("2023-Q1", IssueKind.PERIOD, ["2023-Q1"]),
        ("year:2023", IssueKind.YEAR, ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
        ("mid_term:2022-Q4..2023-Q2", IssueKind.MID_TERM, ["2022-Q4", "2023-Q1", "2023-Q2"]),
        ("final:2023-Y1", IssueKind.FINAL, ["2023-Y1"]),
    ],
)
def test_an_issue_has_a_key_that_says_its_periods(key, kind, periods):
    issue = issue_keyed(key)
    assert (issue.kind, [one.key for one in issue.periods]) == (kind, periods)
    assert issue_keyed(issue.key) == issue


def test_the_year_of_a_monthly_plan_has_twelve_periods():
    assert len(issue_keyed("year:2023", PeriodKind.MONTH).periods) == 12


@pytest.mark.parametrize(
    "key", ["", "x:2023", "year:23", "final:2023-Q4..2023-Q1", "final:2023-Q1..2023-M05", "2023-Q9"]
)
def test_a_key_that_names_no_issue_is_refused(key):
    with pytest.raises(ValueError):
        issue_keyed(key)
