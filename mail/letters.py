"""The letters of a request's thread: what each must be told, as values, and one function a letter."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from language.wording import SOURCE_LANGUAGE, Wording
from mail.render import RenderedLetter, one_line, render
from models.digest_labels import STATUSES


@dataclass(frozen=True, kw_only=True)
class PlanHead:
    """The plan a letter is about; `issuer` is who signed it, `kind` the sort of document."""

    short_name: str
    number: str
    signed_on: date
    tag: str
    issuer: str
    kind: str = "Quyết định"


@dataclass(frozen=True, kw_only=True)
class PeriodHead:
    """A reporting period; its data window is half open, `[window_begins, window_ends)`."""

    name: str
    window_begins: date
    window_ends: date
    due_on: date

    @property
    def window_last_day(self) -> date:
        """The last day whose figures belong to the period, as a letter names it."""
        return self.window_ends - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class EarlierAnswer:
    """What the agency itself answered the time before, and for which report: its forecast is a promise to come back to.

    `status` is one of models.response.STATUSES.
    """

    occasion_name: str
    status: str
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast_on: date | None = None

    @property
    def status_name(self) -> Wording:
        """The status as letters and digests call it."""
        return STATUSES[self.status]


@dataclass(frozen=True, kw_only=True)
class AskedTask:
    """One obligation as its agency is asked for it.

    `role` is "lead" or "coordinating"; `taken_over_from` names the agency of the plan whose duty passed to this
    one; `given_by` the later decision that gave it; `earlier` is one line of what was reported last, `before` what was
    reported for the report before this one;
    `with_head_since` is the day on which an answer went to the agency's own head, who has not consented yet;
    `overdue_days` is 0 until the due date has passed.
    """

    code: str
    title: str
    section: str
    role: str
    lead_names: tuple[str, ...]
    due_on: date
    time_text: str
    occasion_name: str
    taken_over_from: str | None = None
    given_by: str | None = None
    earlier: str | None = None
    before: EarlierAnswer | None = None
    with_head_since: date | None = None
    overdue_days: int = 0
    obligation_id: int = 0

    @property
    def heading(self) -> str:
        """The line that opens the task's block in both parts; an answer is matched by it."""
        return heading(self.code, self.title)


@dataclass(frozen=True, kw_only=True)
class RecordedAnswer:
    """What was recorded for one task; `replaces` when an earlier version stood before it.

    `status` is one of models.response.SAYABLE; the letter says its name. `files` are the names of those beside it;
    `consented` says that the agency's head consented.
    """

    code: str
    title: str
    role: str
    status: str
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast_on: date | None = None
    replaces: bool = False
    files: tuple[str, ...] = ()
    consented: bool = False

    @property
    def status_name(self) -> Wording:
        """The status as letters and digests call it."""
        return STATUSES[self.status]

    @property
    def heading(self) -> str:
        """The same line as in the request."""
        return heading(self.code, self.title)


@dataclass(frozen=True, kw_only=True)
class NotUnderstood:
    """A passage of an answer that waits for a person in the holding pen, and why."""

    excerpt: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ThreadLetter:
    """What every letter of a request's thread needs.

    `answer_url` is taken as it stands (it may hold a placeholder for the key); `office_contact` is how to reach
    the office, in one line; `thread_tag` is constant in the thread, "[OCOP-12]"; `trial` marks the letter as a trial.
    """

    plan: PlanHead
    period: PeriodHead
    agency_name: str
    answer_url: str
    office_name: str
    office_contact: str
    thread_tag: str
    trial: bool


@dataclass(frozen=True, kw_only=True)
class AskingLetter(ThreadLetter):
    """A letter that asks for tasks; `reply_deadline` is the day by which the office wants to read an answer.

    `form_name` is the file name of the answer form that goes with it, empty when none does; `late_days` are the working
    days by which the office itself sent it late.
    """

    tasks: tuple[AskedTask, ...]
    reply_deadline: date
    form_name: str = ""
    late_days: int = 0

    @property
    def lead_tasks(self) -> tuple[AskedTask, ...]:
        """The tasks this agency leads."""
        return tuple(task for task in self.tasks if task.role == "lead")

    @property
    def coordinating_tasks(self) -> tuple[AskedTask, ...]:
        """The tasks this agency coordinates."""
        return tuple(task for task in self.tasks if task.role != "lead")

    @property
    def has_own_due_dates(self) -> bool:
        """Whether some task is due on another day than the letter asks for."""
        return any(task.due_on != self.reply_deadline for task in self.tasks)

    @property
    def most_overdue_days(self) -> int:
        """Days since the due date of the task that is longest overdue; 0 when none is."""
        return max((task.overdue_days for task in self.tasks), default=0)


@dataclass(frozen=True, kw_only=True)
class RequestLetter(AskingLetter):
    """The first letter of a thread: all that the agency leads and coordinates in the period."""


@dataclass(frozen=True, kw_only=True)
class ReminderLetter(AskingLetter):
    """A reminder: `tasks` holds only what is missing; `last_call` says that the next step goes to the agency's head."""

    asked_on: date
    answered_count: int = 0
    last_call: bool = False
    escalates_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class EscalationLetter(AskingLetter):
    """To the agency's head, copied to the office: what is overdue and on which days it was asked for."""

    asked_on: date
    reminded_on: tuple[date, ...] = ()
    answered_count: int = 0


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """A file that came with an answer: its size in bytes, its SHA-256, and what became of it."""

    filename: str
    size: int
    sha256: str
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptLetter(ThreadLetter):
    """What was read in one answer; `received_at` is in the plan's zone, `by_web` when it came over the private page.

    `awaits_consent` says that the agency's own head has to consent before it counts; `channel` is phone or paper for an
    answer that the office entered; `report_name` names the official report beside it.
    """

    received_at: datetime
    recorded: tuple[RecordedAnswer, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    still_missing: tuple[AskedTask, ...] = ()
    files: tuple[ReceivedFile, ...] = ()
    by_web: bool = False
    awaits_consent: bool = False
    channel: str = ""
    report_name: str = ""


def heading(code: str, title: str) -> str:
    """The line that opens a task's block in a letter: "I.2.a. Ban hành Bộ Tài liệu…", always one line."""
    return one_line(f"{code}. {title}")


def report_request(letter: RequestLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The request for reports of one period."""
    return render("report_request", letter, locale)


def reminder(letter: ReminderLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The reminder, or the last call, naming only what is missing."""
    return render("reminder", letter, locale)


def escalation(letter: EscalationLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter to the head of an agency that has not answered."""
    return render("escalation", letter, locale)


def receipt(letter: ReceiptLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The reading back of an answer to its author."""
    return render("receipt", letter, locale)
