"""Claims about reporting periods, due dates, working days and the policy that sets them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import policy
from hypothesis import given
from hypothesis import strategies as st

from models.days_off import DayOrder
from models.period import Period, PeriodKind, period_keyed, period_of, periods_between, periods_in_year
from models.policy import Policy
from models.policy_file import read_policy
from models.working_days import WorkingDays

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
KINDS = st.sampled_from(PeriodKind)
TABLE = [
    # key, name, calendar bounds, first and last day whose results count (Decree 09/2019/NĐ-CP, Article 12)
    ("2023-M03", "Tháng 03/2023", "2023-03-01", "2023-03-31", "2023-02-15", "2023-03-14"),
    ("2023-M01", "Tháng 01/2023", "2023-01-01", "2023-01-31", "2022-12-15", "2023-01-14"),
    ("2023-Q1", "Quý I/2023", "2023-01-01", "2023-03-31", "2022-12-15", "2023-03-14"),
    ("2023-Q2", "Quý II/2023", "2023-04-01", "2023-06-30", "2023-03-15", "2023-06-14"),
    ("2023-Q3", "Quý III/2023", "2023-07-01", "2023-09-30", "2023-06-15", "2023-09-14"),
    ("2023-Q4", "Quý IV/2023", "2023-10-01", "2023-12-31", "2023-09-15", "2023-12-14"),
    ("2023-H1", "6 tháng đầu năm 2023", "2023-01-01", "2023-06-30", "2022-12-15", "2023-06-14"),
    ("2023-H2", "6 tháng cuối năm 2023", "2023-07-01", "2023-12-31", "2023-06-15", "2023-12-14"),
    ("2023-N1", "9 tháng năm 2023", "2023-01-01", "2023-09-30", "2022-12-15", "2023-09-14"),
    ("2023-Y1", "Năm 2023", "2023-01-01", "2023-12-31", "2022-12-15", "2023-12-14"),
]


@pytest.mark.parametrize(("key", "name", "begins", "last", "counts_from", "counts_to"), TABLE)
def test_a_period_has_calendar_bounds_and_the_window_of_article_12(key, name, begins, last, counts_from, counts_to):
    period, day = period_keyed(key), timedelta(days=1)
    assert (period.key, period.name) == (key, name)
    assert [str(period.begins), str(period.ends - day)] == [begins, last]
    window = policy().window_of(period)
    assert [str(window.begins), str(window.last_day)] == [counts_from, counts_to]


@pytest.mark.parametrize("key", ["2023-Q5", "2023-Q0", "2023-X1", "2023", "", "2023-Q", "quý I", "2023-N2", "2023-M13"])
def test_a_key_that_names_no_period_is_refused_with_the_form_expected(key):
    with pytest.raises(ValueError, match="is not a period"):
        period_keyed(key)


@given(DAYS, KINDS)
def test_the_period_of_a_day_holds_it_and_its_key_reads_back(day, kind):
    period = period_of(day, kind)
    assert period.begins <= day and (day < period.ends or kind is PeriodKind.NINE_MONTHS)
    assert period_keyed(period.key) == period


@given(DAYS, KINDS)
def test_the_windows_of_neighbouring_periods_leave_no_gap_and_no_overlap(day, kind):
    period = period_of(day, kind)
    if kind is not PeriodKind.NINE_MONTHS:
        assert policy().window_of(period.next).begins == policy().window_of(period).ends


@given(DAYS, st.integers(0, 900), KINDS)
def test_the_periods_between_two_days_are_those_that_overlap_them(first, days, kind):
    last = first + timedelta(days=days)
    found = list(periods_between(first, last, kind))
    year_of = [
        Period(y, n + 1, kind) for y in range(first.year - 1, last.year + 2) for n in range(periods_in_year(kind))
    ]
    assert found == [one for one in year_of if one.begins <= last and one.ends > first]


DUE_DATES = [
    # period, to the office (20th), to the Committee (25th; Article 13), both rolled back off days off
    ("2023-Q1", "2023-03-20", "2023-03-24"),  # 25 March 2023 is a Saturday
    ("2023-Q2", "2023-06-20", "2023-06-23"),
    ("2023-Q3", "2023-09-20", "2023-09-25"),
    ("2023-Q4", "2023-12-20", "2023-12-25"),
    ("2024-Q1", "2024-03-20", "2024-03-25"),
    ("2025-Q3", "2025-09-19", "2025-09-25"),
]


@pytest.mark.parametrize(("key", "to_office", "to_committee"), DUE_DATES)
def test_due_dates_follow_the_decree_and_roll_back_off_days_off(key, to_office, to_committee):
    given_by = policy()
    assert str(given_by.office_due(period_keyed(key))) == to_office
    assert str(given_by.committee_due(period_keyed(key))) == to_committee


def test_a_policy_can_roll_forward_instead():
    assert policy(roll="forward").committee_due(period_keyed("2023-Q1")) == date(2023, 3, 27)


def test_a_report_is_never_due_before_one_working_day_after_the_cut_off():
    early = policy(due_to_office={"day": 10})
    assert early.office_due(period_keyed("2023-Q1")) == date(2023, 3, 15)


def test_the_31st_is_the_last_day_of_a_shorter_month():
    assert policy(due_to_committee={"day": 31}, period="month").committee_due(period_keyed("2024-M02")) == date(
        2024, 2, 29
    )


@pytest.mark.parametrize("day", ["2023-01-20", "2023-01-23", "2023-01-26", "2023-04-29", "2023-05-01", "2023-09-04"])
def test_tet_and_the_public_holidays_of_2023_are_off(day):
    assert not WorkingDays().works(date.fromisoformat(day))


def test_working_days_step_over_tet():
    assert WorkingDays().shift(date(2023, 1, 19), 1) == date(2023, 1, 27)
    assert WorkingDays().shift(date(2023, 1, 27), -1) == date(2023, 1, 19)


def test_overrides_work_a_saturday_and_take_a_friday_off():
    days = WorkingDays(
        orders=(DayOrder(date(2023, 3, 25), True, "1/VPCP"), DayOrder(date(2023, 3, 24), False, "1/VPCP"))
    )
    assert days.works(date(2023, 3, 25)) and not days.works(date(2023, 3, 24))
    assert days.shift(date(2023, 3, 23), 1) == date(2023, 3, 25)


def test_an_override_of_the_policy_moves_a_due_date():
    worked = policy(days=[{"day": "2023-03-25", "worked": True, "document": "123/VPCP"}])
    assert worked.committee_due(period_keyed("2023-Q1")) == date(2023, 3, 25)


@given(st.dates(date(2022, 1, 1), date(2026, 12, 31)), st.integers(-60, 60).filter(bool))
def test_a_shift_lands_on_a_working_day_in_its_direction(day, count):
    landed = WorkingDays().shift(day, count)
    assert WorkingDays().works(landed) and (landed > day) == (count > 0)


LADDERS = "lead: [{purpose: ask, working_days: -10}]\ncoordinating: [{purpose: ask, working_days: -10}]\n"
FAULTS = [
    ("period: fortnight", "period"),
    ("perod: quarter", "perod"),
    ("due_to_office: {day: 32}", "due_to_office"),
    ("zone: [", "đọc"),
    ("- a list", "đọc"),
    ("zone: Asia/Nowhere", "zone"),
    ("country: ZZ", "country"),
    ("days: [{day: 2023-03-25, worked: true}]", "document"),
    ("\x00", "đọc"),
]


@pytest.mark.parametrize(("text", "says"), FAULTS)
def test_a_faulty_policy_is_a_problem_with_its_place(tmp_path: Path, text, says):
    path = tmp_path / "policy.yaml"
    path.write_text(LADDERS + text)
    problems = read_policy(path)
    assert not isinstance(problems, Policy)
    assert problems[0].place == str(path) and says in problems[0].why.say().replace("coordinating", "")


@pytest.mark.parametrize("lead", [[], [{"purpose": "remind", "working_days": -3}]])
def test_a_ladder_begins_by_asking(lead):
    with pytest.raises(ValueError, match="must begin with a step whose purpose is 'ask'"):
        policy(lead=lead)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00binary", b"- a\n- list"])
def test_a_policy_that_is_missing_empty_or_binary_is_a_problem(tmp_path: Path, content):
    path = tmp_path / "policy.yaml"
    if content is not None:
        path.write_bytes(content)
    assert not isinstance(read_policy(path), Policy)


def test_two_steps_of_a_ladder_with_one_name_are_refused():
    twice = [{"purpose": "ask", "working_days": -10}, *[{"purpose": "remind", "working_days": d} for d in (-3, -1)]]
    with pytest.raises(ValueError, match="step"):
        policy(lead=twice)
