"""What reading a plan gives: tasks, milestones, assignments, problems and questions, as values before any table."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Protocol

from models.plan_difference import PlannedTask, PlannedTime
from models.problem import PassedOver, Problem, Question

FILE, HEAD, TABLE, ROW, CODE, AGENCY, LEAD_MISSING, TIME = (
    "file", "head", "table", "row", "code", "agency", "lead", "time",
)  # fmt: skip


@dataclass(frozen=True)
class ReadingProblem(Problem):
    """A fault met in reading a plan; what kind it is, and of which task and role, ties a correction to it.

    `proposed` are the ids of the agencies that may be meant, the likeliest first.
    """

    kind: str = ROW
    code: str = ""
    role: str = ""
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True)
class MilestoneRead:
    """One date, span or recurrence that a time expression states.

    `kind` is deadline, span, recurring, conditional, relative or none; `every` is week, month, quarter, half_year,
    year or None (no interval stated); `amount`, `unit` (day, working_day, week, month, year) and `anchor` are a
    relative one's; `text` is the part of the expression that says so.
    """

    kind: str
    text: str
    begins: date | None = None
    due: date | None = None
    every: str | None = None
    amount: int | None = None
    unit: str | None = None
    anchor: str | None = None
    past_at_signing: bool = False

    @property
    def planned(self) -> PlannedTime:
        """What it says, without its words."""
        return PlannedTime(self.kind, self.begins, self.due, self.every, self.amount, self.unit, self.anchor)

    def to_json(self) -> dict[str, Any]:
        """The keys of `plan read --json`, ISO dates."""
        return {
            "kind": self.kind,
            "begins": _iso(self.begins),
            "due": _iso(self.due),
            "every": self.every,
            "amount": self.amount,
            "unit": self.unit,
            "anchor": self.anchor,
            "past_at_signing": self.past_at_signing,
            "text": self.text,
        }


@dataclass(frozen=True)
class AssignmentRead:
    """That a task is given to an agency or a collective (`assignee`, its id), as `lead` or `coordinating`."""

    assignee: str
    role: str
    phrase: str
    collective: bool


@dataclass(frozen=True)
class TaskRead:
    """One numbered assignment; `section` and `subsection` are the headings over it, numbers included."""

    code: str
    section: str
    title: str
    assignments: tuple[AssignmentRead, ...]
    open_phrases: tuple[str, ...]
    time_text: str
    milestones: tuple[MilestoneRead, ...]
    product: str
    place: str
    subsection: str = ""
    text: str = ""

    @property
    def leads(self) -> tuple[str, ...]:
        """Ids of the leading agencies and collectives, in the document's order."""
        return self._assigned("lead")

    @property
    def coordinating(self) -> tuple[str, ...]:
        """Ids of the named coordinating agencies and collectives, in the document's order."""
        return self._assigned("coordinating")

    @property
    def collectives(self) -> tuple[str, ...]:
        """Ids of the collectives among both, each once."""
        return tuple(dict.fromkeys(given.assignee for given in self.assignments if given.collective))

    @property
    def planned(self) -> PlannedTask:
        """The task as one version of the plan has it, to be held against another version."""
        times = tuple(milestone.planned for milestone in self.milestones)
        who = self.leads, self.coordinating, self.open_phrases
        return PlannedTask(self.code, self.title, *who, times, self.time_text)

    def _assigned(self, role: str) -> tuple[str, ...]:
        return tuple(given.assignee for given in self.assignments if given.role == role)

    def to_json(self) -> dict[str, Any]:
        """The keys of `plan read --json`."""
        return {
            "code": self.code,
            "section": self.section,
            "title": self.title,
            "leads": list(self.leads),
            "coordinating": list(self.coordinating),
            "collectives": list(self.collectives),
            "open_phrases": list(self.open_phrases),
            "time_text": self.time_text,
            "milestones": [milestone.to_json() for milestone in self.milestones],
            "product": self.product,
            "place": self.place,
        }


@dataclass(frozen=True)
class PlanHead:
    """What the document says of itself; empty or None where it does not."""

    number: str = ""
    signed_on: date | None = None
    title: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class Findings:
    """What reading turned up beside its result: faults, what the office must settle, what was left out."""

    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(
            self.problems + other.problems, self.questions + other.questions, self.passed_over + other.passed_over
        )


@dataclass(frozen=True)
class PlanRead:
    """A plan document as read; with problems it is not to be loaded, questions hold up nothing but their task."""

    head: PlanHead = field(default_factory=PlanHead)
    tasks: tuple[TaskRead, ...] = ()
    findings: Findings = field(default_factory=Findings)

    @property
    def number(self) -> str:
        """The document's number, "04/QĐ-BCĐTW-VPĐPNTM"."""
        return self.head.number

    @property
    def signed_on(self) -> date | None:
        """The day it was signed."""
        return self.head.signed_on

    @property
    def title(self) -> str:
        """Its subject, as printed."""
        return self.head.title

    @property
    def issuer(self) -> str:
        """Who issued it."""
        return self.head.issuer

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Faults that hold it up."""
        return self.findings.problems

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the office is asked."""
        return self.findings.questions

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Parts looked at and left."""
        return self.findings.passed_over

    def to_json(self, locale: str = "vi") -> dict[str, Any]:
        """The whole as `plan read --json` prints it; reasons are said in `locale`."""
        head = asdict(self.head) | {"signed_on": _iso(self.signed_on)}
        return {
            "plan": head,
            "tasks": [task.to_json() for task in self.tasks],
            "problems": [_problem(problem) | {"why": problem.why.say(locale)} for problem in self.problems],
            "questions": [asdict(question) | {"why": question.why.say(locale)} for question in self.questions],
            "passed_over": [{"place": part.place, "why": part.why.say(locale)} for part in self.passed_over],
        }


class Stated(Protocol):
    """A milestone, read or stored, as far as its words go."""

    @property
    def text(self) -> str: ...
    @property
    def unit(self) -> str | None: ...


_COUNTED = {"day": "ngày", "working_day": "ngày làm việc", "week": "tuần", "month": "tháng", "year": "năm"}


def in_words(milestone: Stated) -> str:
    """What a milestone's text says; a bare number with what its column counts: "7" under "Số ngày" is "7 ngày"."""
    bare = milestone.text.isdigit() and milestone.unit in _COUNTED
    return f"{milestone.text} {_COUNTED[milestone.unit or 'day']}" if bare else milestone.text


def _problem(problem: Problem) -> dict[str, Any]:
    return {"place": problem.place, "text": problem.text, "why": "", "proposal": problem.proposal}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
