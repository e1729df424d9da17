"""Hồ Ngọc Đức's lunar calendar for Viet Nam (UTC+7), after Meeus: an oracle that shares no table with the library."""

from datetime import date, timedelta
from math import floor, pi, sin

ZONE = 7 / 24
JULIAN_DAY_0 = 1721424.5  # of date.fromordinal(0)
MEAN_MONTH = 29.530588853


def new_moon(k: int) -> float:
    """The Julian moment of the k-th new moon after 1900."""
    t = k / 1236.85
    dr = pi / 180
    moment = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    moment += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * dr)
    m = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * dr
    mpr = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * dr
    f = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * dr
    moment += (0.1734 - 0.000393 * t) * sin(m) + 0.0021 * sin(2 * m)
    moment += -0.4068 * sin(mpr) + 0.0161 * sin(2 * mpr) - 0.0004 * sin(3 * mpr)
    moment += 0.0104 * sin(2 * f) - 0.0051 * sin(m + mpr) - 0.0074 * sin(m - mpr)
    moment += 0.0004 * sin(2 * f + m) - 0.0004 * sin(2 * f - m) - 0.0006 * sin(2 * f + mpr)
    moment += 0.0010 * sin(2 * f - mpr) + 0.0005 * sin(2 * mpr + m)
    return moment - (-0.000278 + 0.000265 * t + 0.000262 * t**2)


def new_moon_day(k: int) -> date:
    """The day, in Viet Nam, of the k-th new moon after 1900."""
    return date.fromordinal(floor(new_moon(k) + ZONE - JULIAN_DAY_0))


def sun_sector(day: date) -> int:
    """In which twelfth of its yearly path the sun stands when `day` begins in Viet Nam (0 from the spring equinox)."""
    t = (day.toordinal() + JULIAN_DAY_0 - ZONE - 2451545.0) / 36525
    dr = pi / 180
    m = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * dr
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(m)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000290 * sin(3 * m)
    return floor(longitude % 360 / 30)


def eleventh_month(year: int) -> int:
    """The number of the new moon that begins the eleventh month: the one that holds the winter solstice of `year`."""
    k = floor((date(year, 12, 31).toordinal() + JULIAN_DAY_0 - 2415021) / MEAN_MONTH)
    while new_moon_day(k) > date(year, 12, 31):
        k -= 1
    return k - 1 if sun_sector(new_moon_day(k)) >= 9 else k


def leap_place(first: int) -> int:
    """Which month after the eleventh is the leap one: the first without a principal term."""
    return next(
        i for i in range(1, 14) if sun_sector(new_moon_day(first + i)) == sun_sector(new_moon_day(first + i + 1))
    )


def lunar_day(year: int, month: int, day: int) -> date:
    """The day of the common calendar of a day in the first ten months of a lunar year (never of its leap month)."""
    first = eleventh_month(year - 1)
    place = month + 1
    if eleventh_month(year) - first > 12 and place >= leap_place(first):
        place += 1
    return new_moon_day(first + place) + timedelta(days=day - 1)
