"""The document an ad hoc request rests on: its number and day, and how an occasion of such a request is named."""

import re
from dataclasses import dataclass
from datetime import date

from language.dates import DATE, date_of, short_date
from language.text import tidy
from language.wording import Wording, wording

_NUMBER = re.compile(r"\d+[\w.]*/[^\s,;]+")
_SLUG = re.compile(r"adhoc:(?P<number>[^@\s]+)@(?P<day>\d{4}-\d{2}-\d{2})(?:#\d+)?")


@dataclass(frozen=True)
class Instruction:
    """A document by its number and the day it was signed."""

    number: str
    signed_on: date

    @property
    def slug(self) -> str:
        """How the first occasion that rests on it is named; those after it add #2, #3."""
        return f"adhoc:{self.number}@{self.signed_on.isoformat()}"

    @property
    def text(self) -> str:
        """As letters name it: "392/TB-VPCP ngày 16/10/2023"."""
        return f"{self.number} ngày {short_date(self.signed_on)}"


def read_instruction(text: str) -> Instruction | Wording:
    """The instruction that a person wrote, as "392/TB-VPCP ngày 16/10/2023"; or what is missing in it."""
    written = tidy(text)
    day = DATE.search(written)
    signed_on = date_of(day) if day else None
    number = _NUMBER.search(written[: day.start()] if day else written)
    if signed_on is None or number is None:
        return wording(
            "“{given}” không rõ số và ngày của văn bản: viết như “392/TB-VPCP ngày 16/10/2023”.", given=text.strip()
        )
    return Instruction(number.group(), signed_on)


def instruction_of(slug: str) -> Instruction | None:
    """The instruction that an ad hoc occasion's name states; None when it states none."""
    found = _SLUG.fullmatch(slug)
    try:
        return Instruction(found["number"], date.fromisoformat(found["day"])) if found else None
    except ValueError:
        return None
