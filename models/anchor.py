"""When a relative deadline falls once the day it counts from is known: "10 ngày làm việc sau khi … được ban hành"."""

from calendar import monthrange
from datetime import date, timedelta

from models.working_days import WorkingDays

DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}


def due_after(anchor: date, amount: int, unit: str, days: WorkingDays) -> date:
    """The day `amount` units after `anchor`, which itself is not counted; unit: day, working_day, week, month or year.

    A period of months ends on the same day of its last month, or that month's last (Civil Code 2015, Articles 147-148).
    """
    if unit in DAYS:
        return anchor + timedelta(days=amount * DAYS[unit])
    if unit in MONTHS:
        return _months_after(anchor, amount * MONTHS[unit])
    return days.shift(anchor, amount)


def _months_after(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
