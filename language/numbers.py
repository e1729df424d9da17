"""Numbers as Vietnamese writes them: a dot between thousands, a comma before decimals."""

import re
from decimal import Decimal

_VIETNAMESE = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


def format_number(number: int | float | Decimal, decimals: int | None = None) -> str:
    """1234.5 as "1.234,5"; `decimals` fixes their count, else they are as the number has them."""
    exact = Decimal(str(number))
    english = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    return english.translate(str.maketrans(",.", ".,"))


def read_number(text: str) -> Decimal | None:
    """ "1.234,5" as 1234.5; None when the text is no number in this writing."""
    if not _VIETNAMESE.fullmatch(text.strip()):
        return None
    return Decimal(text.strip().replace(".", "").replace(",", "."))
