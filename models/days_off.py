"""A year's days off with their names, and the days of rest that are worked instead, each with what ordered it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

from models.holidays_decided import swap_on

ONE_DAY = timedelta(days=1)
WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY = 5
ENGLISH = "en"
LIBRARY_VIETNAMESE = "vi"
LIBRARY_ENGLISH = "en_US"


class DayKind(StrEnum):
    """Why a day is not an ordinary working day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_IN = "swapped_in"


@dataclass(frozen=True)
class DayOrder:
    """A day that a decision made worked or off; `instead_of` is the day it was swapped with."""

    day: date
    worked: bool
    document: str
    instead_of: date | None = None


@dataclass(frozen=True)
class DayName:
    """What a day is called, in both languages of the house."""

    vi: str
    en: str

    def say(self, locale: str = "vi") -> str:
        """The name in `locale`: English, or else Vietnamese."""
        return self.en if locale.startswith(ENGLISH) else self.vi


@dataclass(frozen=True)
class SpecialDay:
    """A day off, or a day of rest that is worked; `document` is empty when the law alone says so."""

    day: date
    kind: DayKind
    name: DayName
    document: str = ""
    instead_of: date | None = None

    @property
    def worked(self) -> bool:
        """Whether the day is worked."""
        return self.kind is DayKind.SWAPPED_IN


@dataclass(frozen=True)
class YearOfDays:
    """One year: its working days in order, and its holidays and swapped days by date; plain weekends are not listed."""

    worked: tuple[date, ...]
    special: Mapping[date, SpecialDay]


@cache
def year_of_days(country: str, orders: Sequence[DayOrder], year: int) -> YearOfDays:
    """The year by the country's calendar and the orders, which go before it."""
    ordered = {order.day: order for order in orders if order.day.year == year}
    public, english = _public(country, year, LIBRARY_VIETNAMESE), _public(country, year, LIBRARY_ENGLISH)
    worked, special = [], {}
    for day in days_between(date(year, 1, 1), date(year, 12, 31)):
        found = _by_calendar(country, day, public, english)
        if day in ordered:
            found = _ordered(ordered[day], found)
        if found is not None:
            special[day] = found
        if (found is None and not is_weekend(day)) or (found is not None and found.worked):
            worked.append(day)
    return YearOfDays(tuple(worked), special)


def days_between(first: date, last: date) -> Sequence[date]:
    """Every day from `first` to `last`, both included."""
    return [date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1)]


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def weekday_name(day: date) -> DayName:
    """What the day of the week is called."""
    return DayName(WEEKDAYS_VI[day.weekday()], WEEKDAYS_EN[day.weekday()])


def _public(country: str, year: int, language: str) -> holidays.HolidayBase:
    """The library's days of a year. The language is always named: left out, the library takes that of the machine."""
    known = holidays.country_holidays(country).supported_languages
    chosen = language if language in known else next(iter(known), None)
    return holidays.country_holidays(country, years=year, language=chosen, expand=False)


def _by_calendar(
    country: str, day: date, public: holidays.HolidayBase, english: holidays.HolidayBase
) -> SpecialDay | None:
    swap = swap_on(country, day)
    if day in public.weekend_workdays or (swap is not None and swap.worked == day):
        instead_of, document = (swap.off, swap.document) if swap else (None, "")
        return SpecialDay(day, DayKind.SWAPPED_IN, weekday_name(day), document, instead_of)
    if swap is not None and swap.off == day:
        return SpecialDay(day, DayKind.SWAPPED_OFF, weekday_name(day), swap.document, swap.worked)
    if day in public:
        return SpecialDay(day, DayKind.HOLIDAY, DayName(public[day], english[day]))
    return None


def _ordered(order: DayOrder, found: SpecialDay | None) -> SpecialDay | None:
    """What an order makes of a day; one that confirms the calendar only adds its document."""
    off = is_weekend(order.day) if found is None else not found.worked
    if order.worked != off:
        return replace(found, document=order.document) if found else None
    if order.worked == (not is_weekend(order.day)):
        return None
    kind = DayKind.SWAPPED_IN if order.worked else DayKind.SWAPPED_OFF
    return SpecialDay(order.day, kind, weekday_name(order.day), order.document, order.instead_of)
