"""The digest's data: which cell a task belongs in, how obligations stand, what is counted, hashed and read back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.digest_canonical import from_canonical, to_canonical
from models.digest_changes import NEWLY_SILENT, STILL_SILENT, TASK
from models.digest_compile import compile_digest_data
from models.digest_reports import Standing, Timeliness
from models.digest_rules import STANDING_OF_STATE, classify, says_something, standing_of
from rehearsal import sample_digest
from tests.digest_sample import (
    ALL,
    FROZEN,
    HEAD,
    a_digest,
    a_line,
    a_task,
    an_answer,
    compiled,
    quarter_one,
)

DUE, SIGNED = date(2023, 3, 31), date(2022, 10, 12)
ZONE = "Asia/Ho_Chi_Minh"
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


def completed(lines):
    """The day on which a task with these lines was completed."""
    tasks = [a_task()]
    return compile_digest_data(HEAD, tasks, lines, datetime(2024, 1, 1, tzinfo=UTC)).data.tasks[0].completed_on


def cell(completed=None, frozen=date(2023, 3, 20), due=DUE, continuing=False):
    return classify(due, continuing, completed, frozen, SIGNED)


def test_work_completed_on_its_deadline_is_on_time_and_a_day_later_is_late():
    assert cell(completed=DUE) is Timeliness.COMPLETED_ON_TIME
    assert cell(completed=DUE + timedelta(days=1)) is Timeliness.COMPLETED_LATE


def test_work_not_completed_is_within_time_through_its_deadline_and_overdue_after():
    assert cell(frozen=DUE) is Timeliness.WITHIN_TIME
    assert cell(frozen=DUE + timedelta(days=1)) is Timeliness.OVERDUE


def test_a_continuing_task_is_counted_apart_until_its_span_is_over():
    assert cell(continuing=True, completed=date(2023, 1, 5)) is Timeliness.CONTINUING
    assert cell(continuing=True, due=None) is cell(continuing=True, frozen=DUE) is Timeliness.CONTINUING
    assert cell(continuing=True, frozen=date(2023, 4, 1)) is Timeliness.OVERDUE


def test_a_deadline_past_at_signing_is_nobodys_delay():
    assert cell(due=date(2022, 9, 30)) is Timeliness.UNSETTLED
    assert cell(due=None) is Timeliness.UNSETTLED


@given(due=st.none() | DAYS, continuing=st.booleans(), completed=st.none() | DAYS, frozen=DAYS)
def test_only_completed_work_is_in_a_completed_cell(due, continuing, completed, frozen):
    found = cell(completed, frozen, due, continuing)
    if found in (Timeliness.COMPLETED_ON_TIME, Timeliness.COMPLETED_LATE):
        assert completed is not None
    if found in (Timeliness.WITHIN_TIME, Timeliness.OVERDUE):
        assert completed is None


def test_a_task_is_completed_when_the_last_of_its_leads_completes_it():
    first, last = (an_answer("completed", completed_on=day) for day in (date(2023, 1, 10), date(2023, 2, 1)))
    lines = [a_line(response=first), a_line(agency_id="b", response=last)]
    assert completed(lines) == date(2023, 2, 1)
    assert completed([*lines, a_line(agency_id="c")]) is None


def test_coordinating_and_waived_agencies_do_not_hold_a_task_up():
    done = a_line(response=an_answer("completed", completed_on=date(2023, 1, 10)))
    others = [a_line(agency_id="b", role="coordinating"), a_line(agency_id="c", state="waived")]
    assert completed([done, *others]) == date(2023, 1, 10)


def test_one_province_without_completion_keeps_a_collective_task_open():
    done = [a_line(agency_id=str(n), collective=ALL, response=an_answer("completed")) for n in range(3)]
    assert completed(done)
    assert completed([*done, a_line(agency_id="9", collective=ALL, state="overdue")]) is None


def test_completion_without_a_day_dates_from_the_day_it_was_recorded_in_the_plans_zone():
    late_evening = an_answer("completed", recorded_at=datetime(2023, 3, 31, 18, 0, tzinfo=UTC))
    assert completed([a_line(response=late_evening)]) == date(2023, 4, 1)


def test_an_answer_that_waits_for_review_completes_nothing():
    waiting = a_line(state="in_review", response=an_answer("completed"))
    assert completed([waiting]) is None


def test_the_four_silences_have_four_words():
    states = {"overdue": "no_answer", "not_reached": "not_reached", "planned": "not_asked"}
    assert {state: standing_of(state, None).value for state in states} == states
    assert standing_of("answered", "nothing") is Standing.NOTHING_TO_REPORT


def test_every_state_of_an_obligation_has_a_standing_and_an_unknown_one_is_refused():
    assert len(STANDING_OF_STATE) == 11
    with pytest.raises(KeyError):
        standing_of("lost", None)


@pytest.mark.parametrize("sample", [sample_digest.quarter_one, sample_digest.quarter_two, sample_digest.everywhere])
def test_the_cells_add_up(sample):
    digest, ledger = sample().data, sample().ledger
    assert digest.table.total == len(digest.tasks) == 22
    assert digest.obligations.total == len(ledger) == len(list(ledger.rows()))
    assert digest.obligations.owed == digest.obligations.answered + sum(
        digest.group(s).obligations for s in Standing if s not in (Standing.NOTHING_TO_REPORT, Standing.WAIVED)
    )
    counts = digest.agencies
    assert counts.total == counts.answered_all + counts.answered_some + counts.answered_none


def test_a_collectives_counts_and_statuses_cover_its_63_members():
    for task in quarter_one().tasks:
        for report in task.collectives:
            assert report.counts.total == 63
            assert sum(share.count for share in report.statuses) == report.counts.answered


def test_the_silent_are_exceptions_by_name_in_alphabetical_order():
    report = quarter_one().tasks[0].collectives[0]
    named = {group.kind: group.names for group in report.exceptions}
    assert named["no_answer"] == ("Bắc Kạn", "Lào Cai")
    assert named["not_reached"] == ("Hà Giang",)


def test_excerpts_are_three_at_most_each_of_another_province_and_worst_trouble_first():
    digest = quarter_one()
    reports = [c for task in digest.tasks for c in task.collectives]
    assert all(len({e.agency_id for e in c.excerpts}) == len(c.excerpts) <= 3 for c in reports)
    halted = next(c for c in reports if any(s.status == "suspended" for s in c.statuses))
    ledger = sample_digest.quarter_one().ledger
    quoted = {row.response_id: row.status for row in ledger.rows()}
    assert quoted[halted.excerpts[0].response_id] == "suspended"


def test_one_member_is_quoted_once_though_it_wrote_everything():
    wrote = an_answer(difficulty="Thiếu vốn.", result="Đã mở 2 lớp.", proposal="Cấp vốn.")
    members = [a_line(collective=ALL, response=wrote), a_line(agency_id="b", collective=ALL, response=wrote)]
    [task] = a_digest(lines=members).tasks
    assert [e.agency_id for e in task.collectives[0].excerpts] == ["a", "b"]


def test_an_agency_that_answered_one_of_two_tasks_answered_some():
    lines = [
        a_line(),
        a_line(task_code="I.2", state="overdue"),
        a_line(agency_id="b"),
        a_line(agency_id="c", state="asked"),
    ]
    counts = a_digest([a_task(), a_task("I.2")], lines).agencies
    assert (counts.answered_all, counts.answered_some, counts.answered_none) == (1, 1, 1)


def test_no_average_is_anywhere_in_the_data():
    assert all(word not in to_canonical(quarter_one()).decode() for word in ("average", "mean", "bình quân"))
    report = quarter_one().tasks[0].collectives[0]
    assert not any("percent" in name for name in report.__dataclass_fields__)


def test_equal_proposals_are_one_item_with_everybody_who_made_it():
    ways = {1: "Đề nghị  ban hành hướng dẫn.", 2: "đề nghị ban hành hướng dẫn"}
    lines = [
        a_line(obligation_id=n, agency_id=str(n), agency_name=f"Tỉnh {n}", response=an_answer(proposal=text))
        for n, text in ways.items()
    ]
    [item] = a_digest(lines=lines).for_decision
    assert (item.number, item.text, item.agency_ids) == (1, "Đề nghị ban hành hướng dẫn", ("1", "2"))


@pytest.mark.parametrize("text", ["", "Không.", " không có ", "Không có khó khăn, vướng mắc.", "-", "KHÔNG PHÁT SINH"])
def test_a_form_of_none_is_not_a_proposal(text):
    assert not says_something(text)
    assert a_digest(lines=[a_line(response=an_answer(proposal=text))]).for_decision == ()


def test_an_answer_in_review_is_not_quoted():
    [task] = a_digest(lines=[a_line(state="in_review", response=an_answer(result="x", proposal="y"))]).tasks
    assert task.lines[0].answer is None


def test_an_agency_that_took_over_keeps_the_name_the_plan_used():
    [task] = a_digest(lines=[a_line(agency_name="Bộ Mới", named="Bộ Cũ")]).tasks
    assert (task.lines[0].agency_name, task.lines[0].named_agency) == ("Bộ Mới", "Bộ Cũ")


def test_an_answer_after_the_minute_of_freezing_is_refused_among_the_lines():
    after = an_answer(recorded_at=FROZEN + timedelta(minutes=1))
    with pytest.raises(ValueError, match="frozen"):
        a_digest(lines=[a_line(response=after)])


def test_a_line_on_an_unlisted_task_is_refused():
    with pytest.raises(ValueError, match="not listed"):
        a_digest(lines=[a_line(task_code="IX.9")])


def test_a_digest_is_frozen_at_a_utc_time():
    with pytest.raises(ValueError, match="UTC"):
        replace(quarter_one(), frozen_at=datetime(2023, 3, 20, 10, 30))  # noqa: DTZ001


@pytest.mark.parametrize("sample", [a_digest, quarter_one])
def test_canonical_bytes_are_read_back_to_the_same_digest(sample):
    stored = to_canonical(sample())
    assert from_canonical(stored) == sample()
    assert to_canonical(from_canonical(stored)) == stored


@given(text=st.text(st.characters(exclude_categories=["Cs"])), percent=st.none() | st.integers(0, 100))
def test_any_text_survives_the_canonical_form(text, percent):
    digest = a_digest(lines=[a_line(response=an_answer(result=text, percent=percent))])
    assert from_canonical(to_canonical(digest)) == digest


def test_the_hash_is_stable_and_changes_with_one_letter():
    one, other = (a_digest(lines=[a_line(response=an_answer(result=text))]) for text in ("ban hành", "ban hanh"))
    assert to_canonical(one) == to_canonical(from_canonical(to_canonical(one)))
    assert to_canonical(one) != to_canonical(other)
    assert to_canonical(one).startswith(b'{"agencies":{"answered_all":1,')


def test_the_same_minute_in_another_zone_is_the_same_digest():
    elsewhere = compile_digest_data(HEAD, [a_task()], [a_line()], FROZEN.astimezone(ZoneInfo(ZONE)))
    assert to_canonical(elsewhere.data) == to_canonical(a_digest())


def test_changes_name_the_task_that_fell_overdue_and_who_is_silent_again():
    silent = [a_line(), a_line(obligation_id=2, agency_id="b", agency_name="Bộ B", state="overdue")]
    before = compiled(lines=silent)
    more = [*silent, a_line(obligation_id=3, agency_id="c", agency_name="Bộ C", state="overdue")]
    now = a_digest(tasks=[a_task(due=date(2023, 3, 1))], lines=more, before=before)
    assert [(c.kind, c.subject) for c in now.changes if c.kind != "answered"] == [
        (TASK, "I.1"),
        (STILL_SILENT, "Bộ B"),
        (NEWLY_SILENT, "Bộ C"),
    ]


def test_a_task_completed_in_an_earlier_digest_stays_completed_when_nobody_is_asked_again():
    done = an_answer("completed", completed_on=date(2023, 1, 10))
    before = compiled(lines=[a_line(response=done)])
    other = a_line(task_code="I.2")
    now = a_digest(tasks=[a_task(), a_task("I.2")], lines=[other], before=before)
    assert now.tasks[0].timeliness is Timeliness.COMPLETED_ON_TIME


def test_an_answer_of_today_outweighs_what_an_earlier_digest_said():
    before = compiled(lines=[a_line(response=an_answer("completed"))])
    now = a_digest(lines=[a_line(response=an_answer("in_progress"))], before=before)
    assert now.tasks[0].timeliness is Timeliness.WITHIN_TIME


def test_nothing_changed_is_no_change():
    before = compiled()
    assert a_digest(before=before).changes == ()


def test_who_waits_for_a_lead_that_is_done_is_set_against_it_in_its_own_words():
    lines = [
        a_line(1, response=an_answer("completed", response_id=1)),
        a_line(2, role="coordinating", agency_id="b", agency_name="Bộ B", place=1)._replace(
            given=an_answer(response_id=2, difficulty="Đang chờ Bộ Nông nghiệp ban hành tài liệu.")
        ),
    ]
    known = lines[0].party._replace(known_as=("Bộ Nông nghiệp",))
    lines[0] = lines[0]._replace(party=known)
    [clash] = a_digest([a_task(coordinating=("Bộ B",))], lines).clashes
    assert (clash.done, clash.waiting, clash.obligation_ids) == ("Bộ A", "Bộ B", (1, 2))
    assert clash.quote == "Đang chờ Bộ Nông nghiệp ban hành tài liệu."


def test_a_task_that_was_another_s_is_not_counted_as_reported_once_it_is_closed():
    assert standing_of("closed", "not_ours") is Standing.WAIVED
    assert standing_of("closed", "completed") is Standing.REPORTED
