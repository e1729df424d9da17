"""Whose days each late report of a period is late by: what happened on it, gathered from the rows, and judged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.agenda import AskOn, asking_days
from casework.docket import Docket
from models.digest_lines import Given
from models.digest_rows import accepted_before_the_last, chunks
from models.late_reports import LetterTaken, Spell, asked_in, letters_taken, never_asked, waits_for_office
from models.lateness import ONE_DAY, Lateness, LatenessFacts, Span, lateness
from models.obligation import PAUSED, DueChange, changes_of
from models.occasion import PERIOD
from models.period import period_keyed
from models.policy import Policy
from models.standing import State
from models.task import COORDINATING, LEAD

ANSWERED = State.ANSWERED.value
NOT_OWED = (State.WAIVED.value, State.CLOSED.value)
DayOf = Callable[[datetime], date]
Spans = dict[int, tuple[Span, ...]]
Judge = Callable[[LatenessFacts], Lateness | None]


@dataclass(frozen=True)
class LateReports:
    """What is known of a period's reports as of `day`: only what was out of the ordinary is kept by obligation.

    `asked` holds those whose asking was queued after the day of the ladder, or taken later than that day.
    """

    day: date
    period_key: str
    accepted: dict[int, datetime]
    asked: dict[int, tuple[date, date | None]]
    never_asked: set[int]
    waited: Spans
    paused: Spans
    ask_on: AskOn
    day_of: DayOf
    judge: Judge

    def of(self, number: int, role: str, kind: str, state: str, due_on: date, given: Given | None) -> Lateness | None:
        """The working days by which the report on obligation `number` is late; None for one in time, or not owed.

        A report that was mended after it had been accepted counts by the first version accepted.
        """
        ends_on = self.day
        if given is not None and state == ANSWERED:
            ends_on = self.day_of(self.accepted.get(number, given.recorded_at))
        if ends_on <= due_on or state in NOT_OWED:
            return None
        if number in self.unusual:
            return self._unusual(number, role, kind, due_on, ends_on)
        return self.ordinary(role, kind, due_on, ends_on)

    def _unusual(self, number: int, role: str, kind: str, due_on: date, ends_on: date) -> Lateness | None:
        ask_on = self.ask_on(role, due_on, self.period_key, kind)
        queued_on, sent_on = (None, None) if number in self.never_asked else self.asked.get(number, (ask_on, ask_on))
        waited, paused = self.waited.get(number, ()), self.paused.get(number, ())
        return self.judge(LatenessFacts(due_on, ends_on, ask_on, queued_on, sent_on, waited, paused))

    @cached_property
    def unusual(self) -> Set[int]:
        """The obligations on which something happened but asking and answering."""
        return {*self.asked, *self.never_asked, *self.waited, *self.paused}

    @cached_property
    def ordinary(self) -> Callable[[str, str, date, date], Lateness | None]:
        """The judgement on a report asked for on its day, by role, kind of occasion, due date and the day it ended."""

        @cache
        def judged(role: str, kind: str, due_on: date, ends_on: date) -> Lateness | None:
            ask_on = self.ask_on(role, due_on, self.period_key, kind)
            return self.judge(LatenessFacts(due_on, ends_on, ask_on, ask_on, ask_on))

        return judged


def late_reports(session: Session, docket: Docket, period_key: str) -> LateReports:
    """What is known of the period's reports as of the docket's day."""
    place, ask_on = ZoneInfo(docket.policy.zone), asking_days(docket.policy)
    day_of = cache(lambda moment: moment.astimezone(place).date())
    spells = waits_for_office(session, docket.plan_id, period_key)
    return LateReports(
        day=docket.day,
        period_key=period_key,
        accepted=accepted_before_the_last(session, docket.plan_id, period_key),
        asked=dict(_asked_late(session, docket, period_key, day_of)),
        never_asked=never_asked(session, docket.plan_id, period_key, docket.mode),
        waited=_grouped((one.obligation_id, _span(one, docket.day, day_of)) for one in spells),
        paused=_grouped(_pauses(changes_of(session, docket.plan_id), day_of)),
        ask_on=ask_on,
        day_of=day_of,
        judge=lambda facts: _days(docket.policy, facts),
    )


def _days(policy: Policy, facts: LatenessFacts) -> Lateness | None:
    late = lateness(policy.working_days, facts)
    return late if late.total else None


def _asked_late(
    session: Session, docket: Docket, period_key: str, day_of: DayOf
) -> Iterator[tuple[int, tuple[date, date | None]]]:
    """(obligation, (queued on, taken on)) of each asking in a letter that did not go out on the period's asking day."""
    first_day = _first_asking_day(docket, period_key)
    letters = letters_taken(session, docket.plan_id, docket.mode)
    unusual = {
        one.letter_id: (one.queued_on, day_of(one.sent_at) if one.sent_at else None)
        for one in letters
        if not _in_time(one, first_day, day_of)
    }
    for ids in chunks(unusual):
        for obligation_id, letter_id in asked_in(session, ids):
            yield obligation_id, unusual[letter_id]


def _first_asking_day(docket: Docket, period_key: str) -> date:
    due = docket.policy.office_due(period_keyed(period_key))
    roles = [role for role in (LEAD, COORDINATING) if docket.policy.ladder(role)]
    return min((asking_days(docket.policy)(role, due, period_key, PERIOD) for role in roles), default=due)


def _in_time(letter: LetterTaken, first_day: date, day_of: DayOf) -> bool:
    return letter.queued_on <= first_day and letter.sent_at is not None and day_of(letter.sent_at) <= first_day


def _span(spell: Spell, day: date, day_of: DayOf) -> Span:
    return Span(day_of(spell.began_at), day_of(spell.ended_at) if spell.ended_at else day)


def _pauses(changes: Iterable[DueChange], day_of: DayOf) -> Iterator[tuple[int, Span]]:
    """Each pause: from its decision to the day before the ladder resumes, or to the next decision."""
    in_order = sorted(changes, key=lambda one: (one.obligation_id, one.revision))
    for change, following in pairwise([*in_order, None]):
        if change and change.kind == PAUSED:
            cut = following.at if following and following.obligation_id == change.obligation_id else None
            last = change.to_on - ONE_DAY
            yield change.obligation_id, Span(day_of(change.at), min(last, day_of(cut)) if cut else last)


def _grouped(spans: Iterable[tuple[int, Span]]) -> Spans:
    found: defaultdict[int, tuple[Span, ...]] = defaultdict(tuple)
    for number, span in spans:
        found[number] = (*found[number], span)
    return dict(found)
