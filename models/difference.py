"""What a change does to the letters of the days to come: which steps move, vanish, are new, or would go today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models.expectation import Owed
from models.foresight import Foreseen, ForeseenNotice, Foresight
from models.policy import Purpose

Step = tuple[Owed, Purpose, int]
Told = tuple[Foreseen, ForeseenNotice]


@dataclass(frozen=True)
class Moved:
    """Steps of one purpose to one agency that go on `to_on` and not on `from_on`; a day is None where they do not go.

    `whole` says that the letter of `from_on` is not written at all any more; otherwise it only tells less.
    """

    agency_id: str
    purpose: Purpose
    from_on: date | None
    to_on: date | None
    whole: bool
    notices: tuple[ForeseenNotice, ...] = ()

    def touches(self, first: date, last: date) -> bool:
        """Whether either day lies from `first` to `last`."""
        return any(day is not None and first <= day <= last for day in (self.from_on, self.to_on))


@dataclass(frozen=True)
class Difference:
    """What a change moves, by day and agency; `today` is the day on which it would be made."""

    today: date
    moves: tuple[Moved, ...]

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What goes on another day, or to another agency."""
        return tuple(one for one in self.moves if one.from_on and one.to_on)

    @property
    def vanished(self) -> tuple[Moved, ...]:
        """What would not be told any more."""
        return tuple(one for one in self.moves if one.to_on is None)

    @property
    def new(self) -> tuple[Moved, ...]:
        """What would be told, and would not be without the change."""
        return tuple(one for one in self.moves if one.from_on is None)

    @property
    def going_today(self) -> tuple[Moved, ...]:
        """What would go today, and would not without the change."""
        return tuple(one for one in self.moves if one.to_on == self.today)

    def between(self, first: date, last: date) -> "Difference":
        """What touches a day from `first` to `last`, both included."""
        return replace(self, moves=tuple(one for one in self.moves if one.touches(first, last)))


def difference(before: Foresight, after: Foresight, today: date) -> Difference:
    """What sets the two apart, step by step; both must reach as far as a step can move."""
    was, will = _by_step(before), _by_step(after)
    kept = {(letter.day, letter.agency_id, letter.audience) for letter in after.letters}
    groups: dict[Moved, list[ForeseenNotice]] = {}
    for step in will.keys() | was.keys():
        told, told_now = was.get(step), will.get(step)
        if _same(told, told_now):
            continue
        for letter, notice in [one for one in (told_now, told) if one is not None][:1]:
            group = Moved(letter.agency_id, notice.purpose, _day(told), _day(told_now), _gone(told, kept))
            groups.setdefault(group, []).append(notice)
    moves = (replace(group, notices=tuple(sorted(notices, key=_task))) for group, notices in groups.items())
    return Difference(today, tuple(sorted(moves, key=_first)))


def _by_step(foresight: Foresight) -> dict[Step, Told]:
    return {
        (notice.of.owed, notice.purpose, notice.step): (letter, notice)
        for letter in foresight.letters
        for notice in letter.notices
    }


def _same(told: Told | None, told_now: Told | None) -> bool:
    if told is None or told_now is None:
        return False
    return (told[0].day, told[0].agency_id) == (told_now[0].day, told_now[0].agency_id)


def _day(told: Told | None) -> date | None:
    return told[0].day if told else None


def _gone(told: Told | None, kept: Iterable[tuple[date, str, str]]) -> bool:
    return told is not None and (told[0].day, told[0].agency_id, told[0].audience) not in kept


def _task(notice: ForeseenNotice) -> tuple[int, str]:
    return notice.of.position, notice.of.owed.agency_id


def _first(one: Moved) -> tuple[date, date, str, str]:
    days = one.from_on or one.to_on or date.max, one.to_on or date.max
    return *days, one.agency_id, one.purpose
