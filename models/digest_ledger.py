"""The ledger of a digest: how each obligation stood at the minute of freezing, and the response version it rests on.

Kept in columns, for a large plan has hundreds of thousands; its texts are the responses, which never change.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from models.digest_lines import Given, ObligationLine, Part, Party, line_of
from models.digest_reports import Standing
from models.lateness import Lateness
from models.promise import Kept
from models.response import STATUSES
from models.standing import State

STATES = tuple(state.value for state in State)
STANDINGS = tuple(Standing)
KEPT = tuple(Kept)
NONE = -1
COLUMNS = (
    "obligation",
    "part",
    "party",
    "state",
    "standing",
    "response",
    "status",
    "due",
    "forecast",
    "promised",
    "kept",
)
_STATE_PLACE = {state: place for place, state in enumerate(STATES)}
_STANDING_PLACE = {standing: place for place, standing in enumerate(STANDINGS)}
_STATUS_PLACE = {status: place for place, status in enumerate(STATUSES)}
_KEPT_PLACE = {kept: place for place, kept in enumerate(KEPT)}


class LedgerRow(NamedTuple):
    """One obligation as the ledger has it; `response_id` is 0 where nothing is quoted."""

    obligation_id: int
    part: Part
    party: Party
    state: str
    standing: Standing
    response_id: int
    status: str
    due_on: date | None
    forecast: date | None
    promised: date | None
    kept: Kept | None
    late: Lateness | None
    note: str


@dataclass
class Ledger:
    """The columns, equally long; parts and parties are named once. `late` and `notes` hold only rows that have one."""

    parts: list[Part] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    columns: dict[str, "array[int]"] = field(default_factory=lambda: {name: array("q") for name in COLUMNS})
    late: dict[int, Lateness] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    _part_places: dict[Part, int] = field(default_factory=dict, repr=False, compare=False)
    _party_places: dict[Party, int] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.columns["obligation"])

    def add(self, part: Part, lines: Sequence[ObligationLine], promises: Mapping[int, tuple[date, Kept]]) -> None:
        """Append the lines of one assignment; `promises` gives by obligation the day promised and what became of it."""
        first, columns = len(self), self.columns
        given = [line.given for line in lines]
        columns["obligation"].extend([line.obligation_id for line in lines])
        columns["part"].extend([self._part_place(part)] * len(lines))
        columns["party"].extend([self._party_place(line.party) for line in lines])
        columns["state"].extend([_STATE_PLACE[line.state] for line in lines])
        columns["standing"].extend([_STANDING_PLACE[line.standing] for line in lines])
        columns["response"].extend([one.response_id if one else 0 for one in given])
        columns["status"].extend([_STATUS_PLACE[one.status] if one else NONE for one in given])
        columns["due"].extend([line.due_on.toordinal() if line.due_on else 0 for line in lines])
        columns["forecast"].extend([one.forecast.toordinal() if one and one.forecast else 0 for one in given])
        columns["promised"].extend([0] * len(lines))
        columns["kept"].extend([NONE] * len(lines))
        for place, line in enumerate(lines, start=first) if promises else ():
            if line.obligation_id in promises:
                day, kept = promises[line.obligation_id]
                columns["promised"][place], columns["kept"][place] = day.toordinal(), _KEPT_PLACE[kept]
        self.late |= {place: line.late for place, line in enumerate(lines, start=first) if line.late}
        self.notes |= {place: line.note for place, line in enumerate(lines, start=first) if line.note}

    def rows(self) -> Iterator[LedgerRow]:
        """Every row, in the order of the plan."""
        for place, values in enumerate(zip(*(self.columns[name] for name in COLUMNS), strict=True)):
            obligation, part, party, state, standing, response, status, due, forecast, promised, kept = values
            yield LedgerRow(
                obligation,
                self.parts[part],
                self.parties[party],
                STATES[state],
                STANDINGS[standing],
                response,
                STATUSES[status] if status >= 0 else "",
                _day(due),
                _day(forecast),
                _day(promised),
                KEPT[kept] if kept >= 0 else None,
                self.late.get(place),
                self.notes.get(place, ""),
            )

    def lines(self, answers: Mapping[int, Given]) -> Iterator[ObligationLine]:
        """The lines that the ledger was made of; raises KeyError for a response that `answers` lacks."""
        for row in self.rows():
            given = answers[row.response_id] if row.response_id else None
            yield line_of(row.obligation_id, row.part, row.party, row.state, given, row.due_on, row.late, row.note)

    def _part_place(self, part: Part) -> int:
        if part not in self._part_places:
            self._part_places[part] = len(self.parts)
            self.parts.append(part)
        return self._part_places[part]

    def _party_place(self, party: Party) -> int:
        place = self._party_places.get(party)
        if place is None:
            place = self._party_places[party] = len(self.parties)
            self.parties.append(party)
        return place


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
