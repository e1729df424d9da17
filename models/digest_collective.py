"""What the members of a collective say on one task: counts, exceptions by name, telling excerpts; no average."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.digest_reports import (
    AgencyLine,
    CollectiveReport,
    ExceptionGroup,
    Excerpt,
    Standing,
    StandingCounts,
    StatusCount,
)
from models.digest_rules import CollectiveHead, says_something

STATUSES = ("completed", "in_progress", "not_started", "suspended", "nothing")
NAMED_STANDINGS = (
    Standing.NO_ANSWER,
    Standing.NOT_REACHED,
    Standing.RETURNED,
    Standing.IN_REVIEW,
    Standing.ASKED,
    Standing.NOT_ASKED,
)
NAMED_STATUSES = ("suspended", "not_started")
EXCERPT_LIMIT = 600
TROUBLED_FIRST = {"suspended": 0, "not_started": 1, "in_progress": 2, "completed": 3}


def count_standings(standings: Iterable[Standing]) -> StandingCounts:
    """How many obligations stand how."""
    return StandingCounts(**{standing.value: count for standing, count in Counter(standings).items()})


def collective_report(head: CollectiveHead, role: str, members: Sequence[AgencyLine]) -> CollectiveReport:
    """The report of one collective on one task; members keep the order given."""
    return CollectiveReport(
        collective_id=head.collective_id,
        name=head.name,
        members_noun=head.members_noun,
        role=role,
        counts=count_standings(member.standing for member in members),
        statuses=_statuses(members),
        exceptions=_exceptions(members),
        excerpts=excerpts(members),
        members=tuple(members),
    )


def _statuses(members: Sequence[AgencyLine]) -> tuple[StatusCount, ...]:
    counts = Counter(line.answer.status for line in members if line.answer)
    return tuple(StatusCount(status, counts[status]) for status in STATUSES if counts[status])


def _exceptions(members: Sequence[AgencyLine]) -> tuple[ExceptionGroup, ...]:
    by_standing = [(s.value, [m for m in members if m.standing is s]) for s in NAMED_STANDINGS]
    by_status = [(s, [m for m in members if m.answer and m.answer.status == s]) for s in NAMED_STATUSES]
    return tuple(_group(kind, who) for kind, who in by_standing + by_status if who)


def _group(kind: str, members: Sequence[AgencyLine]) -> ExceptionGroup:
    return ExceptionGroup(kind, tuple(m.agency_id for m in members), tuple(m.short_name for m in members))


def excerpts(members: Sequence[AgencyLine]) -> tuple[Excerpt, ...]:
    """Up to three passages, each of another member: a difficulty, a result with its evidence, a proposal.

    Among difficulties those of suspended or unstarted work come first; otherwise the fullest text that is not longer
    than a paragraph; equal ones keep the members' order.
    """
    chosen: list[Excerpt] = []
    for kind in ("difficulty", "result", "proposal"):
        taken = {excerpt.agency_id for excerpt in chosen}
        candidates = [m for m in members if m.agency_id not in taken and _passage(m, kind)]
        if candidates:
            chosen.append(_excerpt(min(candidates, key=lambda m: _rank(m, kind)), kind))
    return tuple(chosen)


def _passage(line: AgencyLine, kind: str) -> str:
    text = str(getattr(line.answer, kind)).strip() if line.answer else ""
    return text if says_something(text) else ""


def _rank(line: AgencyLine, kind: str) -> tuple[int, int, int]:
    text = _passage(line, kind)
    status = TROUBLED_FIRST.get(line.answer.status, 4) if line.answer and kind == "difficulty" else 0
    without_evidence = int(kind == "result" and not (line.answer and line.answer.evidence.strip()))
    return (status, without_evidence, abs(len(text) - EXCERPT_LIMIT) if len(text) > EXCERPT_LIMIT else -len(text))


def _excerpt(line: AgencyLine, kind: str) -> Excerpt:
    response_id = line.answer.response_id if line.answer else 0
    return Excerpt(line.agency_id, line.short_name, kind, _passage(line, kind), response_id)
