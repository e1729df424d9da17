"""The small words of a digest in one language: names, dates, numbers and texts cut to what a form has room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from language.dates import long_date, short_date
from language.numbers import format_number
from language.wording import SOURCE_LANGUAGE, Wording, wording
from models.issue import issue_name

UNBOUNDED = 1_000_000_000


@dataclass(frozen=True)
class Detail:
    """How much a form has room for; what is left out is counted, and totals are never cut.

    `names` in one list of agencies, `characters` of one text, `items` in a list of sentences, `tasks` told one by one,
    `lines` of agencies told under one task, `rows` in a table of agencies.
    """

    names: int = UNBOUNDED
    characters: int = UNBOUNDED
    items: int = UNBOUNDED
    tasks: int = UNBOUNDED
    lines: int = UNBOUNDED
    rows: int = UNBOUNDED


@dataclass(frozen=True)
class Words:
    """One language, one zone and one form's room."""

    zone: str
    locale: str = SOURCE_LANGUAGE
    detail: Detail = Detail()

    def say(self, sentence: Wording) -> str:
        """The sentence in the form's language."""
        return sentence.say(self.locale)

    def cut(self, text: str) -> str:
        """The text in one line, ended at a word when it is too long."""
        line, room = " ".join(text.split()), self.detail.characters
        if len(line) <= room:
            return line
        return line[:room].rsplit(" ", 1)[0].rstrip(" ,;:.") + " […]"

    def number(self, count: int) -> str:
        """1.134."""
        return format_number(count, locale=self.locale)

    def day(self, day: date) -> str:
        """05/03/2023."""
        return short_date(day, self.locale)

    def long_day(self, day: date) -> str:
        """ngày 05 tháng 3 năm 2023."""
        return long_date(day, self.locale)

    def minute(self, moment: datetime) -> str:
        """17 giờ 30 phút, ngày 20 tháng 3 năm 2023, in the plan's zone."""
        at = moment.astimezone(ZoneInfo(self.zone))
        hour, minute, day = f"{at.hour:02}", f"{at.minute:02}", self.long_day(at.date())
        return self.say(wording("{hour} giờ {minute} phút, {day}", hour=hour, minute=minute, day=day))

    def issue(self, key: str) -> str:
        """Quý I/2023."""
        return self.say(issue_name(key))

    def names(self, names: Sequence[str], separator: str = ", ") -> str:
        """The names in their order; beyond the form's room, how many more."""
        shown = separator.join(self.cut(name) for name in names[: self.detail.names])
        rest = len(names) - self.detail.names
        if rest <= 0:
            return shown
        return self.say(wording("{names} và {count} đơn vị khác", names=shown, count=self.number(rest)))

    def codes(self, codes: Sequence[str]) -> str:
        """The codes of tasks; beyond the form's room, how many more."""
        rest = len(codes) - self.detail.names
        shown = ", ".join(codes[: self.detail.names])
        return shown if rest <= 0 else f"{shown} (+{self.number(rest)})"

    def shortened(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """The sentences the form has room for; the rest is counted."""
        rest = len(sentences) - self.detail.items
        if rest <= 0:
            return tuple(sentences)
        more = self.say(wording("Và {count} nội dung khác.", count=self.number(rest)))
        return (*sentences[: self.detail.items], more)
