"""Numbers as Vietnamese writes them: a dot between thousands, a comma before decimals."""

import re
from decimal import Decimal

from language.wording import SOURCE_LANGUAGE

_SWAPPED = str.maketrans(",.", ".,")
_VIETNAMESE = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


def format_number(number: int | float | Decimal, decimals: int | None = None, locale: str = SOURCE_LANGUAGE) -> str:
    """1234.5 as "1.234,5", in English "1,234.5"; `decimals` fixes their count, else they are as the number has them."""
    exact = Decimal(str(number))
    english = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    return english.translate(_SWAPPED) if locale == SOURCE_LANGUAGE else english


def read_number(text: str) -> Decimal | None:
    """ "1.234,5" as 1234.5; None when the text is no number in this writing."""
    if not _VIETNAMESE.fullmatch(text.strip()):
        return None
    return Decimal(text.strip().replace(".", "").replace(",", "."))


def whole_percent(text: str) -> int | None:
    """ "45", "45 %" or "45,0" as 45; None for anything else, and outside 0 to 100."""
    number = read_number(text.strip().removesuffix("%").strip())
    if number is None or number != int(number) or not 0 <= number <= 100:
        return None
    return int(number)
