"""The assignment tables of a document: found among the others, put together again where a page broke them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.headless_table import headless
from documents.numbering import is_number
from documents.plan_document import TABLE, ReadingProblem
from documents.table_head import NO_HEAD, Headed, headed
from documents.table_rows import Document, Row, Table
from documents.table_shape import shaped
from language.text import fold, tidy
from language.wording import Wording, wording
from models.problem import PassedOver, Problem

_HEADLESS = wording(
    "Bảng không có hàng đầu và không khớp cột với bảng nhiệm vụ ở trên: các dòng của bảng này chưa được đọc."
)
_A_TABLE = 3  # rows and columns: what is smaller only sets text side by side
_TOLD = wording("Bảng không có hàng đầu: nội dung, phân công và thời hạn được hiểu theo cách ghi trong ô.")
_NAME_THEM = "Xem lại các nhiệm vụ đọc được; thêm hàng đầu (Nội dung, Phân công nhiệm vụ, Thời hạn) cho chắc chắn."
_BARE = wording("Bảng chỉ có cột cơ quan, không có cột phối hợp, thời hạn: không chắc là bảng giao nhiệm vụ.")
_LOOK = "Nếu đúng là bảng giao nhiệm vụ: giữ như đã đọc (as_read); nếu không: bỏ bảng này khỏi văn bản."
_NAME_COLUMN = "Ghi tên cột cho rõ: Cơ quan chủ trì, Cơ quan phối hợp hoặc Thời gian hoàn thành."
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
    prose: tuple[str, ...] = ()  # every line that stands in none of them


def assignment_tables(document: Document) -> TablesRead:
    """Every assignment table of a document, in order; a table that goes on with the one before it is joined to it."""
    finder = _Finder()
    for block in _put_together(document.blocks):
        if isinstance(block, str):
            finder.line(block)
        else:
            finder.table(block)
    return TablesRead(tuple(finder.found), tuple(finder.left), tuple(finder.problems), tuple(finder.prose))


class _Finder:
    """One pass over a document's blocks."""

    def __init__(self) -> None:
        self.found: list[AssignmentTable] = []
        self.left: list[PassedOver] = []
        self.problems: list[Problem] = []
        self.prose: list[str] = []
        self.caption = ""

    def line(self, text: str) -> None:
        self.caption = text if text.strip() else self.caption
        self.prose.append(text)

    def table(self, block: Table) -> None:
        """Take up a table: with a head of its own, as the rest of the one above it, or as none that assigns tasks."""
        above = self.found[-1] if self.found and block.follows else None
        if above is not None and (rows := _under_same_head(above.headed, block)):
            self.found[-1] = _joined(above, rows)
            return
        read = headed(block.rows)
        if isinstance(read, Headed):
            self._headed(block, read, above)
        elif read != NO_HEAD or not self._headless(block, above):
            self._other(block, read)
        self.caption = ""

    def _headed(self, block: Table, read: Headed, above: AssignmentTable | None) -> None:
        self.prose += read.above
        if above is not None and _same_head(above.headed, read):
            self.found[-1] = _joined(above, read.body)
        else:
            self.found.append(AssignmentTable(block.annex, self.caption, block.place, read))
            self.problems += [
                ReadingProblem(block.place, dict(why.values)["head"], why, _NAME_COLUMN, TABLE)
                for why in read.columns.doubts
            ]
            if len(read.columns.assigning) == 1 and read.columns.product is None and not read.columns.both:
                self.problems.append(
                    ReadingProblem(block.place, read.columns.head(read.columns.lead), _BARE, _LOOK, TABLE)
                )

    def _headless(self, block: Table, above: AssignmentTable | None) -> bool:
        """Whether a table without a head was taken up, or its rows reported as not read."""
        if above is not None and (rows := _rows_under(above, block)):
            self.found[-1] = _joined(above, rows)
        elif above is not None and _numbered(block.rows):
            self.problems.append(ReadingProblem(block.place, block.rows[0].text(0), _HEADLESS, _HOW, TABLE))
        elif told := headless(block.rows):
            self.found.append(AssignmentTable(block.annex, self.caption, block.place, told))
            self.problems.append(ReadingProblem(block.place, tidy(block.rows[0].text(0)), _TOLD, _NAME_THEM, TABLE))
        else:
            return False
        return True

    def _other(self, block: Table, why: Wording) -> None:
        self.prose += block.lines
        if why != NO_HEAD or (len(block.rows) >= _A_TABLE and _width(block) >= _A_TABLE):
            self.left.append(PassedOver(", ".join(part for part in (block.annex, block.place) if part), why))


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


def _under_same_head(above: Headed, block: Table) -> tuple[Row, ...]:
    """The rows of a table that begins with the very head of the one above it, as on each new page; else none."""
    rows, tall = shaped(block.rows), len(above.head)
    alike = tall > 0 and len(rows) > tall and all(
        _printed(row) == _printed(head) for row, head in zip(rows, above.head, strict=False)
    )  # fmt: skip
    return rows[tall:] if alike and len(rows[0].cells) == len(above.head[0].cells) else ()


def _printed(row: Row) -> list[str]:
    return [fold(cell.text) for cell in row.cells]


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
