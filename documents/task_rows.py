"""The rows of an assignment table as tasks under headings, their cells still text."""

import re
from dataclasses import dataclass

from documents.columns import Columns, columns, is_number, is_number_head
from documents.numbering import Outline
from documents.table_rows import Row, Table
from language.text import fold, tidy
from language.wording import Wording, wording
from models.problem import PassedOver, Problem

_LABELLED = re.compile(r"(?:^|\n)\s*(?:[-+]\s*)?(chủ trì|(?:đơn vị |cơ quan )?phối hợp)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class TaskRow:
    """A task as its row has it."""

    code: str
    section: str
    subsection: str
    title: str
    lead: str
    coordinating: str
    time: str
    product: str
    place: str
    bare_days: bool = False


@dataclass(frozen=True)
class RowsRead:
    """The tasks of a table, and what else was met on the way."""

    tasks: tuple[TaskRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def task_rows(table: Table) -> RowsRead | None:
    """The tasks of a table, None when it is not an assignment table."""
    meaning = columns(table.rows[0].cells) if table.rows else None
    return _Reader(table, meaning).read() if meaning else None


class _Reader:
    """One pass over a table's rows, keeping the outline."""

    def __init__(self, table: Table, meaning: Columns) -> None:
        self.table, self.columns, self.outline = table, meaning, Outline()
        self.tasks: list[TaskRow] = []
        self.problems: list[Problem] = []
        self.passed_over: list[PassedOver] = []

    def read(self) -> RowsRead:
        for row in self.table.rows[1:]:
            self._take(row)
        return RowsRead(tuple(self.tasks), tuple(self.problems), tuple(self.passed_over))

    def _take(self, row: Row) -> None:
        number, title = tidy(row.cell(self.columns.number)), tidy(row.cell(self.columns.title))
        if is_number_head(number) or columns(row.cells) is not None:
            self._pass(row, wording("Đầu bảng lặp lại."))
        elif is_number(number):
            self._numbered(row, number, title)
        elif self._says_nothing(row, title):
            self._pass(row, wording("Dòng không có số thứ tự và không giao việc cho cơ quan nào."))
        else:
            why = wording("Dòng giao việc nhưng không có số thứ tự: thêm số thứ tự hoặc gộp vào dòng trên.")
            self.problems.append(Problem(self._place(row), title or number, why))

    def _numbered(self, row: Row, number: str, title: str) -> None:
        code = self.outline.enter(number, title)
        if self._says_nothing(row, title):
            return
        lead, coordinating = roles(row.cell(self.columns.lead), row.cell(self.columns.coordinating))
        section, subsection, place = self.outline.section, self.outline.subsection, self._place(row, code)
        time, product = row.cell(self.columns.time), tidy(row.cell(self.columns.product))
        days = self.columns.days
        self.tasks.append(TaskRow(code, section, subsection, title, lead, coordinating, time, product, place, days))

    def _says_nothing(self, row: Row, title: str) -> bool:
        """A heading: the cells that would assign are empty, or repeat the title (a merged row written out)."""
        said = {fold(row.cell(index)) for index in (self.columns.lead, self.columns.coordinating, self.columns.time)}
        return not said - {"", fold(title)}

    def _pass(self, row: Row, why: Wording) -> None:
        self.passed_over.append(PassedOver(self._place(row), why))

    def _place(self, row: Row, code: str = "") -> str:
        return ", ".join(part for part in (self.table.annex, code and f"mục {code}", f"dòng {row.place}") if part)


def roles(lead: str, coordinating: str) -> tuple[str, str]:
    """The texts of both roles; one cell may hold both behind the labels "Chủ trì:" and "Phối hợp:"."""
    labels = list(_LABELLED.finditer(lead))
    if not labels:
        return lead, coordinating
    ends = [*(label.start() for label in labels[1:]), len(lead)]
    parts = [(fold(label[1]), lead[label.end() : end].strip()) for label, end in zip(labels, ends, strict=True)]
    led = "\n".join(text for name, text in parts if "chủ trì" in name)
    helped = "\n".join(text for name, text in parts if "phối hợp" in name)
    return led, "\n".join(part for part in (helped, coordinating) if part)
