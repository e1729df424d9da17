"""Dates and numbers as official letters write them."""

from datetime import date
from decimal import Decimal

import pytest

from language.dates import day_meant, long_date, read_date, short_date
from language.numbers import format_number, read_number, whole_percent


def test_days_and_the_first_two_months_have_a_leading_nought():
    assert long_date(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
    assert long_date(date(2022, 10, 12)) == "ngày 12 tháng 10 năm 2022"
    assert long_date(date(2022, 3, 9)) == "ngày 09 tháng 3 năm 2022"


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2023, 12, 31), date(2026, 1, 1)])
def test_what_is_written_is_read_back(day):
    assert read_date(long_date(day)) == day
    assert read_date(f"gửi trước {short_date(day)}.") == day


@pytest.mark.parametrize("text", ["31/02/2023", "ngày 31 tháng 4 năm 2023", "05/2026", "12/13/20266", ""])
def test_a_day_the_calendar_lacks_is_none(text):
    assert read_date(text) is None


def test_numbers_have_dots_between_thousands_and_a_decimal_comma():
    assert format_number(1234.5) == "1.234,5"
    assert format_number(1248) == "1.248"
    assert format_number(0.5, 2) == "0,50"


@pytest.mark.parametrize(
    ("text", "number"), [("1.234,5", "1234.5"), ("34", "34"), ("-2,75", "-2.75"), ("1.000.000", "1000000")]
)
def test_vietnamese_numbers_are_read(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.23", "1,234.5", "một", "", "1..2"])
def test_other_writings_are_not_guessed(text):
    assert read_number(text) is None


def test_in_english_the_month_is_a_word_and_thousands_have_commas():
    assert long_date(date(2026, 1, 5), "en") == "5 January 2026"
    assert short_date(date(2026, 5, 1), "en") == "1 May 2026"
    assert format_number(1234.5, locale="en") == "1,234.5"


@pytest.mark.parametrize(
    "text",
    ["30/06/2023", "30.6.2023", "trước 30/06/2023", "đến hết ngày 30/6/2023.", "ngày 30 tháng 6 năm 2023"]
    + ["Quý II/2023", "quý 2 năm 2023", "tháng 6/2023", "6/2023", "trước tháng 06 năm 2023"],
)
def test_a_text_that_means_one_day_is_that_day(text):
    assert day_meant(text) == date(2023, 6, 30)


@pytest.mark.parametrize(
    "text", ["30/06/2023 hoặc 31/07/2023", "sau 30/06/2023", "quý II", "tháng 13/2023", "2023", "31/02/2023", "", "sớm"]
)
def test_a_text_that_means_more_or_less_than_a_day_is_none(text):
    assert day_meant(text) is None


@pytest.mark.parametrize(("text", "percent"), [("45", 45), ("45 %", 45), ("100%", 100), ("45,0", 45), ("0", 0)])
def test_a_whole_percent_is_read(text, percent):
    assert whole_percent(text) == percent


@pytest.mark.parametrize("text", ["101", "-1", "45,5", "khoảng 45", "", "%", "4 5"])
def test_what_is_no_whole_percent_is_none(text):
    assert whole_percent(text) is None
