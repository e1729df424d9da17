"""The directory as a value: which agencies and collectives there are, when, and what a phrase means on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from language.order import sort_key
from language.text import phrase_key, unmarked

_PLURALS = {"các", "những", "toàn", "thể"}
_PROVINCE_HEADS = ("ủy ban nhân dân thành phố ", "ủy ban nhân dân tỉnh ")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class AgencyEntry:
    """An organisation that answers; both days of validity are inclusive, None is no limit known."""

    id: str
    vi: str
    en: str
    kind: str
    short: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    note: str = ""

    def valid(self, day: date) -> bool:
        """Whether the agency exists on that day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class CollectiveEntry:
    """A phrase that stands for many: all agencies of some kinds, a stated list of members, or an open set."""

    id: str
    patterns: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    open: bool = False
    practice: str = ""
    members: tuple[str, ...] = ()
    open_when_coordinating: bool = False


@dataclass(frozen=True)
class Found:
    """What a phrase means: an agency's id, or a collective's, or neither with the ids of the nearest names."""

    agency: str | None = None
    collective: str | None = None
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Directory:
    """All agencies and collectives of an installation, by id."""

    agencies: Mapping[str, AgencyEntry]
    collectives: Mapping[str, CollectiveEntry]

    def valid_on(self, day: date) -> tuple[str, ...]:
        """The ids of the agencies that exist on the day, in the directory's order."""
        return tuple(agency.id for agency in self.agencies.values() if agency.valid(day))

    def expand(self, collective_id: str, day: date) -> tuple[str, ...]:
        """The members of a collective on a day, () for an open set; KeyError for an unknown id.

        Kinds give the agencies valid that day, in Vietnamese alphabetical order. Of a stated list, a member that
        has ended gives way to its one successor; with several it stays named, for the office must say which.
        """
        collective = self.collectives[collective_id]
        if collective.open:
            return ()
        if collective.members:
            return _unique(self._standing_for(member, day) for member in collective.members)
        return tuple(one.id for one in self._in_order if one.kind in collective.kinds and one.valid(day))

    def answering(self, agency_id: str, day: date) -> tuple[str, ...]:
        """Who answers for an agency on a day: itself while valid, else its successors along the chain.

        Several: the office is asked which, per task. None: it does not exist yet, or ended without a successor.
        """
        return _unique(self._chain(agency_id, day, frozenset()))

    def find(self, phrase: str, day: date | None = None) -> Found:
        """What a phrase means on a day: exactly a name, alias or pattern once folded, else the nearest names."""
        return self.find_exact(phrase, day) or Found(proposals=self._nearest(phrase, day))

    def find_exact(self, phrase: str, day: date | None = None) -> Found | None:
        """The agency or collective whose name the phrase is, None when it is nobody's.

        Of several agencies with one name the one valid that day is meant, else the first in the directory.
        """
        named = self._names.get(phrase_key(phrase), ())
        if named:
            return Found(agency=next((name for name in named if day and self.agencies[name].valid(day)), named[0]))
        collective = self._patterns.get(_collective_key(phrase))
        return Found(collective=collective) if collective else None

    def name(self, some_id: str) -> str:
        """The Vietnamese name of an agency, or the first pattern of a collective; the id itself when unknown."""
        if agency := self.agencies.get(some_id):
            return agency.vi
        collective = self.collectives.get(some_id)
        return collective.patterns[0] if collective and collective.patterns else some_id

    def _standing_for(self, member: str, day: date) -> str:
        answering = self.answering(member, day)
        return answering[0] if len(answering) == 1 else member

    def _chain(self, agency_id: str, day: date, seen: frozenset[str]) -> Iterable[str]:
        agency = self.agencies.get(agency_id)
        if agency is None or agency_id in seen:
            return
        if agency.valid(day):
            yield agency_id
            return
        for successor in agency.successors:
            yield from self._chain(successor, day, seen | {agency_id})

    def _nearest(self, phrase: str, day: date | None) -> tuple[str, ...]:
        if len(phrase) > _LONGEST_NAME:
            return ()
        close = get_close_matches(unmarked(phrase_key(phrase)), self._likenesses, n=12, cutoff=0.72)
        ids = _unique(name for key in close for name in self._likenesses[key])
        return tuple(name for name in ids if day is None or self.agencies[name].valid(day))[:3]

    @cached_property
    def _in_order(self) -> tuple[AgencyEntry, ...]:
        return tuple(sorted(self.agencies.values(), key=lambda agency: sort_key(agency.short)))

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        names: dict[str, tuple[str, ...]] = {}
        for agency in self.agencies.values():
            for key in _keys(agency):
                names[key] = _unique((*names.get(key, ()), agency.id))
        return names

    @cached_property
    def _patterns(self) -> Mapping[str, str]:
        pairs = [(pattern, entry.id) for entry in self.collectives.values() for pattern in entry.patterns]
        return {_collective_key(pattern): name for pattern, name in reversed(pairs)}

    @cached_property
    def _likenesses(self) -> Mapping[str, tuple[str, ...]]:
        likenesses: dict[str, tuple[str, ...]] = {}
        for key, ids in self._names.items():
            plain = unmarked(key)
            likenesses[plain] = _unique((*likenesses.get(plain, ()), *ids))
        return likenesses


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _keys(agency: AgencyEntry) -> set[str]:
    """Every folded writing of an agency's name; a province is also meant by "tỉnh X", "UBND X" and plain "X"."""
    keys = {phrase_key(name) for name in (agency.vi, agency.short, *agency.aliases)} - {""}
    for head in _PROVINCE_HEADS if agency.kind == "province" else ():
        bare = {key.removeprefix(head) for key in keys if key.startswith(head)}
        level = head.removeprefix("ủy ban nhân dân ")
        keys |= bare | {level + name for name in bare} | {f"ủy ban nhân dân {name}" for name in bare}
    return keys


def _collective_key(phrase: str) -> str:
    """A collective's folded pattern: plural words, "có liên quan" and "và" against a comma make no difference."""
    words = phrase_key(phrase).replace("có liên quan", "liên quan").replace(" và ", ", ").removeprefix("và ")
    return " ".join(word for word in words.split() if word not in _PLURALS)
