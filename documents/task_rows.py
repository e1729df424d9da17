"""The rows of an assignment table as tasks under headings, their cells still text."""

from dataclasses import dataclass

from documents.assignment_tables import AssignmentTable
from documents.cell_roles import labelled, roles
from documents.columns import Columns
from documents.plan_document import ReadingProblem
from documents.table_tree import TableTree
from documents.task_nodes import Node
from documents.time_expression import TimeHead
from language.text import tidy
from language.wording import Wording, wording
from models.problem import PassedOver, Problem

_NO_ONE = wording("Dòng có số thứ tự nhưng không nêu ai làm, bao giờ xong; các dòng cùng cấp là nhiệm vụ.")
_NO_TASKS = wording("Đề mục không có nhiệm vụ nào bên dưới.")
_TORN = wording("Một nhiệm vụ chiếm nhiều dòng có cơ quan hoặc thời hạn riêng: đã gộp vào một.")
_UNLABELLED = wording("Cột này ghi cả cơ quan chủ trì và phối hợp, nhưng ô không nói rõ cơ quan nào giữ vai trò nào.")


@dataclass(frozen=True)
class TaskRow:
    """A task as its row has it.

    `unit` is what bare numbers in its time cell count; `above` and `time_above` are the lead and the time of the row
    before, to be proposed where this row's are empty.
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
    columns: Columns
    note: str = ""
    above: str = ""
    time_above: str = ""

    @property
    def over_time(self) -> TimeHead:
        """What the head over its time cell says of it."""
        return self.columns.over_time

    def head(self, cell: str) -> str:
        """The place of one of its cells: "lead", "coordinating" or "time", with the head of the column as printed."""
        index = getattr(self.columns, cell)
        head = self.columns.head(self.columns.lead if index is None and cell == "coordinating" else index)
        return f"{self.place}, cột “{head}”" if head else self.place


@dataclass(frozen=True)
class RowsRead:
    """The tasks of a table, and what else was met on the way."""

    tasks: tuple[TaskRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def task_rows(table: AssignmentTable) -> RowsRead:
    """The tasks of an assignment table, numbered within it; groups number them too where numbers would come twice."""
    read = _Judge(table, grouped=False).read()
    codes = {task.code for task in read.tasks}
    if len(codes) < len(read.tasks):
        again = _Judge(table, grouped=True).read()
        return again if len({task.code for task in again.tasks}) > len(codes) else read
    return read


class _Judge:
    """The tree of a table, each of its rows judged: a heading, a task, or a fault."""

    def __init__(self, table: AssignmentTable, grouped: bool) -> None:
        self.tree = TableTree(table, grouped)
        self.columns = self.tree.columns
        self.headed = {id(heading) for node in self.tree.nodes for heading in node.path[:-1]}
        self.beside: dict[tuple[int, str], bool] = {}  # whether one of a row's siblings, alike numbered, is a task
        for node in self.tree.nodes:
            key = id(node.parent), node.style
            self.beside[key] = self.beside.get(key, False) or not node.heads
        self.problems: list[Problem] = list(self.tree.problems)
        self.passed_over: list[PassedOver] = list(self.tree.passed_over)

    def read(self) -> RowsRead:
        tasks: list[TaskRow] = []
        for node in self.tree.nodes:
            if node.heads:
                self._heading(node)
            else:
                tasks.append(self._task(node, tasks[-1] if tasks else None))
        return RowsRead(tuple(tasks), tuple(self.problems), tuple(self.passed_over))

    def _heading(self, node: Node) -> None:
        if id(node.path[-1]) in self.headed or node.children:
            return
        if self.beside[(id(node.parent), node.style)]:
            self._problem(node, node.title, _NO_ONE, "Bổ sung cơ quan chủ trì và thời hạn của dòng này.")
        else:
            self.passed_over.append(PassedOver(self.tree.place(node.row, node.code), _NO_TASKS))

    def _task(self, node: Node, before: TaskRow | None) -> TaskRow:
        cells = node.whole_cells()
        self._faults(node, cells)
        lead, coordinating = roles(cells["lead"], cells["coordinating"])
        return TaskRow(
            code=node.code,
            section=node.over[0].label if node.over else tidy(node.row.text(self.columns.group)),
            subsection=node.over[-1].label if len(node.over) > 1 else "",
            title=node.title,
            lead=lead,
            coordinating=coordinating,
            time=cells["time"],
            product=tidy(cells["product"]),
            place=self.tree.place(node.row, node.code),
            columns=self.columns,
            note=tidy(node.row.text(self.columns.note)) if self.columns.note is not None else "",
            above=before.lead if before else "",
            time_above=before.time if before else "",
        )

    def _faults(self, node: Node, cells: dict[str, str]) -> None:
        if node.torn:
            self._problem(node, tidy(cells["time"]), _TORN, "Tách thành nhiều nhiệm vụ, mỗi dòng một số.")
        if self.columns.both and cells["lead"] and not labelled(cells["lead"]):
            how = "Ghi “Chủ trì: …” và “Phối hợp: …” trong ô."
            self._problem(node, tidy(cells["lead"]), _UNLABELLED, how, "coordinating")
        if len(node.row.cells) != len(self.columns.heads):
            why = wording(
                "Dòng có {cells} ô, đầu bảng có {heads} cột: không chắc ô nào thuộc cột nào.",
                cells=len(node.row.cells),
                heads=len(self.columns.heads),
            )
            self._problem(node, node.title, why, "Thêm hoặc bớt ô cho đủ cột.")

    def _problem(self, node: Node, text: str, why: Wording, how: str, role: str = "") -> None:
        place = self.tree.place(node.row, node.code)
        self.problems.append(ReadingProblem(place, text, why, how, code=node.code, role=role))
