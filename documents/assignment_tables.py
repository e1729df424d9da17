"""The assignment tables of a document: found among the others, put together again where a page broke them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.numbering import is_number
from documents.plan_document import TABLE, ReadingProblem
from documents.table_head import NO_HEAD, Headed, headed
from documents.table_rows import Document, Row, Table
from documents.table_shape import shaped
from language.text import fold
from language.wording import Wording, wording
from models.problem import PassedOver, Problem

_HEADLESS = wording("Bảng không có hàng đầu và không khớp cột với bảng nhiệm vụ ở trên: các dòng của bảng này chưa được đọc.")
_HOW = "Chép hàng đầu của bảng trên vào đầu bảng này, hoặc ghép hai bảng làm một, rồi đọc lại."


@dataclass(frozen=True)
class AssignmentTable:
    """A table that assigns tasks: its annex, the line of text right above it, its columns and rows."""

    annex: str
    caption: str
    place: str
    headed: Headed

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows under its head."""
        return self.headed.body


@dataclass(frozen=True)
class TablesRead:
    """The assignment tables of a document; the other tables with the reason why they are none."""

    tables: tuple[AssignmentTable, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    problems: tuple[Problem, ...] = ()


def assignment_tables(document: Document) -> TablesRead:
    """Every assignment table of a document, in order; a table that goes on with the one before it is joined to it."""
    found: list[AssignmentTable] = []
    left: list[PassedOver] = []
    problems: list[Problem] = []
    caption = ""
    for block in _put_together(document.blocks):
        if isinstance(block, str):
            caption = block if block.strip() else caption
            continue
        read = headed(block.rows)
        going_on = block.follows and bool(found)
        if isinstance(read, Headed) and going_on and _same_head(found[-1].headed, read):
            found[-1] = _joined(found[-1], read.body)
        elif isinstance(read, Headed):
            found.append(AssignmentTable(block.annex, caption, block.place, read))
        elif going_on and read == NO_HEAD and (rows := _rows_under(found[-1], block)):
            found[-1] = _joined(found[-1], rows)
        elif going_on and read == NO_HEAD and _numbered(block.rows):
            problems.append(ReadingProblem(block.place, block.rows[0].text(0), _HEADLESS, _HOW, TABLE))
        else:
            left.append(PassedOver(block.place, read if isinstance(read, Wording) else NO_HEAD))
        caption = ""
    return TablesRead(tuple(found), tuple(left), tuple(problems))


def _put_together(blocks: Sequence[str | Table]) -> list[str | Table]:
    """The blocks with each table that has no head of its own put under the one right above it, when as wide."""
    whole: list[str | Table] = []
    for block in blocks:
        above = whole[-1] if whole else None
        if isinstance(block, Table) and isinstance(above, Table) and block.follows and _width(above) == _width(block):
            first = [replace(row, starts_page=row.starts_page or not n) for n, row in enumerate(block.rows)]
            if headed(block.rows) == NO_HEAD:
                whole[-1] = replace(above, rows=(*above.rows, *first))
                continue
        whole.append(block)
    return whole


def _width(table: Table) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _same_head(first: Headed, second: Headed) -> bool:
    return [fold(head) for head in first.columns.heads] == [fold(head) for head in second.columns.heads]


def _joined(table: AssignmentTable, rows: Sequence[Row]) -> AssignmentTable:
    begun = [replace(row, starts_page=row.starts_page or number == 0) for number, row in enumerate(rows)]
    return replace(table, headed=replace(table.headed, body=(*table.headed.body, *begun)))


def _rows_under(table: AssignmentTable, block: Table) -> tuple[Row, ...]:
    """The rows of a table without a head when, slivers joined, they fit the columns of the table before it."""
    rows = shaped(block.rows)
    fits = max((len(row.cells) for row in rows), default=0) == len(table.headed.columns.heads)
    return rows if fits else ()


def _numbered(rows: Sequence[Row]) -> bool:
    return any(is_number(row.text(0)) for row in rows)

