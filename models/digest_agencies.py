"""Who stands how: for each standing the agencies to be named with their tasks, and how each keeps to reporting."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from models.digest_lines import ObligationLine, Part, Party
from models.digest_parts import AgencyCounts, Discipline, DisciplineRow, StandingGroup, WaitingAgency
from models.digest_reports import Standing, StandingCounts
from models.digest_rules import QUOTED, name_key
from models.lateness import Cause, Lateness

NAMED = tuple(standing for standing in Standing if standing is not Standing.REPORTED)


@dataclass
class DaysLate:
    """Reports of one agency that came late, and the working days that are overdue, by whoever owes them."""

    reports: int = 0
    agency: int = 0
    office: Counter[Cause] = field(default_factory=Counter)

    def add(self, late: Lateness, standing: Standing) -> None:
        """Count one report in; one that has not come is not late, its days are."""
        self.reports += standing in QUOTED
        self.agency += late.agency
        self.office.update(late.causes)


@dataclass
class Waiting:
    """The tasks on which one agency stands so, where the plan first names one, and whether it is named alone."""

    first: int
    codes: list[str] = field(default_factory=list)
    alone: bool = False
    collective_id: str | None = None


@dataclass
class AgencyTally:
    """Every agency, counted as lines come: it counts once, whatever its roles."""

    who: dict[str, Party] = field(default_factory=dict)
    counts: Counter[tuple[str, Standing]] = field(default_factory=Counter)
    tasks: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    waiting: dict[Standing, dict[str, Waiting]] = field(default_factory=lambda: {one: {} for one in NAMED})
    late: defaultdict[str, DaysLate] = field(default_factory=lambda: defaultdict(DaysLate))
    collectives: dict[str, str] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)

    def add(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """Count the lines of one assignment in."""
        names = [line.party.agency_id for line in lines]
        self.who.update(zip(names, (line.party for line in lines), strict=True))
        self.counts.update(zip(names, (line.standing for line in lines), strict=True))
        self.tasks[part.task_code].update(names)
        if part.collective:
            self.collectives.update(dict.fromkeys(names, part.collective.collective_id))
        else:
            self.alone.update(names)
        for line in lines:
            if line.standing is not Standing.REPORTED:
                self._wait(part, line)
            if line.late:
                self.late[line.party.agency_id].add(line.late, line.standing)

    def _wait(self, part: Part, line: ObligationLine) -> None:
        of_standing = self.waiting[line.standing]
        found = of_standing.get(line.party.agency_id)
        if found is None:
            found = of_standing[line.party.agency_id] = Waiting(part.place)
        found.codes.append(part.task_code)
        found.first = min(found.first, part.place)
        if part.collective is None:
            found.alone = True
        else:
            found.collective_id = part.collective.collective_id

    @cached_property
    def by_agency(self) -> dict[str, dict[Standing, int]]:
        """How often each agency stands how."""
        found: dict[str, dict[Standing, int]] = {name: {} for name in self.who}
        for (name, standing), count in self.counts.items():
            found[name][standing] = count
        return found

    def owed(self, name: str) -> int:
        """How many reports an agency owes."""
        found = self.by_agency[name]
        return sum(found.values()) - found.get(Standing.WAIVED, 0)

    def answered(self, name: str) -> int:
        """How many of them it gave, nothing to report included."""
        return sum(self.by_agency[name].get(one, 0) for one in QUOTED)

    def standings(self) -> StandingCounts:
        """How all obligations stand."""
        total: Counter[Standing] = Counter()
        for (_, standing), count in self.counts.items():
            total[standing] += count
        return StandingCounts(**{standing.value: count for standing, count in total.items()})

    def agency_counts(self) -> AgencyCounts:
        """How many agencies owe a report, and answered all, some or none of what they owe."""
        owing = [(self.answered(name), owed) for name in self.who if (owed := self.owed(name))]
        every = sum(answered == owed for answered, owed in owing)
        none = sum(not answered for answered, _ in owing)
        return AgencyCounts(len(owing), every, len(owing) - every - none, none)

    def groups(self) -> tuple[StandingGroup, ...]:
        """For each standing but "reported", its agencies; standings without any are left out.

        Agencies the plan names keep its order and come before members of collectives, which are in alphabetical order.
        """
        tasks = Counter(name for names in self.tasks.values() for name in names)
        return tuple(self._group(one, self.waiting[one], tasks) for one in NAMED if self.waiting[one])

    def _group(self, standing: Standing, waiting: dict[str, Waiting], tasks: Counter[str]) -> StandingGroup:
        in_order = sorted(waiting.items(), key=lambda item: (item[1].first, item[0]))
        agencies = [self._waiting(name, found, tasks[name]) for name, found in in_order]
        alone = [agency for agency in agencies if agency.collective_id is None]
        members = [agency for agency in agencies if agency.collective_id is not None]
        count = sum(len(found.codes) for found in waiting.values())
        return StandingGroup(standing, count, (*alone, *sorted(members, key=lambda one: name_key(one.short_name))))

    def _waiting(self, name: str, found: Waiting, tasks: int) -> WaitingAgency:
        return WaitingAgency(
            agency_id=name,
            name=self.who[name].name,
            short_name=self.who[name].short_name,
            collective_id=None if found.alone else found.collective_id,
            task_codes=tuple(dict.fromkeys(found.codes)),
            owed=tasks,
        )

    def discipline(self) -> Discipline:
        """How each agency that owes reports keeps to its dates, those with most days overdue first."""
        rows = [self._row(name) for name in self.who if self.owed(name)]
        rows.sort(key=lambda row: (-row.agency_days, row.answered - row.owed, name_key(row.short_name)))
        causes = _sum(found.office for found in self.late.values())
        return Discipline(
            on_time=sum(row.on_time for row in rows),
            late=sum(row.late for row in rows),
            agency_days=sum(row.agency_days for row in rows),
            office_days={cause: causes[cause] for cause in Cause if causes[cause]},
            rows=tuple(rows),
        )

    def _row(self, name: str) -> DisciplineRow:
        late = self.late.get(name, DaysLate())
        return DisciplineRow(
            agency_id=name,
            name=self.who[name].name,
            short_name=self.who[name].short_name,
            collective_id=None if name in self.alone else self.collectives.get(name),
            owed=self.owed(name),
            answered=self.answered(name),
            late=late.reports,
            not_reached=self.by_agency[name].get(Standing.NOT_REACHED, 0),
            agency_days=late.agency,
            office_days=late.office.total(),
        )


def _sum(counts: Iterable[Counter[Cause]]) -> Counter[Cause]:
    total: Counter[Cause] = Counter()
    for one in counts:
        total.update(one)
    return total
