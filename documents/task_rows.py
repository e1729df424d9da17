"""The rows of an assignment table as tasks under headings, their cells still text.

Which numbered row is a task: one that says who leads, who coordinates or by when, in cells of its own or in cells that
it has from the heading over it. A row over others only heads them when it says nothing of this; when the column that
counts the tasks is empty in it; when it refers to those below ("theo từng mốc dưới đây"); or when its cells are merged
down into theirs. All that is taken from Plan 277/KH-UBND of Hanoi (2026), whose heads 8 to 11 are tasks themselves.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from documents.assignment_tables import AssignmentTable
from documents.cell_roles import labelled, roles
from documents.columns import Columns
from documents.numbering import Heading, Outline
from documents.plan_document import ReadingProblem
from documents.row_lines import Kind, Line, lines, own_texts
from documents.table_rows import Row
from language.roman import roman
from language.text import fold, tidy
from language.wording import Wording, wording
from models.problem import PassedOver, Problem

_BELOW = re.compile(
    r"dưới đây|sau đây|như sau|từng mốc|ở dưới|bên dưới|các mục dưới|nêu dưới|đạt được các chỉ tiêu|bao gồm:?$|cụ thể:?$"
)
_DITTO = re.compile(r"như trên|như mục trên|-?\s*nt\s*-?|[\"'”“]{1,2}|〃|//")
_NO_NUMBER = wording("Dòng giao việc nhưng không có số thứ tự: thêm số thứ tự hoặc gộp vào dòng trên.")
_NO_ONE = wording("Dòng có số thứ tự nhưng không nêu ai làm, bao giờ xong; các dòng cùng cấp là nhiệm vụ.")
_TORN = wording("Một nhiệm vụ chiếm nhiều dòng có cơ quan hoặc thời hạn riêng: đã gộp vào một.")
_TITLE_ALONE = wording("Dòng chỉ có nội dung, không có số thứ tự và không nêu ai làm: đã hiểu là tên nhóm.")
_RAGGED = wording("Dòng có {cells} ô, đầu bảng có {heads} cột: không chắc ô nào thuộc cột nào.")
_UNLABELLED = wording("Cột này ghi cả cơ quan chủ trì và phối hợp, nhưng ô không nói rõ cơ quan nào giữ vai trò nào.")
_FIELDS = ("lead", "coordinating", "time", "product")


@dataclass(frozen=True)
class TaskRow:
    """A task as its row has it; `inherited` names the cells that it has from the heading over it.

    `above` and `time_above` are the lead and the time of the row before, to be proposed where this row's are empty.
    """

    code: str
    section: str
    subsection: str
    title: str
    lead: str
    coordinating: str
    time: str
    product: str
    place: str
    unit: str | None = None
    columns: Columns | None = None
    inherited: tuple[str, ...] = ()
    above: str = ""
    time_above: str = ""

    def head(self, cell: str) -> str:
        """The place of one of its cells: "lead", "coordinating" or "time", with the head of the column as printed."""
        index = getattr(self.columns, cell, None) if self.columns else None
        index = self.columns.lead if self.columns and index is None and cell == "coordinating" else index
        head = self.columns.head(index) if self.columns else ""
        return f"{self.place}, cột “{head}”" if head else self.place


@dataclass(frozen=True)
class RowsRead:
    """The tasks of a table, and what else was met on the way."""

    tasks: tuple[TaskRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def task_rows(table: AssignmentTable) -> RowsRead:
    """The tasks of an assignment table, numbered within it; groups number them too where numbers would come twice."""
    read = _Reader(table, grouped=False).read()
    codes = [task.code for task in read.tasks]
    if len(set(codes)) < len(codes):
        again = _Reader(table, grouped=True).read()
        return again if len({task.code for task in again.tasks}) > len(set(codes)) else read
    return read


@dataclass
class _Node:
    """A numbered row with those under it; `cells` are its own texts, `merged` those that only go on from above."""

    code: str
    path: tuple[Heading, ...]
    title: str
    row: Row
    cells: dict[str, str]
    merged: frozenset[str]
    counted: bool
    parent: "_Node | None" = None
    children: list["_Node"] = field(default_factory=list)
    torn: bool = False

    @property
    def assigns(self) -> bool:
        """Whether it says who or when, itself or in cells merged down to it."""
        return any(self.cells[name] for name in ("lead", "coordinating", "time"))

    @property
    def heads(self) -> bool:
        """Whether it only heads the rows under it."""
        if not self.assigns:
            return True
        if not self.children:
            return False
        if not self.counted or not self.cells["lead"] or _BELOW.search(fold(self.cells["time"])):
            return True
        first = self.children[0]
        untimed = not self.cells["time"] or "time" in first.merged
        return untimed and ("lead" in first.merged or not any(child.cells["lead"] for child in self.children))


class _Reader:
    """One pass over a table's rows, keeping the outline, then a judgement of each row."""

    def __init__(self, table: AssignmentTable, grouped: bool) -> None:
        self.table, self.columns, self.grouped = table, table.headed.columns, grouped
        self.outline, self.groups, self.counted, self.group = Outline(), 0, 0, ""
        self.nodes: list[_Node] = []
        self.problems: list[Problem] = []
        self.passed_over: list[PassedOver] = []
        self.lines = lines(table.headed)
        self.numberless = not self.columns.numbering and not any(line.kind is Kind.NUMBERED for line in self.lines)

    def read(self) -> RowsRead:
        for line in self.lines:
            self._take(line)
        tasks: list[TaskRow] = []
        for node in self.nodes:
            if node.heads:
                self._heading(node)
            else:
                tasks.append(self._task(node, tasks[-1] if tasks else None))
        return RowsRead(tuple(tasks), tuple(self.problems), tuple(self.passed_over))

    def _take(self, line: Line) -> None:
        if line.kind is Kind.REPEATED:
            self.passed_over.append(PassedOver(self._place(line.row), wording("Đầu bảng lặp lại.")))
        elif line.kind is Kind.TOTAL:
            why = wording("Dòng tổng cộng hoặc ghi chú, không phải nhiệm vụ.")
            self.passed_over.append(PassedOver(self._place(line.row), why))
        elif line.kind is Kind.GROUP:
            self._group(line)
        elif line.kind is Kind.MORE:
            self._more(line.row)
        elif line.kind is Kind.BULLET:
            self._bullet(line)
        elif line.kind in (Kind.NUMBERED, Kind.UNNUMBERED):
            self._numbered(line)

    def _group(self, line: Line) -> None:
        """A title without a number: under numbered headings it only tells more, else it opens a group of its own."""
        if not line.spread and not line.title.isupper():
            how = "Nếu đúng là tên nhóm: giữ như đã đọc (as_read); nếu là nhiệm vụ: ghi số thứ tự và cơ quan chủ trì."
            self.problems.append(ReadingProblem(self._place(line.row), line.title, _TITLE_ALONE, how))
        kept = [heading for heading in self.outline.path if (over := self._node(heading)) and not over.assigns]
        self._open_group(line.title, kept)

    def _open_group(self, title: str, kept: Sequence[Heading] = ()) -> None:
        self.groups += 1
        number = roman(self.groups) if self.grouped and not kept else ""
        self.outline.path = [*kept, Heading("unnumbered", number, title)]

    def _node(self, heading: Heading) -> _Node | None:
        return next((node for node in reversed(self.nodes) if node.path[-1] is heading), None)

    def _numbered(self, line: Line) -> None:
        if line.kind is Kind.UNNUMBERED and not self.numberless:
            self.problems.append(
                ReadingProblem(self._place(line.row), line.title or line.number, _NO_NUMBER, self._next())
            )
            return
        group = tidy(self._group_cell(line.row))
        if self.grouped and group and group != self.group:
            self._open_group(group)
        self.group = group or self.group
        self.counted += 1
        if line.code and not line.number:
            self._enter_code(line)
        else:
            self.outline.enter(line.number or str(self.counted), line.title)
        self._add(line, line.code or self.outline.code)

    def _enter_code(self, line: Line) -> None:
        """A row that is only coded stands under the row whose code its own goes on from: N01 over N01.2."""
        over = [node for node in self.nodes if re.match(re.escape(node.code) + r"[._/-]", line.code)]
        above = max(over, key=lambda node: len(node.code), default=None)
        self.outline.path = [*(above.path if above else ()), Heading("coded", line.code, line.title)]

    def _bullet(self, line: Line) -> None:
        """A dashed row under a numbered one: a task of its own when it assigns, else more of the title above."""
        above = next((node for node in reversed(self.nodes) if node.path[-1].style != "bullet"), None)
        if above is None:
            self.problems.append(ReadingProblem(self._place(line.row), line.title, _NO_NUMBER, self._next()))
        elif not own_texts(line.row, self.columns.assigning):
            above.title = f"{above.title} {line.title}"
        else:
            self.outline.path = list(above.path)
            number = str(len(above.children) + 1)
            self.outline.path.append(Heading("bullet", number, line.title))
            self._add(replace(line, title=re.sub(r"^[-–—+•*▪●]\s*", "", line.title)), self.outline.code)

    def _add(self, line: Line, code: str) -> None:
        node = _Node(code, tuple(self.outline.path), line.title, line.row, *self._cells(line), line.counted)
        node.parent = next((over for heading in reversed(node.path[:-1]) if (over := self._node(heading))), None)
        if node.parent is not None:
            node.parent.children.append(node)
        self.nodes.append(node)

    def _cells(self, line: Line) -> tuple[dict[str, str], frozenset[str]]:
        row, columns = line.row, self.columns
        if line.spread:
            return dict.fromkeys(_FIELDS, ""), frozenset()
        texts = {name: self._text(row, getattr(columns, name), line.title) for name in _FIELDS}
        more = self._text(row, columns.result, line.title)
        texts["product"] = "\n".join(part for part in dict.fromkeys((texts["product"], more)) if part)
        texts["time"] = _span(self._text(row, columns.begins, line.title), texts["time"])
        for name, text in texts.items():
            if _DITTO.fullmatch(fold(text)) and self.nodes:
                texts[name] = self.nodes[-1].cells[name]
        merged = frozenset(name for name in _FIELDS if row.cell(getattr(columns, name)).above and texts[name])
        return texts, merged

    def _text(self, row: Row, column: int | None, title: str) -> str:
        cell = row.cell(column)
        return "" if cell.left or fold(cell.text) == fold(title) else cell.text.strip()

    def _more(self, row: Row) -> None:
        """What a row adds to the one before it: the rest of cells that a page broke, a second body under one number."""
        if not self.nodes:
            self.problems.append(
                ReadingProblem(self._place(row), " ".join(own_texts(row, range(len(row.cells)))), _NO_NUMBER)
            )
            return
        node = self.nodes[-1]
        fresh = {
            name: "".join(own_texts(row, [column]))
            for name in _FIELDS
            if (column := getattr(self.columns, name)) is not None
        }
        merged = row.cell(self.columns.number).above or row.cell(self.columns.title).above
        both = fresh.get("lead") and fresh.get("time") and node.cells["lead"] and node.cells["time"]
        either = not merged and (fresh.get("lead") or fresh.get("time"))
        node.torn = node.torn or (not row.starts_page and bool(both or either))
        for name, text in fresh.items():
            node.cells[name] = "\n".join(part for part in (node.cells[name], text) if part)
        node.title = " ".join([node.title, *(tidy(text) for text in own_texts(row, [self.columns.title]))])

    def _heading(self, node: _Node) -> None:
        beside = node.parent.children if node.parent else [one for one in self.nodes if one.parent is None]
        alike = [one for one in beside if one.path[-1].style == node.path[-1].style]
        place = self._place(node.row, node.code)
        if node.children or any(heading is node.path[-1] for one in self.nodes for heading in one.path[:-1]):
            return
        if any(not one.heads for one in alike):
            self.problems.append(
                ReadingProblem(place, node.title, _NO_ONE, "Bổ sung cơ quan chủ trì và thời hạn của dòng này.")
            )
        else:
            self.passed_over.append(PassedOver(place, wording("Đề mục không có nhiệm vụ nào bên dưới.")))

    def _task(self, node: _Node, before: TaskRow | None) -> TaskRow:
        cells, inherited = _with_inherited(node)
        place = self._place(node.row, node.code)
        lead, coordinating = roles(cells["lead"], cells["coordinating"])
        if node.torn:
            how = "Tách thành nhiều nhiệm vụ, mỗi dòng một số."
            self.problems.append(ReadingProblem(place, tidy(cells["time"]), _TORN, how, code=node.code))
        if self.columns.both and cells["lead"] and not labelled(cells["lead"]):
            how = "Ghi “Chủ trì: …” và “Phối hợp: …” trong ô."
            self.problems.append(
                ReadingProblem(place, tidy(cells["lead"]), _UNLABELLED, how, code=node.code, role="coordinating")
            )
        if len(node.row.cells) != len(self.columns.heads):
            why = wording(_RAGGED.text, cells=len(node.row.cells), heads=len(self.columns.heads))
            self.problems.append(ReadingProblem(place, node.title, why, "Thêm hoặc bớt ô cho đủ cột.", code=node.code))
        over = [heading for heading in node.path[:-1] if heading.title or heading.number]
        return TaskRow(
            code=node.code,
            section=over[0].label if over else tidy(self._group_cell(node.row)),
            subsection=over[-1].label if len(over) > 1 else "",
            title=node.title,
            lead=lead,
            coordinating=coordinating,
            time=cells["time"],
            product=tidy(cells["product"]),
            place=place,
            unit=self.columns.unit,
            columns=self.columns,
            inherited=inherited,
            above=before.lead if before else "",
            time_above=before.time if before else "",
        )

    def _group_cell(self, row: Row) -> str:
        return row.text(self.columns.group)

    def _next(self) -> str | None:
        return f"Nếu là một nhiệm vụ: ghi số thứ tự sau {self.nodes[-1].code}." if self.nodes else None

    def _place(self, row: Row, code: str = "") -> str:
        return ", ".join(part for part in (self.table.annex, code and f"mục {code}", row.place) if part)


def _with_inherited(node: _Node) -> tuple[dict[str, str], tuple[str, ...]]:
    """The cells of a task, the empty ones filled from what stands over it, and which those are.

    A heading's cells hold for all under it. A task over others gives its cells to those that name no lead: a row that
    names its own is taken at its word, empty cells and all.
    """
    cells = dict(node.cells)
    taken: list[str] = []
    for over in _ancestors(node):
        for name in _FIELDS:
            if not cells[name] and over.cells[name] and _gives(over, node, name):
                cells[name] = over.cells[name]
                taken.append(name)
    return cells, tuple(taken)


def _ancestors(node: _Node) -> Iterable[_Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _gives(over: _Node, node: _Node, name: str) -> bool:
    if name in ("time", "product") and _BELOW.search(fold(over.cells[name])):
        return False
    if not node.cells["lead"]:
        return True
    return over.heads and (name != "coordinating" or not over.cells["lead"])


def _span(begins: str, ends: str) -> str:
    """The texts of two columns, beginning and end, as one expression."""
    if not begins or not ends or fold(begins) == fold(ends):
        return ends or (f"Từ {begins}" if begins else "")
    return f"Từ {begins} đến {ends}"
