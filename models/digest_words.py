"""What a digest says, sentence by sentence, in one language: every form takes its words and figures from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from language.dates import long_date, short_date
from language.numbers import format_number
from language.wording import SOURCE_LANGUAGE, Wording, wording
from models.digest_changes import ANSWERED, TASK
from models.digest_data import (
    AgencyLine,
    Change,
    CollectiveReport,
    DecisionItem,
    DigestData,
    Excerpt,
    Standing,
    StandingGroup,
    TaskEntry,
    Timeliness,
    WaitingAgency,
)
from models.digest_labels import CELLS, EXCERPTS, ROLES, SILENCE_CHANGES, STANDINGS, STATUSES, exception_label

UNBOUNDED = 1_000_000
OFFICE_TABLE = (Timeliness.COMPLETED_ON_TIME, Timeliness.COMPLETED_LATE, Timeliness.WITHIN_TIME, Timeliness.OVERDUE)
CODES_IN_FULL = 3


@dataclass(frozen=True)
class Detail:
    """How much a form has room for: names in a list, characters of a text, items in a list. Totals are never cut."""

    names: int = UNBOUNDED
    characters: int = UNBOUNDED
    items: int = UNBOUNDED
    tasks: int = UNBOUNDED
    lines: int = UNBOUNDED


@dataclass(frozen=True)
class DigestWords:
    """The sentences of one digest in one language, cut to what a form has room for."""

    data: DigestData
    locale: str = SOURCE_LANGUAGE
    detail: Detail = Detail()

    def said(self, sentence: Wording) -> str:
        """The sentence in the digest's language."""
        return sentence.say(self.locale)

    def cut(self, text: str) -> str:
        """The text in one line, ended at a word when it is too long for the form."""
        line, room = " ".join(text.split()), self.detail.characters
        return line if len(line) <= room else line[:room].rsplit(" ", 1)[0].rstrip(" ,;:.") + " […]"

    def number(self, count: int) -> str:
        """1.134."""
        return format_number(count)

    def day(self, day: date) -> str:
        """05/03/2023."""
        return short_date(day)

    def local(self, moment: datetime) -> datetime:
        """The moment in the plan's zone."""
        return moment.astimezone(ZoneInfo(self.data.head.zone))

    def names(self, names: Sequence[str]) -> str:
        """The names with commas; beyond the form's room, how many more."""
        shown = ", ".join(names[: self.detail.names])
        rest = len(names) - self.detail.names
        if rest <= 0:
            return shown
        return self.said(wording("{names} và {count} cơ quan, địa phương khác", names=shown, count=self.number(rest)))

    def frozen(self) -> str:
        """The minute as of which the figures stand."""
        at = self.local(self.data.frozen_at)
        clock = {"hour": f"{at.hour:02}", "minute": f"{at.minute:02}", "day": long_date(at.date())}
        return self.said(wording("Số liệu chốt lúc {hour} giờ {minute} phút, {day}", **clock))

    def window(self) -> str:
        """The days whose results count, and when the Committee is owed the digest."""
        period = self.data.head.period
        first, last, due = (self.day(d) for d in (period.window_begins, period.window_last, period.due))
        sentence = "Kỳ số liệu từ ngày {first} đến hết ngày {last}; hạn gửi Ban Chỉ đạo ngày {due}"
        return self.said(wording(sentence, first=first, last=last, due=due))

    def source(self) -> str:
        """The document the plan came with."""
        plan = self.data.head.plan
        return self.said(wording("Theo văn bản số {number} {day}", number=plan.number, day=long_date(plan.signed_on)))

    def standing(self, standing: Standing) -> str:
        """What a standing is called."""
        return self.said(STANDINGS[standing])

    def cell(self, cell: Timeliness) -> str:
        """What a cell of the table is called."""
        return self.said(CELLS[cell])

    def status(self, status: str) -> str:
        """What a status is called."""
        return self.said(STATUSES[status])

    def role(self, role: str) -> str:
        """What a role is called."""
        return self.said(ROLES[role])
