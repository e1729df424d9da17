"""The daily letter to the office: everything that waits for a person, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from language.wording import SOURCE_LANGUAGE
from mail.render import RenderedLetter, render


@dataclass(frozen=True, kw_only=True)
class PenItem:
    """An answer that waits for an officer to place it."""

    number: int
    received_at: datetime
    sender: str
    subject: str
    why: str
    proposal: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftItem:
    """A letter or digest that waits for approval; `command` approves it, `due_on` is the day by which it has to leave.

    `open_until` is when the agencies' time to contest it ends, in the plan's zone.
    """

    name: str
    since: date
    command: str
    due_on: date | None = None
    open_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ObjectionItem:
    """What an agency says against its line of a draft digest."""

    number: int
    agency_name: str
    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FailureItem:
    """A letter that did not reach its agency, or whose outcome is not known; `said` is the server's own text."""

    agency_name: str
    address: str
    letter_name: str
    outcome: str
    said: str
    on: date


@dataclass(frozen=True, kw_only=True)
class QuestionItem:
    """What only the office can settle about one task."""

    code: str
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class UnreachableAgency:
    """An agency that owes reports and has no contact to ask; `first_due_on` is the nearest due date."""

    agency_name: str
    task_count: int
    first_due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeBrief:
    """The daily letter to the office: everything that waits for a person, and nothing else."""

    as_of: date
    tag: str
    office_name: str
    trial: bool
    pen: tuple[PenItem, ...] = ()
    drafts: tuple[DraftItem, ...] = ()
    objections: tuple[ObjectionItem, ...] = ()
    failures: tuple[FailureItem, ...] = ()
    questions: tuple[QuestionItem, ...] = ()
    unreachable: tuple[UnreachableAgency, ...] = ()

    @property
    def total(self) -> int:
        """How many things wait, over all lists."""
        lists = (self.pen, self.drafts, self.objections, self.failures, self.questions, self.unreachable)
        return sum(map(len, lists))

    @property
    def due_drafts(self) -> tuple[DraftItem, ...]:
        """The drafts that have to leave today, or had to before."""
        return tuple(one for one in self.drafts if one.due_on and one.due_on <= self.as_of)


def office_brief(letter: OfficeBrief, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The daily letter to the office."""
    return render("office_brief", letter, locale)
