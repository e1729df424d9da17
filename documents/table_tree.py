"""The rows of an assignment table put into their tree: numbers nest, bullets hang on, broken rows are put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.assignment_tables import AssignmentTable
from documents.columns import is_mark
from documents.numbering import Heading, Outline
from documents.plan_document import ReadingProblem
from documents.row_lines import Kind, Line, lines, own_texts
from documents.table_rows import Row
from documents.task_nodes import FIELDS, Node
from language.roman import roman
from language.text import fold, tidy
from language.wording import wording
from models.problem import PassedOver

_DITTO = re.compile(r"(?:\()?(?:như trên|như mục trên|[-–]*\s*nt\s*[-–]*\.?)(?:\))?|[\"'”“″„,]{1,3}|〃|//")
_MARK = re.compile(r"^[-–—+•*▪●]\s*")
_NO_NUMBER = wording("Dòng giao việc nhưng không có số thứ tự: thêm số thứ tự hoặc gộp vào dòng trên.")
_TITLE_ALONE = wording("Dòng chỉ có nội dung, không có số thứ tự và không nêu ai làm: đã hiểu là tên nhóm.")
_A_GROUP = "Nếu đúng là tên nhóm: giữ như đã đọc (as_read); nếu là nhiệm vụ: ghi số thứ tự và cơ quan chủ trì."
_REPEATED = wording("Đầu bảng lặp lại.")
_TOTAL = wording("Dòng tổng cộng hoặc ghi chú, không phải nhiệm vụ.")


class TableTree:
    """One pass over a table's rows; `nodes` are the numbered ones in order.

    `grouped`: groups without numbers, and values of a column of groups, count too, for numbers that begin anew.
    """

    def __init__(self, table: AssignmentTable, grouped: bool) -> None:
        self.annex, self.columns, self.grouped = table.annex, table.headed.columns, grouped
        self.outline, self.groups, self.counted, self.group = Outline(), 0, 0, ""
        self.nodes: list[Node] = []
        self.by_heading: dict[int, Node] = {}
        self.problems: list[ReadingProblem] = []
        self.passed_over: list[PassedOver] = []
        rows = lines(table.headed)
        self.numberless = not self.columns.numbering and not any(line.kind is Kind.NUMBERED for line in rows)
        for line in rows:
            self._take(line)

    def place(self, row: Row, code: str = "") -> str:
        """Where a row stands, as a reader finds it."""
        return ", ".join(part for part in (self.annex, code and f"mục {code}", row.place) if part)

    def _take(self, line: Line) -> None:
        if line.kind is Kind.REPEATED:
            self.passed_over.append(PassedOver(self.place(line.row), _REPEATED))
        elif line.kind is Kind.TOTAL:
            self.passed_over.append(PassedOver(self.place(line.row), _TOTAL))
        elif line.kind is Kind.GROUP:
            self._group(line)
        elif line.kind is Kind.MORE:
            self._more(line.row)
        elif line.kind is Kind.BULLET:
            self._bullet(line)
        elif line.kind is not Kind.EMPTY:
            self._numbered(line)

    def _group(self, line: Line) -> None:
        """A title without a number: under numbered headings it only tells more, else it opens a group of its own."""
        if not line.spread and not line.title.isupper():
            self.problems.append(ReadingProblem(self.place(line.row), line.title, _TITLE_ALONE, _A_GROUP))
        kept = [one for one in self.outline.path if (over := self.by_heading.get(id(one))) and not over.assigns]
        self._open_group(line.title, kept)

    def _open_group(self, title: str, kept: Sequence[Heading] = ()) -> None:
        self.groups += 1
        number = roman(self.groups) if self.grouped and not kept else ""
        self.outline.path = [*kept, Heading("unnumbered", number, title)]

    def _numbered(self, line: Line) -> None:
        if line.kind is Kind.UNNUMBERED and not self.numberless:
            self._lacks_number(line.row, line.title or line.number)
            return
        group = tidy(line.row.text(self.columns.group))
        if self.grouped and group and group != self.group:
            self._open_group(group)
        self.group = group or self.group
        self.counted += 1
        if line.code and not line.number:
            self._enter_code(line)
        else:
            self.outline.enter(line.number or str(self.counted), line.title)
        self._add(line, line.code or self.outline.code)

    def _lacks_number(self, row: Row, text: str) -> None:
        how = (
            f"Nếu là một nhiệm vụ: ghi số thứ tự sau {self.nodes[-1].code}."
            if self.nodes
            else "Ghi số thứ tự cho dòng."
        )
        self.problems.append(ReadingProblem(self.place(row), text, _NO_NUMBER, how))

    def _enter_code(self, line: Line) -> None:
        """A row that is only coded stands under the row whose code its own goes on from: N01 over N01.2."""
        over = [node for node in self.nodes if re.match(re.escape(node.code) + r"[._/-]", line.code)]
        above = max(over, key=lambda node: len(node.code), default=None)
        self.outline.path = [*(above.path if above else ()), Heading("coded", line.code, line.title)]

    def _bullet(self, line: Line) -> None:
        """A dashed row under a numbered one: a task of its own when it assigns, else more of the title above."""
        above = next((node for node in reversed(self.nodes) if node.style != "bullet"), None)
        if above is None:
            self._lacks_number(line.row, line.title)
        elif not own_texts(line.row, self.columns.assigning):
            above.title = f"{above.title} {line.title}"
        else:
            number = str(len(above.children) + 1)
            self.outline.path = [*above.path, Heading("bullet", number, line.title)]
            self._add(replace(line, title=_MARK.sub("", line.title)), self.outline.code)

    def _add(self, line: Line, code: str) -> None:
        cells, merged = self._cells(line)
        node = Node(code, tuple(self.outline.path), line.title, line.row, cells, merged, line.counted)
        over = (self.by_heading.get(id(heading)) for heading in reversed(node.path[:-1]))
        node.parent = next((one for one in over if one is not None), None)
        if node.parent is not None:
            node.parent.children.append(node)
        self.by_heading[id(node.path[-1])] = node
        self.nodes.append(node)

    def _cells(self, line: Line) -> tuple[dict[str, str], frozenset[str]]:
        row, columns = line.row, self.columns
        if line.spread:
            return dict.fromkeys(FIELDS, ""), frozenset()
        texts = {name: _text(row, getattr(columns, name), line.title) for name in FIELDS}
        results = dict.fromkeys((texts["product"], _text(row, columns.result, line.title)))
        texts["product"] = "\n".join(result for result in results if result)
        if columns.marked:
            texts["time"] = "; ".join(head for column, head in columns.marked if is_mark(row.text(column)))
        texts["time"] = _from_to(_text(row, columns.begins, line.title), texts["time"])
        for name, text in texts.items():
            if _DITTO.fullmatch(fold(text)) and self.nodes:
                texts[name] = self.nodes[-1].cells[name]
        return texts, frozenset(name for name in FIELDS if row.cell(getattr(columns, name)).above and texts[name])

    def _more(self, row: Row) -> None:
        """What a row adds to the one before it: the rest of cells that a page broke, a second body under one number."""
        if not self.nodes:
            self._lacks_number(row, " ".join(own_texts(row, range(len(row.cells)))))
            return
        node, fresh = self.nodes[-1], {name: "".join(own_texts(row, self._column(name))) for name in FIELDS}
        node.torn = node.torn or (not row.starts_page and self._tears(node, row, fresh))
        for name, text in fresh.items():
            node.cells[name] = "\n".join(part for part in (node.cells[name], text) if part)
        node.title = " ".join([node.title, *map(tidy, own_texts(row, self._column("title")))])

    def _column(self, name: str) -> list[int]:
        column = getattr(self.columns, name)
        return [] if column is None else [column]

    def _tears(self, node: Node, row: Row, fresh: dict[str, str]) -> bool:
        """Whether a further row says who or when for itself, so that the two rows are not surely one task."""
        merged = row.cell(self.columns.number).above or row.cell(self.columns.title).above
        both = all(fresh[name] and node.cells[name] for name in ("lead", "time"))
        return both or (not merged and bool(fresh["lead"] or fresh["time"]))


def _text(row: Row, column: int | None, title: str) -> str:
    cell = row.cell(column)
    return "" if cell.left or fold(cell.text) == fold(title) else cell.text.strip()


def _from_to(begins: str, ends: str) -> str:
    """The texts of two columns, beginning and end, as one expression."""
    if not begins or not ends or fold(begins) == fold(ends):
        return ends or (f"Từ {begins}" if begins else "")
    return f"Từ {begins} đến {ends}"
