"""Claims about days off: by decree and decision, by the moon, by order of the office, and what is only worked out."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar import lunar_day

from models.days_off import DayKind, DayOrder, is_weekend
from models.holidays_decided import DECIDED, SWAPS
from models.working_days import WorkingDays

NEW_YEAR = (
    DayOrder(date(2026, 1, 2), False, "12729/VPCP-KGVX", date(2026, 1, 10)),
    DayOrder(date(2026, 1, 10), True, "12729/VPCP-KGVX", date(2026, 1, 2)),
)
DAYS = WorkingDays(orders=NEW_YEAR)
# The weekdays off and the days of rest worked, as the yearly notices and Articles 111-112 of the Labour Code give them:
# 4875/TB-LĐTBXH, 119/TB-LĐTBXH, 5034/TB-LĐTBXH, 5015/TB-LĐTBXH with 2450/VPCP-KGVX, 6150/TB-BLĐTBXH, 9441/TB-BNV with
# 12729/VPCP-KGVX and 28/2026/QH16, 10065/VPCP-KGVX.
NOTICES = {
    2021: ("01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03", ""),
    2022: ("01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02", ""),
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: ("01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24", "01-10 08-22"),
    2027: ("01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24", ""),
}
ANY_DAY = st.dates(date(2020, 1, 1), date(2050, 12, 31))
STEPS = st.integers(-400, 400)
ORDERS = st.lists(
    st.builds(DayOrder, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.booleans(), st.just("1/VPCP")),
    unique_by=lambda order: order.day,
    max_size=12,
).map(tuple)


@pytest.mark.parametrize("year", NOTICES)
def test_the_days_off_of_a_decided_year_are_those_of_its_notices(year):
    special = DAYS.year(year).special.values()
    off = [f"{one.day:%m-%d}" for one in special if not one.worked and not is_weekend(one.day)]
    worked = [f"{one.day:%m-%d}" for one in special if one.worked]
    assert (" ".join(off), " ".join(worked)) == NOTICES[year]


def test_the_years_decided_are_those_whose_notices_are_on_record():
    assert set(DECIDED) == set(NOTICES)
    assert DAYS.provisional_years(date(2026, 12, 20), date(2029, 1, 5)) == (2028, 2029)
    assert not DAYS.provisional(2027)


def test_the_office_can_put_a_decision_on_record():
    days = WorkingDays(decided=((2028, "1/VPCP-KGVX"),))
    assert days.documents(2028) == ("1/VPCP-KGVX",) and not days.provisional(2028)


def test_another_country_is_provisional_every_year():
    assert WorkingDays("FR").provisional(2026)


def test_every_swap_the_library_knows_has_its_document():
    known = holidays.countries.vietnam.VietnamStaticHolidays.special_public_holidays
    library = {year: swap for year, swap in known.items() if year in DECIDED}
    ours = {swap.off.year: (swap.off.month, swap.off.day, swap.worked.month, swap.worked.day) for swap in SWAPS}
    assert {year: tuple(map(int, swap)) for year, swap in library.items()} == ours
    assert all(swap.document for swap in SWAPS)


@pytest.mark.parametrize("day", [date(2014, 12, 27), date(2019, 1, 5)])
def test_a_day_worked_for_one_of_another_year_is_known(day):
    assert is_weekend(day) and DAYS.works(day)


@pytest.mark.parametrize("year", range(2020, 2051))
def test_tet_and_the_hung_kings_day_fall_where_the_moon_puts_them(year):
    special = DAYS.year(year).special
    assert special[lunar_day(year, 1, 1)].name.vi == "Tết Nguyên Đán"
    assert "Giỗ Tổ Hùng Vương" in special[lunar_day(year, 3, 10)].name.vi


def test_tet_of_2030_is_not_that_of_china():
    assert lunar_day(2030, 1, 1) == date(2030, 2, 2)


def test_days_off_are_named_in_vietnamese_and_english_whatever_the_machine_speaks(monkeypatch):
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    tet = WorkingDays(orders=(DayOrder(date(2024, 2, 29), False, "test"),)).special(date(2024, 2, 10))
    assert tet is not None and tet.name.vi == "Tết Nguyên Đán"
    assert tet.name.say("en") == "Lunar New Year"


def test_a_swap_names_its_document_and_the_other_day():
    friday, saturday = DAYS.special(date(2026, 1, 2)), DAYS.special(date(2026, 1, 10))
    assert friday is not None and saturday is not None
    assert (friday.kind, friday.instead_of, friday.document) == ("swapped_off", saturday.day, "12729/VPCP-KGVX")
    assert (saturday.kind, saturday.instead_of, saturday.worked) == ("swapped_in", friday.day, True)


def test_an_order_that_confirms_a_holiday_keeps_its_name_and_adds_the_document():
    days = WorkingDays(orders=(DayOrder(date(2027, 2, 8), False, "10065/VPCP-KGVX"),))
    found = days.special(date(2027, 2, 8))
    assert found is not None and (found.kind, found.document) == (DayKind.HOLIDAY, "10065/VPCP-KGVX")


def test_an_order_can_work_a_holiday_and_undo_a_worked_saturday():
    days = WorkingDays(orders=(DayOrder(date(2025, 5, 2), True, "x"), DayOrder(date(2025, 4, 26), False, "x")))
    assert days.works(date(2025, 5, 2)) and not days.works(date(2025, 4, 26))


@given(ANY_DAY, STEPS, ORDERS)
def test_a_shift_is_that_many_steps_from_working_day_to_working_day(day, steps, orders):
    days = WorkingDays(orders=orders)
    landed, left, one = day, abs(steps), timedelta(days=1 if steps >= 0 else -1)
    while left or (steps == 0 and not days.works(landed)):
        landed += one if steps else -one
        left -= bool(left) and days.works(landed)
    assert days.shift(day, steps) == landed


@given(ANY_DAY, STEPS)
def test_a_shift_never_lands_on_a_day_off(day, steps):
    assert DAYS.works(DAYS.shift(day, steps))


@given(ANY_DAY, STEPS)
def test_a_shift_there_and_back_ends_where_it_began(day, steps):
    start = DAYS.roll_back(day)
    assert DAYS.shift(DAYS.shift(start, steps), -steps) == start


@given(ANY_DAY, ANY_DAY, STEPS)
def test_a_later_day_is_never_shifted_before_an_earlier_one(one, other, steps):
    first, last = sorted((one, other))
    assert DAYS.shift(first, steps) <= DAYS.shift(last, steps)


@given(ANY_DAY, st.integers(1, 400))
def test_between_counts_what_a_shift_went(day, steps):
    assert DAYS.between(day, DAYS.shift(day, steps)) == steps
    assert DAYS.between(DAYS.shift(day, steps), day) == 0


@given(ANY_DAY, STEPS)
def test_a_count_lands_where_the_shift_does_and_names_every_day_it_passed(day, steps):
    count = DAYS.count(day, steps)
    off = sum(not one.worked for one in count.passed)
    assert count.lands_on == DAYS.shift(day, steps)
    assert abs((count.lands_on - day).days) == abs(steps) + off


def test_equal_calendars_are_one_key_however_much_they_were_used():
    used, fresh = WorkingDays(orders=NEW_YEAR), WorkingDays(orders=NEW_YEAR)
    used.shift(date(2026, 1, 5), 300)
    assert used == fresh and len({used, fresh}) == 1
