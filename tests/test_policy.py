"""Claims about a plan's policy: the windows and due dates it states, and how its faults are said."""

from datetime import date
from pathlib import Path

import pytest
from builders import policy
from hypothesis import given
from hypothesis import strategies as st

from models.due import Move, MoveReason
from models.period import Period, PeriodKind, period_keyed, period_of
from models.policy import Policy
from models.policy_file import read_policy

OCOP = Path(__file__).parent.parent / "plans" / "ocop-2021-2025" / "policy.yaml"
LADDERS = "lead: [{purpose: ask, working_days: -10}]\ncoordinating: [{purpose: ask, working_days: -10}]\n"
CALENDAR_YEAR = """period: year
window: calendar
due_to_office: {day: 20, months_after: 1}
due_to_committee: {day: 30, months_after: 3, document: "41/2016/QĐ-TTg"}
"""


def read(tmp_path: Path, text: str):
    path = tmp_path / "policy.yaml"
    path.write_text(LADDERS + text)
    return read_policy(path)


def test_the_first_plan_s_policy_has_no_fault():
    assert isinstance(read_policy(OCOP), Policy)


def test_without_a_window_the_decree_s_is_meant():
    found = policy()
    assert found.window.name == "decree-09-2019"
    assert str(found.window_of(period_keyed("2023-N1")).last_day) == "2023-09-14"


def test_a_policy_can_state_the_calendar_s_own_bounds(tmp_path):
    found = read(tmp_path, CALENDAR_YEAR)
    window = found.window_of(period_keyed("2023-Y1"))
    assert (str(window.begins), str(window.last_day), found.window.name) == ("2023-01-01", "2023-12-31", "calendar")
    assert str(found.office_due(period_keyed("2023-Y1"))) == "2024-01-19"
    assert str(found.committee_due(period_keyed("2023-Y1"))) == "2024-03-29"


def test_a_policy_can_state_edges_of_its_own(tmp_path):
    text = "window: {begins: {day: 21, months_before: 1}, ends: {day: 20}}\ndue_to_office: {day: 22}\n"
    window = read(tmp_path, text).window_of(period_keyed("2023-Q1"))
    assert (str(window.begins), str(window.last_day)) == ("2022-12-21", "2023-03-20")


FAULTS = [
    # what is written, the key named, words of the reason, words of what to write
    ("perod: quarter", "perod", "không có trong quy định", "period: …"),
    ("period: fortnight", "period", "fortnight", "'month'"),
    ("due_to_office: {day: 32}", "due_to_office.day", "32", "≤ 31"),
    ("due_to_office: {month: 1, day: 20}", "due_to_office.month", "không có trong quy định", ""),
    ("days: [{day: 2023-03-25, worked: true}]", "days.1.document", "thiếu khóa", "document"),
    ("days: [{day: mai, worked: true, document: x}]", "days.1.day", "mai", "2026-01-02"),
    ("zone: Asia/Nowhere", "zone", "múi giờ", "Asia/Ho_Chi_Minh"),
    ("country: ZZ", "country", "ZZ", "VN"),
    ("window: banana", "window", "banana", "decree-09-2019"),
    ("due_to_office: {day: 14}", "due_to_office", "Điều 8", "due_to_office: {day: 20}"),
    ("window: calendar", "due_to_office", "Điều 8", "months_after: 1"),
    ("due_to_committee: {day: 20}", "due_to_committee", "Điều 8", "{day: 25}"),
    ("due_to_committee: {day: 28}", "due_to_committee", "Điều 13", "document"),
    ("roll: forward", "due_to_committee", "Điều 13", "document"),
    ("window: {begins: {day: 16, months_before: 1}, ends: {day: 14}}", "window", "bỏ sót", "decree-09-2019"),
    ("window: {begins: {day: 15}, ends: {day: 14, months_before: 3}}", "window", "Điều 12", "decree-09-2019"),
]


@pytest.mark.parametrize(("text", "key", "why", "write"), FAULTS)
def test_a_fault_names_its_file_its_key_what_is_wrong_and_what_to_write(tmp_path, text, key, why, write):
    problems = read(tmp_path, text)
    assert not isinstance(problems, Policy)
    found = next(one for one in problems if one.text == key)
    assert found.place == str(tmp_path / "policy.yaml")
    assert why in found.why.say() and write in (found.proposal or "")


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    problems = read(tmp_path, "perod: quarter\ndue_to_office: {day: 0}\ncountry: ZZ\n")
    assert {one.text for one in problems} == {"perod", "due_to_office.day", "country"}


def test_a_rule_broken_in_every_period_is_told_once(tmp_path):
    assert len(read(tmp_path, "due_to_office: {day: 10}")) == 1


@pytest.mark.parametrize(
    ("ladder", "why"),
    [
        ("[]", "phải là hỏi"),
        ("[{purpose: remind, working_days: -3}]", "phải là hỏi"),
        ("[{purpose: ask, working_days: -3}, {purpose: remind, working_days: -5}]", "theo thứ tự ngày"),
        ("[{purpose: ask, working_days: -3}, {purpose: ask, working_days: -1}]", "đánh số khác nhau"),
    ],
)
def test_a_ladder_out_of_order_is_said_in_vietnamese(tmp_path, ladder, why):
    path = tmp_path / "policy.yaml"
    path.write_text(f"lead: {ladder}\ncoordinating: [{{purpose: ask, working_days: -10}}]\n")
    assert why in read_policy(path)[0].why.say()


def test_a_day_listed_twice_is_a_fault(tmp_path):
    twice = "days: [{day: 2026-01-02, worked: true, document: a}, {day: 2026-01-02, worked: false, document: b}]"
    assert "hai lần" in read(tmp_path, twice)[0].why.say()


def test_a_due_date_knows_the_day_stated_and_why_it_moved():
    due = policy().committee_due_reached(period_keyed("2023-Q1"))
    assert (due.stated_on, due.on) == (date(2023, 3, 25), date(2023, 3, 24))
    assert due.moves == (Move(date(2023, 3, 25), date(2023, 3, 24), MoveReason.DAY_OFF),)


def test_a_due_date_that_tet_carries_back_before_the_cut_off_is_moved_to_the_day_after_it():
    due = policy(period="month").office_due_reached(period_keyed("2026-M02"))
    assert [(str(move.to_on), move.reason) for move in due.moves] == [
        ("2026-02-13", MoveReason.DAY_OFF),
        ("2026-02-23", MoveReason.ARTICLE_8),
    ]


def test_the_committee_s_day_is_never_on_or_before_the_agencies_own():
    early = policy(period="month", due_to_office={"day": 18}, due_to_committee={"day": 20})
    due = early.committee_due_reached(period_keyed("2026-M02"))
    assert (str(early.office_due(period_keyed("2026-M02"))), str(due.on)) == ("2026-02-23", "2026-02-24")
    assert due.moves[-1].reason is MoveReason.AFTER_OFFICE


@given(st.dates(date(2020, 1, 1), date(2050, 12, 31)), st.sampled_from(PeriodKind), st.integers(15, 24))
def test_every_due_date_is_worked_after_the_cut_off_and_in_the_order_of_the_levels(day, kind, office):
    found, period = policy(period=kind.value, due_to_office={"day": office}), period_of(day, kind)
    office_due, committee_due = found.office_due(period), found.committee_due(period)
    assert found.working_days.works(office_due) and found.working_days.works(committee_due)
    assert found.window_of(period).last_day < office_due < committee_due


@given(st.integers(2020, 2050), st.sampled_from([one for one in PeriodKind if one is not PeriodKind.NINE_MONTHS]))
def test_the_windows_of_a_year_s_periods_make_up_its_window(year, kind):
    found = policy()
    whole = found.window_of(Period(year, 1, PeriodKind.YEAR))
    parts = [found.window_of(one) for one in _periods(year, kind)]
    assert (parts[0].begins, parts[-1].ends) == (whole.begins, whole.ends)


def _periods(year: int, kind: PeriodKind) -> list[Period]:
    first = Period(year, 1, kind)
    found = [first]
    while (following := found[-1].next).year == year:
        found.append(following)
    return found
