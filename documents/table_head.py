"""Where the head of an assignment table is, of one row or several, and what stands under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.column_heads import head_meaning
from documents.columns import Columns, columns
from documents.table_rows import Row, rows_above
from documents.table_shape import shaped
from language.text import fold, tidy
from language.wording import Wording, wording

_DEEPEST, _TALLEST = 400, 3  # rows looked at for a head, and the most rows that one head has
_INDEX = re.compile(r"\(?(?:\d{1,2}|[A-Ha-h])\)?(?:\s*=.*)?")
_SHORT = 60
NO_HEAD = wording("Bảng không có hàng đầu của một bảng giao nhiệm vụ.")


@dataclass(frozen=True)
class Headed:
    """A table whose head is known: its columns, the rows of the head and those under it, the text above it."""

    columns: Columns
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    above: tuple[str, ...] = ()

    def repeats(self, row: Row) -> bool:
        """Whether a row is (one row of) the head again, as on each new page, or numbers the columns."""
        words = [fold(cell.text) for cell in row.cells]
        return any(words == [fold(cell.text) for cell in head.cells] for head in self.head) or is_index(row)


def headed(rows: Sequence[Row]) -> Headed | Wording:
    """The table with its head found, or why it assigns no tasks."""
    rows = shaped(rows)
    reasons: list[tuple[int, Wording]] = []
    for first in range(min(len(rows), _DEEPEST)):
        known = sum(head_meaning(cell.text) is not None for cell in rows[first].cells if not cell.blank)
        if known < 2:
            continue
        for tall in range(1, _TALLEST + 1):
            found = columns(_parts(rows[first : first + tall]), rows[first + tall :])
            if isinstance(found, Columns):
                return _whole(rows, first, tall, found)
            reasons.append((known, found))
    return max(reasons, key=lambda one: one[0], default=(0, NO_HEAD))[1]


def _whole(rows: tuple[Row, ...], first: int, tall: int, found: Columns) -> Headed:
    """The head with the rows that still belong to it: words under words, a row that numbers the columns."""
    end = first + tall
    while end < len(rows) and end - first < _TALLEST and _goes_on(rows[end], found):
        longer = columns(_parts(rows[first : end + 1]), rows[end + 1 :])
        if not isinstance(longer, Columns):
            break
        found, end = longer, end + 1
    head = rows[first:end]
    body = rows[end + 1 :] if end < len(rows) and is_index(rows[end]) else rows[end:]
    return Headed(found, head, body, rows_above(rows, first))


def _goes_on(row: Row, found: Columns) -> bool:
    own = [tidy(cell.text) for cell in row.cells if not cell.blank and not cell.above]
    if not own or any(len(text) > _SHORT for text in own) or is_index(row):
        return False
    if row.cell(found.title).above or _divides(row, found):
        return True
    meanings = [head_meaning(text) for text in own]
    if len(own) > 1 and all(meaning is not None and meaning.exact for meaning in meanings):
        return True
    bare = row.cell(found.title).blank or row.cell(found.title).above
    return bare and not any(row.text(column) for column in found.numbering) and all(text[0].islower() for text in own)


def _divides(row: Row, found: Columns) -> bool:
    """Whether all that a row says stands under heads over several columns: "Trình" and "Ban hành" under "Thời hạn"."""
    heads = found.heads
    beside = [n for n, head in enumerate(heads) if head and head in heads[max(n - 1, 0) : n] + heads[n + 1 : n + 2]]
    said = [n for n, cell in enumerate(row.cells) if not cell.blank and not cell.above]
    return len(said) > 1 and set(said) <= set(beside)


def _parts(rows: Sequence[Row]) -> list[list[str]]:
    """For each column the texts of the head's rows from top to bottom, what goes on from above only once."""
    width = max((len(row.cells) for row in rows), default=0)
    return [
        [row.cell(column).text for row in rows if row.cell(column).text.strip() and not row.cell(column).above]
        for column in range(width)
    ]


def is_index(row: Row) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), or A B 1 2 3."""
    own = [tidy(cell.text) for cell in row.cells if not cell.blank]
    if len(own) < 3 or len(own) < len(row.cells) - 1 or not all(_INDEX.fullmatch(text) for text in own):
        return False
    digits = [int(number[0]) for text in own if (number := re.search(r"\d+", text.split("=")[0]))]
    return len(digits) >= 2 and all(later == earlier + 1 for earlier, later in zip(digits, digits[1:], strict=False))
