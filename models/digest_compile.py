"""Compiles a digest in one pass over its lines: what is said, in the plan's order, and the ledger that it rests on."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from models.digest_agencies import AgencyTally
from models.digest_canonical import hash_of, ledger_bytes
from models.digest_changes import changes_since
from models.digest_data import FORM, DigestData, DigestHead
from models.digest_ledger import Ledger
from models.digest_lines import ObligationLine, Part, TaskLine
from models.digest_parts import Clashing, Correction, FollowedItem, OfficeText, TrendPoint
from models.digest_promises import PromiseTally, promised_in
from models.digest_proposals import ProposalTally
from models.digest_reports import Section, TaskEntry
from models.digest_table import timeliness_table
from models.digest_task_tally import Frame, TaskTally
from models.digest_trend import trend_with
from models.last_words import last_words
from models.promise import Promise, PromiseCount

OWN_ITEMS = "decisions"


@dataclass(frozen=True)
class Issued:
    """A digest that was sent, with its ledger."""

    data: DigestData
    ledger: Ledger


@dataclass(frozen=True)
class Beside:
    """What a digest says beside its lines: the digest sent last, corrections, earlier items, the office's own words.

    `leave_out` gives for each proposal that is not put to the Committee the reason. A digest over several periods takes
    its promises and its line over periods from the digests it is made of.
    """

    before: Issued | None = None
    corrections: tuple[Correction, ...] = ()
    followed_up: tuple[FollowedItem, ...] = ()
    texts: tuple[OfficeText, ...] = ()
    leave_out: Mapping[str, str] = field(default_factory=dict)
    promise_counts: tuple[PromiseCount, ...] = ()
    promises: tuple[Promise, ...] = ()
    trend: tuple[TrendPoint, ...] = ()


@dataclass(frozen=True)
class Compiled:
    """A digest, its ledger, and the ledger's canonical bytes, which the digest names by their hash."""

    data: DigestData
    ledger: Ledger
    stored_ledger: bytes


@dataclass
class Tally:
    """Everything counted in the one pass; `add` raises ValueError for a task that is not listed."""

    frame: Frame
    tasks: dict[str, TaskTally]
    promises: PromiseTally
    agencies: AgencyTally = field(default_factory=AgencyTally)
    proposals: ProposalTally = field(default_factory=ProposalTally)
    ledger: Ledger = field(default_factory=Ledger)

    def add(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """Count the lines of one assignment in."""
        if part.task_code not in self.tasks:
            first = lines[0].obligation_id
            raise ValueError(f"obligation {first} is on task {part.task_code!r}, which is not listed")
        self.say(part, lines)
        self.count(part, lines)

    def say(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """What is said of tasks, and proposed."""
        self.tasks[part.task_code].add(part, lines)
        self.proposals.add(part, lines)

    def count(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """Who stands how, and the ledger."""
        self.agencies.add(part, lines)
        self.ledger.add(part, lines, self.promises.add(part, lines))


def compile_digest_data(
    head: DigestHead,
    tasks: Sequence[TaskLine],
    lines: Iterable[ObligationLine],
    frozen_at: datetime,
    beside: Beside = Beside(),
) -> Compiled:
    """The digest as it stood at `frozen_at` (aware; kept as UTC).

    `tasks` are in the plan's order; `lines` are read once and keep their order. Raises ValueError for a line whose
    task is not among `tasks`, or whose answer was recorded after the minute of freezing.
    """
    at = frozen_at.astimezone(UTC)
    tally = _tally(head, tasks, at, beside)
    with _uncollected():
        for part, group in _by_part(lines, at):
            tally.add(part, group)
    return _compiled(head, tasks, tally, at, beside)


def compile_review(
    head: DigestHead,
    tasks: Sequence[TaskLine],
    lines: Sequence[ObligationLine],
    frozen_at: datetime,
    beside: Beside = Beside(),
) -> Compiled:
    """A digest over several periods, from the lines of their digests in order: every report is counted, and of each
    task is told what was said last.
    """
    at = frozen_at.astimezone(UTC)
    tally = _tally(head, tasks, at, beside)
    for part, group in _by_part(lines, at):
        tally.count(part, group)
    for part, group in _by_part(last_words(lines, head.zone), at):
        tally.say(part, group)
    return _compiled(head, tasks, tally, at, beside)


def _tally(head: DigestHead, tasks: Sequence[TaskLine], at: datetime, beside: Beside) -> Tally:
    frame = Frame(at.astimezone(ZoneInfo(head.zone)).date(), head.plan.signed_on, head.zone)
    known = _completed_before(beside.before)
    promised = promised_in(beside.before.ledger) if beside.before else {}
    return Tally(
        frame,
        {task.code: TaskTally(_with_memory(task, known), frame) for task in tasks},
        PromiseTally(promised, frame.frozen_on, head.zone),
    )


def _by_part(lines: Iterable[ObligationLine], at: datetime) -> Iterator[tuple[Part, list[ObligationLine]]]:
    for part, group in groupby(lines, key=attrgetter("part")):
        yield part, _known_by(list(group), at)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spares the garbage collector what it would look at in vain again and again: tuples by the hundred thousand."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _known_by(lines: list[ObligationLine], at: datetime) -> list[ObligationLine]:
    late = next((line.given for line in lines if line.given and line.given.recorded_at > at), None)
    if late:
        raise ValueError(f"response {late.response_id} was recorded after the digest was frozen")
    return lines


def _completed_before(before: Issued | None) -> dict[str, date | None]:
    return {entry.code: entry.completed_on for entry in before.data.tasks} if before else {}


def _with_memory(task: TaskLine, known: Mapping[str, date | None]) -> TaskLine:
    return task if task.completed_on else replace(task, completed_on=known.get(task.code))


def _compiled(head: DigestHead, tasks: Sequence[TaskLine], tally: Tally, at: datetime, beside: Beside) -> Compiled:
    stored_ledger = ledger_bytes(tally.ledger)
    entries = [one.entry() for one in tally.tasks.values()]
    items, left_out = tally.proposals.items(own_items(beside.texts), beside.leave_out)
    digest = DigestData(
        form=FORM,
        head=head,
        frozen_at=at,
        ledger_sha256=hash_of(stored_ledger),
        table=timeliness_table(entries),
        obligations=tally.agencies.standings(),
        agencies=tally.agencies.agency_counts(),
        corrections=beside.corrections,
        changes=(),
        for_decision=items,
        left_out=left_out,
        followed_up=beside.followed_up,
        standings=tally.agencies.groups(),
        sections=_sections(tasks, entries),
        promise_counts=beside.promise_counts or tally.promises.counts(),
        promises=beside.promises or tuple(tally.promises.told),
        clashes=tuple(_clashes(tally)),
        trend=(),
        discipline=tally.agencies.discipline(),
        texts=beside.texts,
    )
    before = beside.before.data if beside.before else None
    changes = changes_since(before, digest) if before else ()
    trend = beside.trend or trend_with(before, digest)
    return Compiled(replace(digest, changes=changes, trend=trend), tally.ledger, stored_ledger)


def own_items(texts: Iterable[OfficeText]) -> list[str]:
    """The office's own items for decision: one a line."""
    written = next((one.text for one in texts if one.place == OWN_ITEMS), "")
    return [" ".join(line.split()).rstrip(" .;") for line in written.splitlines() if line.strip()]


def _clashes(tally: Tally) -> Iterator[Clashing]:
    for code, task in tally.tasks.items():
        for one in task.contradictions():
            yield Clashing(
                task_code=code,
                done=tally.agencies.who[one.done.agency_id].short_name,
                done_role=one.done.role,
                waiting=tally.agencies.who[one.waiting.agency_id].short_name,
                waiting_role=one.waiting.role,
                quote=one.quote,
                obligation_ids=(one.done.obligation_id, one.waiting.obligation_id),
            )


def _sections(tasks: Sequence[TaskLine], entries: Sequence[TaskEntry]) -> tuple[Section, ...]:
    in_order = groupby(zip(tasks, entries, strict=True), key=lambda pair: pair[0].section)
    return tuple(Section(title, tuple(entry for _, entry in pairs)) for title, pairs in in_order)
