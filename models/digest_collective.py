"""What the members of a collective say on one task: counts, exceptions by name, telling excerpts; no average."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import attrgetter

from models.digest_lines import CollectiveHead, Given, ObligationLine, Party
from models.digest_reports import CollectiveReport, ExceptionGroup, Excerpt, Standing, StandingCounts, StatusCount
from models.digest_rules import name_key, says_something

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
NAMED = (*(standing.value for standing in NAMED_STANDINGS), *NAMED_STATUSES)
EXCERPT_KINDS = ("difficulty", "result", "proposal")
EXCERPT_LIMIT = 600
TROUBLED_FIRST = {"suspended": 0, "not_started": 1, "in_progress": 2, "completed": 3}

Quotation = tuple[Party, Given]


@dataclass
class CollectiveTally:
    """One collective on one task, counted as its members come."""

    head: CollectiveHead
    role: str
    standings: Counter[Standing] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    named: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    telling: dict[str, list[Quotation]] = field(default_factory=dict)

    def add(self, lines: Sequence[ObligationLine]) -> None:
        """Count these members in."""
        standings = [line.standing for line in lines]
        quoted = [(line.party, line.given) for line in lines if line.given]
        self.standings.update(standings)
        self.statuses.update([given.status for _, given in quoted])
        for kind in NAMED_STANDINGS:
            if kind in self.standings:
                self.named[kind.value] += [line.party.short_name for line in lines if line.standing is kind]
        for status in NAMED_STATUSES:
            if status in self.statuses:
                self.named[status] += [party.short_name for party, given in quoted if given.status == status]
        for passage in EXCERPT_KINDS:
            self.telling[passage] = _best([*self.telling.get(passage, ()), *quoted], passage)

    def report(self) -> CollectiveReport:
        """What is told of the members, names in alphabetical order."""
        return CollectiveReport(
            collective_id=self.head.collective_id,
            name=self.head.name,
            members_noun=self.head.members_noun,
            role=self.role,
            counts=StandingCounts(**{standing.value: count for standing, count in self.standings.items()}),
            statuses=tuple(StatusCount(one, self.statuses[one]) for one in STATUSES if self.statuses[one]),
            exceptions=tuple(
                ExceptionGroup(kind, tuple(sorted(self.named[kind], key=name_key)))
                for kind in NAMED
                if self.named[kind]
            ),
            excerpts=chosen_excerpts(self.telling),
        )


def chosen_excerpts(telling: dict[str, list[Quotation]]) -> tuple[Excerpt, ...]:
    """Up to three passages, each of another member: a difficulty, a result with its evidence, a proposal.

    Among difficulties those of suspended or unstarted work come first; otherwise the fullest text that is not longer
    than a paragraph; equal ones keep the order in which they came.
    """
    chosen: list[Excerpt] = []
    for kind in EXCERPT_KINDS:
        taken = {excerpt.agency_id for excerpt in chosen}
        candidates = [one for one in telling.get(kind, ()) if one[0].agency_id not in taken]
        if candidates:
            chosen.append(_excerpt(*candidates[0], kind))
    return tuple(chosen)


def _best(quoted: Sequence[Quotation], kind: str) -> list[Quotation]:
    """The three best: of three kinds, two may have gone to the same members."""
    text = attrgetter(kind)
    speaking = [one for one in quoted if (said := text(one[1])) and says_something(said)]
    return nsmallest(len(EXCERPT_KINDS), speaking, key=lambda one: _rank(one[1], kind, text(one[1])))


def _rank(given: Given, kind: str, text: str) -> tuple[int, int, int]:
    status = TROUBLED_FIRST.get(given.status, 4) if kind == "difficulty" else 0
    without_evidence = int(kind == "result" and not given.evidence)
    length = len(text)
    return status, without_evidence, length - EXCERPT_LIMIT if length > EXCERPT_LIMIT else -length


def _excerpt(party: Party, given: Given, kind: str) -> Excerpt:
    return Excerpt(party.agency_id, party.short_name, kind, str(getattr(given, kind)).strip(), given.response_id)
