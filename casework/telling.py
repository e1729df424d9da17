"""Carrying out the planner's agenda: notices into the day's letters, and every step withheld with its reason."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from sqlmodel import Session

from casework.agenda import Post, posts
from casework.docket import Docket
from casework.envelopes import COMMITTEE, Telling, letters_for
from casework.redirecting import redirect_letters
from casework.sender import Sender
from casework.withholding import ask_office_about_late, ask_office_who_answers, leave_to_lead
from models.letter import Letter, store_notices
from models.obligation import NEVER, count_by_task, set_looks
from models.planner import SETTLES, Agenda, NoticeDue, Why, Withheld, next_look_after, overtaken, plan_agency
from models.policy import LadderStep, Purpose
from models.standing import Standing, State, standings
from models.told import Alike

NOT_RECORDED = frozenset({Why.NOT_ASKED})


@dataclass
class Walk:
    """What one walk did on one task: its code and counts, never names or addresses."""

    code: str
    opened: int = 0
    queued: Counter[str] = field(default_factory=Counter)
    questions: int = 0
    withheld: Counter[str] = field(default_factory=Counter)


class Walks(dict[str, Walk]):
    """What a walk did, by task code."""

    def __missing__(self, code: str) -> Walk:
        self[code] = Walk(code)
        return self[code]


@dataclass(frozen=True)
class Round:
    """One agency's agenda, and which of its steps this walk takes."""

    post: Post
    agenda: Agenda
    taken: tuple[NoticeDue, ...]

    def owed(self, step: NoticeDue | Withheld) -> Alike:
        """What the step is about."""
        return self.post.owed[step.number]


def tell(
    session: Session,
    docket: Docket,
    sender: Sender,
    owed: Sequence[Alike],
    purposes: Collection[Purpose],
    walks: Walks,
) -> None:
    """Take today's steps of these purposes on what is owed, as the planner says, and count them in `walks`."""
    owed = leave_to_lead(session, docket, owed)
    today = posts(session, docket, owed)
    rounds = [_round(docket, post, purposes) for post in today.posts]
    _queue(session, docket, sender, rounds, walks)
    _settle(session, docket, rounds, purposes, walks)
    redirect_letters(session, docket, [each for one in owed if one.state is State.NOT_REACHED for each in one.ids])
    unanswerable = [each for one in today.unanswerable for each in one.ids]
    for standing in _standings(session, docket, unanswerable):
        walks[standing.task_code].questions += ask_office_who_answers(session, docket, standing)
    _look_later(session, docket, rounds, purposes)


def _standings(session: Session, docket: Docket, ids: list[int]) -> list[Standing]:
    return standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=ids) if ids else []


def _round(docket: Docket, post: Post, purposes: Collection[Purpose]) -> Round:
    agenda = plan_agency(docket.policy, docket.day, post.whom, post.duties)
    due = (notice for letter in agenda.letters for notice in letter.notices)
    return Round(post, agenda, tuple(one for one in due if one.purpose in purposes))


def _queue(session: Session, docket: Docket, sender: Sender, rounds: Sequence[Round], walks: Walks) -> None:
    told = [(notice, _telling(docket, one, notice)) for one in rounds for notice in one.taken]
    letters = letters_for(session, docket, sender, [telling for _, telling in told])
    rows = [_rows(docket, one.owed, one.step, notice, letters[one.envelope]) for notice, one in told]
    store_notices(session, list(chain.from_iterable(rows)))
    ids: dict[Purpose, list[int]] = {}
    for notice, telling in told:
        ids.setdefault(notice.purpose, []).extend(telling.owed.ids)
    for purpose, of_purpose in ids.items():
        for code, count in count_by_task(session, of_purpose).items():
            walks[code].queued[purpose.value] += count


def _telling(docket: Docket, one: Round, taken: NoticeDue) -> Telling:
    owed = one.owed(taken)
    step = _ladder_step(docket, owed, taken)
    agency_id = docket.plan.committee_agency_id if step.to == COMMITTEE else one.agenda.agency_id
    return Telling(owed, step, agency_id)


def _ladder_step(docket: Docket, owed: Alike, taken: NoticeDue | Withheld) -> LadderStep:
    ladder = docket.policy.ladder(owed.role, owed.kind)
    return next(step for step in ladder if (step.purpose, step.step) == (taken.purpose, taken.step))


def _settle(
    session: Session, docket: Docket, rounds: Iterable[Round], purposes: Collection[Purpose], walks: Walks
) -> None:
    """Put on record what is not told: for good, or for now with the reason why it waits."""
    rows: list[dict[str, object]] = []
    ids: dict[Why, list[int]] = {}
    for one, withheld in _withheld(rounds, purposes):
        owed = one.owed(withheld)
        ids.setdefault(withheld.why, []).extend(owed.ids)
        if withheld.why not in NOT_RECORDED:
            rows += _rows(docket, owed, _ladder_step(docket, owed, withheld), withheld)
        if withheld.why is Why.TOO_LATE:
            for standing in _standings(session, docket, list(owed.ids)):
                ask_office_about_late(session, docket, standing, withheld.purpose)
    store_notices(session, rows)
    for why, of_reason in ids.items():
        for code, count in count_by_task(session, of_reason).items():
            walks[code].withheld[why.value] += count


def _withheld(rounds: Iterable[Round], purposes: Collection[Purpose]) -> Iterator[tuple[Round, Withheld]]:
    """Each step withheld by this walk; one that was overtaken, only with the step that overtook it."""
    for one in rounds:
        told = {notice.number for notice in one.taken}
        for withheld in one.agenda.withheld:
            if withheld.number in told if overtaken(withheld) else withheld.purpose in purposes:
                yield one, withheld


def _rows(
    docket: Docket, owed: Alike, step: LadderStep, taken: NoticeDue | Withheld, letter: Letter | None = None
) -> Iterator[dict[str, object]]:
    why = taken.why if isinstance(taken, Withheld) else None
    alike = {
        "purpose": step.purpose.value,
        "step": step.step,
        "due_revision": owed.due_revision,
        "mode": docket.mode,
        "step_on": docket.policy.working_days.shift(owed.due_on, step.working_days),
        "reason": f"{owed.role} ladder: {step.working_days:+d} working days from {owed.due_on}",
        "queued_at": docket.now,
        "letter_id": letter.id if letter else None,
        "dropped": why,
        "delayed": None if why in SETTLES else why,
        "late_days": taken.late_days if isinstance(taken, NoticeDue) else 0,
    }
    return ({"obligation_id": one, **alike} for one in owed.ids)


def _look_later(session: Session, docket: Docket, rounds: Iterable[Round], purposes: Collection[Purpose]) -> None:
    looks: dict[date, list[int]] = {}
    for one in rounds:
        for owed, duty in zip(one.post.owed, one.post.duties, strict=True):
            look_on = next_look_after(docket.policy, docket.day, duty, one.agenda, purposes)
            looks.setdefault(look_on or NEVER, []).extend(owed.ids)
    looks.pop(docket.day, None)
    set_looks(session, looks)
