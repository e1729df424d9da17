"""Claims about what is owed, worked out from plan, directory, policy and calendar alone."""

from datetime import date

from builders import PROVINCES, agency, assigned, deadline, directory, plan, policy, span, task

from models.expectation import TaskOutline, occasions_of_task, owed_by_task
from models.task import Milestone

END = date(2026, 12, 31)


def occasions(*milestones: Milestone, through: date = END, tracked_from: date = date(2022, 1, 1), **changes: object):
    """(slug, opening day, due day) of a task with these milestones."""
    outline = TaskOutline(task("I.1"), milestones, ())
    found = occasions_of_task(plan(tracked_from), policy(**changes), outline, through)
    return [(one.slug, str(one.opens_on), str(one.due_on)) for one in found]


def other(kind: str, **given: object) -> Milestone:
    return Milestone(task_id=0, position=0, kind=kind, text="", **given)


def test_a_span_is_owed_each_quarter_it_overlaps_from_the_signing_to_the_end_of_the_plan():
    found = occasions(span())
    assert found[0] == ("2022-Q4", "2022-10-12", "2022-12-20")
    assert found[-1] == ("2025-Q4", "2025-10-01", "2025-12-19")
    assert len(found) == 13


def test_a_span_that_begins_later_is_owed_from_its_first_quarter():
    assert occasions(span(begins=date(2023, 1, 1)))[0][0] == "2023-Q1"


def test_a_span_that_ends_inside_the_plan_is_owed_to_its_last_quarter():
    assert occasions(span(due=date(2023, 6, 30)))[-1][0] == "2023-Q2"


def test_a_deadline_is_owed_for_its_own_date_with_its_period_and_then_each_period():
    first, second, *later = occasions(deadline(date(2023, 3, 31)))
    assert first == ("I.1@2023-03-31", "2023-01-01", "2023-03-31")
    assert (second[0], later[-1][0]) == ("2023-Q2", "2025-Q4")


def test_a_deadline_on_a_day_off_is_due_the_working_day_before():
    assert occasions(deadline(date(2023, 3, 25)))[0][2] == "2023-03-24"


def test_a_deadline_past_when_the_plan_was_signed_asks_nobody():
    assert occasions(deadline(date(2022, 9, 30), past=True)) == []


def test_a_conditional_or_unanchored_milestone_asks_nobody():
    assert occasions(other("conditional", every="year"), other("relative", amount=3, unit="month")) == []


def test_an_undated_duty_is_owed_each_period_or_held_as_the_policy_says():
    assert len(occasions(other("none"))) == 13
    assert occasions(other("none"), undated="hold") == []


def test_nothing_is_owed_that_opens_later_than_the_day_looked_at():
    assert [slug for slug, _, _ in occasions(span(), through=date(2023, 3, 31))] == ["2022-Q4", "2023-Q1"]
    assert occasions(span(), through=date(2023, 4, 1))[-1][0] == "2023-Q2"


def test_nothing_is_owed_that_was_due_before_tracking_began():
    assert occasions(span(), tracked_from=date(2023, 3, 20))[0][0] == "2023-Q1"
    assert occasions(span(), tracked_from=date(2023, 3, 21))[0][0] == "2023-Q2"


def test_two_spans_over_one_quarter_owe_one_report():
    assert len(occasions(span(), span(begins=date(2023, 1, 1)))) == 13


def test_a_span_and_a_deadline_are_owed_each():
    milestones = span(due=date(2022, 12, 31)), deadline(date(2022, 12, 30))
    slugs = [slug for slug, _, _ in occasions(*milestones, through=date(2022, 12, 31))]
    assert slugs == ["2022-Q4", "I.1@2022-12-30"]


def owed_to(entries, day: date) -> dict[str, set[str]]:
    outline = TaskOutline(task("II.1"), [span()], assigned("lead", "all-provinces"))
    found: dict[str, set[str]] = {}
    for occasion, owed in owed_by_task(plan(), policy(), entries, outline, day):
        found.setdefault(occasion.slug, set()).add(owed.agency_id)
    return found


def test_a_collective_is_its_members_on_the_day_the_occasion_opens():
    merged = directory(
        agency("tinh-x", "province", valid_to=date(2023, 6, 30), successors=("tinh-xy",)),
        agency("tinh-xy", "province", valid_from=date(2023, 7, 1)),
    )
    found = owed_to(merged, date(2023, 7, 1))
    assert found["2023-Q2"] == set(PROVINCES)
    assert found["2023-Q3"] == {"tinh-xy", "tinh-y", "tinh-z"}
