"""The numbers at the head of rows (I, 1, a, 1.2) and the code that a row has from those above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from language.order import ITEM_LETTERS
from language.roman import roman_value
from language.text import tidy

_PART = r"(?:[IVXLC]+|\d{1,3}|[A-ZĐ]|[a-zđ])"
_NUMBER = re.compile(rf"\(?(?P<bare>{_PART}(?:[.\-]{_PART})*|\d{{1,3}}[a-zđ])[.)/:*]{{0,2}}")
_WORD = r"(?:nhiệm vụ|nhóm nhiệm vụ|nhóm|phần|mục|nội dung|đề án|nv|công việc)\s*(?:thứ\s+|số\s+)?"
_WORDED = re.compile(
    rf"{_WORD}(?P<bare>\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]+|[A-ZĐ])(?=$|[\s.:)–-])[\s.:)–-]*", re.IGNORECASE
)
_LEADING = re.compile(  # "1. Kiểm kê", "1/ Kiểm kê", "1.2 Kiểm kê"; not the "09/6" of a date, nor "V/v"
    rf"\(?(?P<bare>{_PART}(?:\.{_PART})*|\d{{1,3}}[a-zđ])(?:[.)/:]+\s*|\s*[–-]\s+|(?:(?<=\.\d)|(?<=\.\d\d))\s+(?=[A-ZĐÀ-Ỹ]))"
    r"(?=\S)(?!(?<=[/.])\d)(?!(?<=/)v)"
)
BULLET = re.compile(r"[-–—+•*▪●·]")


def number_of(cell: str) -> str | None:
    """A row's number without its closing marks ("1." is "1", "a)" is "a"), None when the cell is none."""
    text = tidy(cell)
    found = _NUMBER.fullmatch(text) or (_WORDED.fullmatch(text) if text else None)
    return found["bare"] if found and all(_counts(part) for part in re.split(r"[.\-]", found["bare"])) else None


def _counts(part: str) -> bool:
    """Whether lists count with one part of a number: "L" and "M" alone are letters, "f" and "w" are none."""
    if part[0].isdigit():
        return True
    return roman_value(part) is not None or (len(part) == 1 and part.lower() in ITEM_LETTERS)


def is_number(cell: str) -> bool:
    """Whether a cell is a row's number: I, 1, 1.2, a), đ., B, (1)."""
    return number_of(cell) is not None


def split_number(text: str) -> tuple[str | None, str]:
    """A number at the head of a text, and the rest: "1. Kiểm kê" is 1 and "Kiểm kê"; None and the text without one."""
    plain = text.strip()
    found = _WORDED.match(plain) or _LEADING.match(plain)
    if found is None or not found.end() or not all(_counts(part) for part in found["bare"].split(".")):
        return None, plain
    return found["bare"], plain[found.end() :].strip()


@dataclass(frozen=True)
class Heading:
    """A numbered line above others: its style, its number as printed without closing marks, its title."""

    style: str
    number: str
    title: str

    @property
    def label(self) -> str:
        """ "I. TUYÊN TRUYỀN"; a heading that is not numbered is its title alone."""
        return f"{self.number}. {self.title}" if self.style != "unnumbered" else self.title


def code_of(path: Sequence[Heading]) -> str:
    """The code that the numbers of a path make up."""
    numbers = [heading.number for heading in path if heading.number]
    later = [numbers[n + 1 :] for n in range(len(numbers))]
    return ".".join(
        number
        for number, rest in zip(numbers, later, strict=True)
        if not any(one.startswith(f"{number}.") for one in rest)
    )


@dataclass
class Outline:
    """Where in the numbering a reader stands: the headings from the outermost in, the last row being the last."""

    path: list[Heading] = field(default_factory=list)

    def enter(self, number: str, title: str) -> str:
        """Take up the next numbered row and give its code; a style seen before closes all that is below it."""
        style = self._style(number)
        over = [heading for heading in self._above(style) if self._may_stand_over(heading, number)]
        self.path = [*over, Heading(style, number, title)]
        return self.code

    def group(self, number: str, title: str) -> str:
        """Take up a heading without a number of its own: it closes whatever is open, `number` stands in codes."""
        self.path = [Heading("unnumbered", number, title)]
        return self.code

    @property
    def code(self) -> str:
        """The code of the last row; a number that a later one begins with ("1" over "1.2") is not said twice."""
        return code_of(self.path)

    def _above(self, style: str) -> list[Heading]:
        styles = [heading.style for heading in self.path]
        return self.path[: styles.index(style)] if style in styles else self.path

    def _may_stand_over(self, heading: Heading, number: str) -> bool:
        """ "4.1" stands under "4" alone, not under the "3" before it; under "I", which it says nothing of, it may."""
        first, dot, _ = number.partition(".")
        alike = heading.style.endswith("dots") or heading.style == self._style(first)
        return not dot or not alike or number.startswith(f"{heading.number}.")

    def _style(self, bare: str) -> str:
        if "." in bare:
            return f"{bare.count('.')} dots"
        if bare.isdigit():
            return "digits"
        if bare.islower():
            return "small letter"
        return "capital letter" if self._next_capital(bare) else "roman"

    def _next_capital(self, bare: str) -> bool:
        """C, D, I, L … are numerals and letters: letters when the letter before them is what was counted last."""
        if roman_value(bare) is None:
            return True
        last = next((heading.number for heading in self.path if heading.style == "capital letter"), "")
        follows = ITEM_LETTERS.find(bare.lower()) - 1
        return len(bare) == 1 and last != "" and follows >= 0 and ITEM_LETTERS[follows] == last.lower()
