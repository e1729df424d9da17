"""Reading a plan document from end to end: file to table rows, rows to tasks, cells to agencies and dates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from documents.agency_names import Names, home_of
from documents.agency_phrase import mentions
from documents.assignment_tables import AssignmentTable, TablesRead, assignment_tables
from documents.mention import Mention
from documents.numbering import split_number
from documents.plan_document import (
    CODE,
    FILE,
    HEAD,
    TABLE,
    AssignmentRead,
    Findings,
    PlanHead,
    PlanRead,
    ReadingProblem,
    TaskRead,
)
from documents.plan_file import open_document
from documents.plan_head import issuing_lines, plan_head
from documents.refusal import Refusal
from documents.table_rows import Document
from documents.task_findings import (
    agency_problems,
    lead_problem,
    note_questions,
    open_questions,
    remark_questions,
    role_problems,
    time_problems,
    time_questions,
)
from documents.task_rows import RowsRead, TaskRow, task_rows
from documents.text_tables import text_document
from documents.time_expression import read_time
from language.roman import roman
from language.wording import wording
from models.directory import Directory

_NO_TABLES = wording(
    "Không thấy bảng giao nhiệm vụ nào: văn bản không có bảng; nhiệm vụ (nếu có) được nêu bằng lời theo từng cơ quan."
)
_NO_TASKS = wording("Không thấy bảng giao nhiệm vụ nào (bảng có cột cơ quan chủ trì và cột phối hợp hoặc thời hạn).")
_BY_HAND = "Ghi từng nhiệm vụ vào duties.yaml, hoặc lập bảng: số thứ tự, nội dung, cơ quan chủ trì, phối hợp, thời hạn."
_CHECK_ANNEX = "Kiểm tra phụ lục: hàng đầu của bảng phải ghi cơ quan chủ trì (thực hiện) và nội dung nhiệm vụ."


def read_plan(path: Path, directory: Directory, signed_on: date | None = None, number: str = "") -> PlanRead:
    """The plan in a file. Never fails: what cannot be read is a Problem in the result.

    `signed_on` and `number` are the day of signing and the number where the document does not print them.
    """
    return read_opened(open_document(path), path, directory, signed_on, number)


def read_opened(
    opened: Document | Refusal, path: Path, directory: Directory, signed_on: date | None = None, number: str = ""
) -> PlanRead:
    """The plan in a file that was opened already; of one that was refused the reason is the only Problem."""
    if isinstance(opened, Refusal):
        problem = ReadingProblem(str(path), path.name, opened.why, opened.proposal, FILE)
        return PlanRead(findings=Findings((problem,)))
    return read_document(opened, directory, signed_on, number, path.name)


def read_plan_text(text: str, directory: Directory, signed_on: date | None = None, name: str = "") -> PlanRead:
    """The plan in a text; `name` is what the text is called in the places of problems."""
    return read_document(text_document(text), directory, signed_on, "", name)


def read_document(document: Document, directory: Directory, signed_on: date | None, number: str, name: str) -> PlanRead:
    """The plan in a document, whatever file it came from."""
    found = assignment_tables(document)
    head = plan_head(found.prose)
    head = replace(head, signed_on=head.signed_on or signed_on, number=head.number or number)
    names = Names(directory, head.signed_on, home_of(" ".join((head.issuer, *issuing_lines(found.prose))), directory))
    rows = _all_rows(found)
    read = [_task(row, names) for row in rows.tasks]
    tasks = tuple(task for task, _ in read)
    whole = Findings(problems=rows.problems, passed_over=rows.passed_over)
    whole += Findings((*_head_problems(head, name), *_table_problems(tasks, document, name), *_twice(tasks)))
    return PlanRead(head, tasks, sum((findings for _, findings in read), whole))


def _all_rows(found: TablesRead) -> RowsRead:
    read = _distinct([(table, task_rows(table)) for table in found.tables])
    return RowsRead(
        tuple(task for rows in read for task in rows.tasks),
        (*found.problems, *(problem for rows in read for problem in rows.problems)),
        (*(part for rows in read for part in rows.passed_over), *found.passed_over),
    )


def _distinct(read: Sequence[tuple[AssignmentTable, RowsRead]]) -> list[RowsRead]:
    """The tables' tasks with codes that no two share: where annexes count anew, each code begins with its annex.

    Tables of one annex are told apart by the number of the line above each ("A. Nhiệm vụ chung"), else by their order.
    """
    counted = Counter(task.code for _, rows in read for task in rows.tasks)
    within = [Counter(task.code for task in rows.tasks) for _, rows in read]
    if len(read) < 2 or all(counted[code] == one[code] for one in within for code in one):
        return [rows for _, rows in read]
    marks = _marks([table for table, _ in read])
    return [
        replace(rows, tasks=tuple(replace(task, code=f"{mark}.{task.code}") for task in rows.tasks))
        for mark, (_, rows) in zip(marks, read, strict=True)
    ]


def _marks(tables: Sequence[AssignmentTable]) -> list[str]:
    annexes = [_annex_mark(table.annex) for table in tables]
    if len(set(annexes)) == len(tables):
        return [mark or f"B{roman(n)}" for n, mark in enumerate(annexes, 1)]
    captions = [split_number(table.caption)[0] or "" for table in tables]
    several = [".".join(part for part in pair if part) for pair in zip(annexes, captions, strict=True)]
    if len(set(several)) == len(tables):
        return [mark or f"B{n}" for n, mark in enumerate(several, 1)]
    return [f"B{n}" for n in range(1, len(tables) + 1)]


def _annex_mark(annex: str) -> str:
    """ "Phụ lục II" is PLII, "Biểu 1" B1; "" for a table in no annex with a number."""
    word, _, number = annex.rpartition(" ")
    return f"{''.join(part[0] for part in word.split()).upper()}{number}" if word else ""


def _head_problems(head: PlanHead, name: str) -> Iterable[ReadingProblem]:
    if not head.number:
        why = wording("Không thấy số, ký hiệu của văn bản.")
        how = "Thêm dòng “Số: …” hoặc “(Kèm theo Quyết định số … ngày … của …)”, hoặc ghi number trong plan.yaml."
        yield ReadingProblem(name, "", why, how, HEAD)
    if head.signed_on is None:
        why = wording("Không thấy ngày ký văn bản.")
        how = "Thêm “…, ngày … tháng … năm …” vào phần đầu văn bản, hoặc dùng --signed-on (trong plan.yaml: signed_on)."
        yield ReadingProblem(name, "", why, how, HEAD)


def _table_problems(tasks: Sequence[TaskRead], document: Document, name: str) -> Iterable[ReadingProblem]:
    if not tasks and not document.tables:
        yield ReadingProblem(name, "", _NO_TABLES, _BY_HAND, TABLE)
    elif not tasks:
        yield ReadingProblem(name, "", _NO_TASKS, _CHECK_ANNEX, TABLE)


def _twice(tasks: Sequence[TaskRead]) -> Iterable[ReadingProblem]:
    seen: dict[str, TaskRead] = {}
    for task in tasks:
        if task.code in seen:
            why = wording("Mã {code} đã dùng cho nhiệm vụ ở {place}.", code=task.code, place=seen[task.code].place)
            yield ReadingProblem(
                task.place, task.title, why, "Đánh lại số thứ tự của một trong hai dòng.", CODE, task.code
            )
        seen.setdefault(task.code, task)


def _task(row: TaskRow, names: Names) -> tuple[TaskRead, Findings]:
    directory = names.directory
    named = mentions(row.lead, names)
    lead = [mention for mention in named if mention.role_said != "coordinating"]
    others = (*(mention for mention in named if mention not in lead), *mentions(row.coordinating, names))
    helped = [_as_coordinator(mention, directory) for mention in others]
    time = read_time(row.time, names.day, row.over_time)
    task = TaskRead(
        code=row.code,
        section=row.section,
        subsection=row.subsection,
        title=row.title,
        assignments=(*assignments(lead, "lead"), *assignments(helped, "coordinating")),
        open_phrases=tuple(mention.phrase for mention in (*lead, *helped) if mention.open),
        time_text=_one_line(row.time),
        milestones=time.milestones,
        product=row.product,
        place=row.place,
        text=row.title,
    )
    findings = Findings(
        problems=(
            *agency_problems(row, "lead", lead, directory),
            *agency_problems(row, "coordinating", helped, directory),
            *lead_problem(row, lead),
            *role_problems(row, named, helped),
            *time_problems(row, time),
        ),
        questions=(
            *open_questions(task.code, task.open_phrases),
            *remark_questions(task.code, (*lead, *helped)),
            *time_questions(task, time, row.time_above),
            *note_questions(task.code, row.note),
        ),
    )
    return task, findings


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _as_coordinator(mention: Mention, directory: Directory) -> Mention:
    """ "Các Bộ, ngành và địa phương" leads as everybody, but coordinates as an open set."""
    collective = directory.collectives.get(mention.collective or "")
    if collective is None or not collective.open_when_coordinating:
        return mention
    return Mention(mention.phrase, open=True)


def assignments(named: Iterable[Mention], role: str) -> tuple[AssignmentRead, ...]:
    """What a task gives to those whom its cell names, each once, in the cell's order."""
    given: dict[str, AssignmentRead] = {}
    for mention in named:
        assignee = mention.agency or mention.collective
        if assignee is not None:
            collective = mention.collective is not None
            given.setdefault(assignee, AssignmentRead(assignee, role, mention.phrase, collective))
    return tuple(given.values())
