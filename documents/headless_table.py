"""A table without a head whose cells say themselves what they are: "Chủ trì: … Phối hợp: …", numbers, times."""

from collections.abc import Callable, Sequence

from documents.cell_roles import labelled
from documents.columns import Columns
from documents.numbering import split_number
from documents.table_head import Headed
from documents.table_rows import Row
from documents.table_shape import shaped
from documents.time_expression import read_time

_MOST, _FEWEST_ROWS = 0.7, 2


def headless(rows: Sequence[Row]) -> Headed | None:
    """The table with its columns told by their cells, None when they do not say who leads."""
    rows = shaped(rows)
    width = max((len(row.cells) for row in rows), default=0)
    lead = _column(rows, width, labelled)
    title = _column(rows, width, lambda text: split_number(text)[0] is not None)
    if lead is None or len(rows) < _FEWEST_ROWS:
        return None
    title = title if title is not None else next(n for n in range(width + 1) if n != lead)
    time = _column(rows, width, _is_time, {lead, title})
    return Headed(Columns(title, lead, time=time, heads=tuple(str(n + 1) for n in range(width))), (), tuple(rows))


def _column(rows: Sequence[Row], width: int, fits: Callable[[str], bool], taken: set[int] | None = None) -> int | None:
    """The first column most of whose cells fit."""
    for column in range(width):
        texts = [row.text(column) for row in rows if not row.cell(column).blank]
        if column not in (taken or set()) and texts and sum(map(fits, texts)) >= _MOST * len(rows):
            return column
    return None


def _is_time(text: str) -> bool:
    read = read_time(text, None)
    return any(milestone.kind != "none" for milestone in read.milestones)
