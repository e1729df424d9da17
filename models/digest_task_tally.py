"""One task's entry in a digest, counted as its lines come: who says what, when it was completed, who contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from models.contradiction import Contradiction, Statement, contradictions
from models.digest_collective import CollectiveTally
from models.digest_lines import Given, ObligationLine, Part, TaskLine, answer_of
from models.digest_reports import AgencyLine, Standing, TaskEntry
from models.digest_rules import classify, reported_completed_on
from models.task import LEAD


@dataclass(frozen=True)
class Frame:
    """What the rules need of the digest: the day it is frozen on, the day of signing, the plan's zone."""

    frozen_on: date
    signed_on: date
    zone: str


@dataclass
class Completion:
    """Whether a task's leads have completed it: each that owes a report, members of a leading collective included."""

    owed: int = 0
    days: set[date] = field(default_factory=set)
    completed: int = 0

    def add(self, lines: Sequence[ObligationLine], zone: str) -> None:
        """Count lines of leads in."""
        self.owed += sum(line.standing is not Standing.WAIVED for line in lines)
        found = [day for line in lines if line.given and (day := reported_completed_on(line.given, zone))]
        self.completed += len(found)
        self.days.update(found)

    def day(self, known: date | None) -> date | None:
        """The last day on which a lead completed it, or None; what was known before when no lead owes a report."""
        if not self.owed:
            return known
        return max(self.days) if self.completed == self.owed else None


@dataclass
class TaskTally:
    """One task, counted as the lines of its assignments come."""

    task: TaskLine
    frame: Frame
    alone: list[tuple[Part, AgencyLine]] = field(default_factory=list)
    collectives: dict[Part, CollectiveTally] = field(default_factory=dict)
    completion: Completion = field(default_factory=Completion)
    said: list[Statement] = field(default_factory=list)

    def add(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """Count the lines of one assignment in."""
        if part.role == LEAD:
            self.completion.add(lines, self.frame.zone)
        self._hear(part, lines)
        if part.collective is None:
            self.alone += [(part, agency_line(line)) for line in lines]
        else:
            self.collectives.setdefault(part, CollectiveTally(part.collective, part.role)).add(lines)

    def _hear(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """Note what is said, where leads and others can contradict each other."""
        if self.task.leads and self.task.coordinating:
            self.said += [_statement(line, line.given) for line in lines if line.given]

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where leads and those who coordinate contradict each other."""
        return contradictions(self.said)

    def entry(self) -> TaskEntry:
        """What the digest says of the task."""
        task, done = self.task, self.completion.day(self.task.completed_on)
        cell = classify(task.due, task.continuing, done, self.frame.frozen_on, self.frame.signed_on)
        return TaskEntry(
            code=task.code,
            title=task.title,
            head=task.head,
            leads=task.leads,
            coordinating=task.coordinating,
            time_text=task.time_text,
            due=task.due,
            due_was=task.due_was,
            completed_on=done,
            timeliness=cell,
            lines=tuple(line for _, line in sorted(self.alone, key=lambda one: one[0].place)),
            collectives=tuple(self.collectives[part].report() for part in sorted(self.collectives, key=_place)),
            product=task.product,
            continuing=task.continuing,
        )


def agency_line(line: ObligationLine) -> AgencyLine:
    """What the digest prints of one obligation."""
    return AgencyLine(
        obligation_id=line.obligation_id,
        role=line.part.role,
        agency_id=line.party.agency_id,
        agency_name=line.party.name,
        short_name=line.party.short_name,
        named_agency=line.party.named,
        standing=line.standing,
        note=line.note,
        answer=answer_of(line.given) if line.given else None,
    )


def _statement(line: ObligationLine, given: Given) -> Statement:
    texts = (given.result, given.difficulty, given.proposal)
    names = (line.party.name, line.party.short_name, *line.party.known_as)
    return Statement(line.obligation_id, line.party.agency_id, line.part.role, given.status, texts, names)


def _place(part: Part) -> int:
    return part.place
