"""Reading a plan document from end to end: file to table rows, rows to tasks, cells to agencies and dates."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from documents.agency_phrase import Mention, mentions
from documents.plan_document import AssignmentRead, Findings, MilestoneRead, PlanHead, PlanRead, TaskRead
from documents.plan_head import plan_head
from documents.assignment_tables import assignment_tables
from documents.table_rows import Document
from documents.task_rows import RowsRead, TaskRow, task_rows
from documents.text_file import read_text
from documents.text_tables import text_document
from documents.time_expression import TimeRead, read_time
from language.dates import short_date
from language.wording import Wording, wording
from models.directory import Directory
from models.problem import PassedOver, Problem, Question

UNDATED = wording(
    "Văn bản không nêu thời hạn cho nhiệm vụ này; hỏi mỗi kỳ đến khi báo cáo hoàn thành, "
    "trừ khi Văn phòng quy định khác."
)


def read_plan(path: Path, directory: Directory, signed_on: date | None = None) -> PlanRead:
    """The plan in a file. Never fails: what cannot be read is a Problem in the result.

    `signed_on` is the day of signing where the document does not print it.
    """
    text = read_text(path)
    if isinstance(text, Wording):
        proposal = "Kiểm tra đường dẫn; lưu văn bản thành tệp .txt mã UTF-8 rồi đọc lại."
        return PlanRead(findings=Findings((Problem(str(path), path.name, text, proposal),)))
    return read_plan_text(text, directory, signed_on, path.name)


def read_plan_text(text: str, directory: Directory, signed_on: date | None = None, name: str = "") -> PlanRead:
    """The plan in a text; `name` is what the text is called in the places of problems."""
    document = text_document(text)
    head = plan_head(document.lines)
    head = replace(head, signed_on=head.signed_on or signed_on)
    rows = _all_rows(document)
    read = [_task(row, directory, head.signed_on) for row in rows.tasks]
    tasks = tuple(task for task, _ in read)
    found = Findings(problems=rows.problems, passed_over=rows.passed_over)
    found += Findings((*_head_problems(head, name), *_table_problems(tasks, name), *_twice(tasks)))
    return PlanRead(head, tasks, sum((findings for _, findings in read), found))


def _all_rows(document: Document) -> RowsRead:
    tables = assignment_tables(document)
    found = [task_rows(table) for table in tables.tables]
    return RowsRead(
        tuple(task for rows in found for task in rows.tasks),
        (*tables.problems, *(problem for rows in found for problem in rows.problems)),
        (*(part for rows in found for part in rows.passed_over), *tables.passed_over),
    )


def _head_problems(head: PlanHead, name: str) -> Iterable[Problem]:
    if not head.number:
        why = wording("Không thấy số, ký hiệu của văn bản.")
        yield Problem(name, "", why, "Thêm dòng “Số: …” hoặc “(Kèm theo Quyết định số … ngày … của …)”.")
    if head.signed_on is None:
        why = wording("Không thấy ngày ký văn bản.")
        yield Problem(name, "", why, "Thêm “…, ngày … tháng … năm …” vào phần đầu văn bản.")


def _table_problems(tasks: Sequence[TaskRead], name: str) -> Iterable[Problem]:
    if not tasks:
        why = wording("Không thấy bảng giao nhiệm vụ nào (bảng có cột cơ quan chủ trì và cột phối hợp hoặc thời hạn).")
        yield Problem(
            name, "", why, "Kiểm tra phụ lục: mỗi ô bắt đầu bằng một dấu tab, mỗi hàng kết thúc bằng dòng trống."
        )


def _twice(tasks: Sequence[TaskRead]) -> Iterable[Problem]:
    seen: dict[str, TaskRead] = {}
    for task in tasks:
        if task.code in seen:
            why = wording("Mã {code} đã dùng cho nhiệm vụ ở {place}.", code=task.code, place=seen[task.code].place)
            yield Problem(task.place, task.title, why)
        seen.setdefault(task.code, task)


def _task(row: TaskRow, directory: Directory, signed_on: date | None) -> tuple[TaskRead, Findings]:
    lead = mentions(row.lead, directory, signed_on)
    helped = [_as_coordinator(mention, directory) for mention in mentions(row.coordinating, directory, signed_on)]
    time = read_time(row.time, signed_on, row.unit is not None)
    task = TaskRead(
        code=row.code,
        section=row.section,
        subsection=row.subsection,
        title=row.title,
        assignments=(*_assignments(lead, "lead"), *_assignments(helped, "coordinating")),
        open_phrases=tuple(mention.phrase for mention in (*lead, *helped) if mention.open),
        time_text=_one_line(row.time),
        milestones=time.milestones,
        product=row.product,
        place=row.place,
        text=row.title,
    )
    findings = Findings(
        problems=tuple(_task_problems(row, lead, helped, directory)),
        questions=(*open_questions(task, directory), *time_questions(task, time)),
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


def _assignments(named: Iterable[Mention], role: str) -> tuple[AssignmentRead, ...]:
    given: dict[str, AssignmentRead] = {}
    for mention in named:
        assignee = mention.agency or mention.collective
        if assignee is not None:
            collective = mention.collective is not None
            given.setdefault(assignee, AssignmentRead(assignee, role, mention.phrase, collective))
    return tuple(given.values())


def _task_problems(
    row: TaskRow, lead: Sequence[Mention], helped: Sequence[Mention], directory: Directory
) -> Iterable[Problem]:
    for mention in (*lead, *helped):
        if not (mention.known or mention.open):
            why = wording("Không có cơ quan nào tên “{phrase}” trong danh bạ.", phrase=mention.phrase)
            yield Problem(row.place, mention.phrase, why, nearest(mention, directory))
    if not lead:
        yield Problem(row.place, row.title, wording("Nhiệm vụ không nêu cơ quan chủ trì."))


def nearest(mention: Mention, directory: Directory) -> str:
    """What is proposed for a name that the directory does not have."""
    names = ", ".join(f"{directory.name(name)} ({name})" for name in mention.proposals)
    return (
        f"Có phải: {names}?" if names else "Thêm cơ quan này vào danh bạ, hoặc thêm cách viết này vào tên khác của nó."
    )


def open_questions(task: TaskRead, directory: Directory) -> Iterable[Question]:
    """One for each phrase that names nobody in particular."""
    why = wording("Cụm từ để ngỏ: chưa hỏi cơ quan nào cho đến khi Văn phòng nêu tên.")
    return [Question(task.code, phrase, why) for phrase in task.open_phrases]


def time_questions(task: TaskRead, time: TimeRead) -> Iterable[Question]:
    """What of the task's time only the office can settle: none stated, unreadable, no anchor, past when signed."""
    if not task.time_text:
        yield Question(task.code, task.time_text, UNDATED)
    for part in time.unread:
        yield Question(
            task.code, part, wording("Không đọc được thời hạn từ “{part}”: đề nghị Văn phòng ấn định.", part=part)
        )
    for milestone in task.milestones:
        why = _why_unsettled(milestone)
        if why:
            yield Question(task.code, milestone.text, why)


def _why_unsettled(milestone: MilestoneRead) -> Wording | None:
    if milestone.past_at_signing and milestone.due:
        return wording(
            "Thời hạn {due} đã qua khi văn bản được ký: không nhắc quá hạn, đề nghị Văn phòng cho biết cách xử lý.",
            due=short_date(milestone.due),
        )
    if milestone.kind == "relative" and milestone.due is None:
        return wording("Thời hạn tính từ một mốc chưa có ngày: đề nghị Văn phòng ấn định ngày.")
    return None
