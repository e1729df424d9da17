"""The workbook's first sheets: every figure with its name, and one row for each task."""

from collections.abc import Sequence

from documents.row_sheet import RowSheet
from documents.sheets import Column, Sheets, set_up_print
from language.wording import wording
from models.digest_data import DigestData
from models.digest_figure_labels import figure_label
from models.digest_labels import CELLS, STATUSES
from models.digest_reports import AgencyLine, TaskEntry
from models.digest_story import Story

FIGURE_COLUMNS = (
    Column(wording("Mã số liệu"), 26),
    Column(wording("Nội dung"), 64, wrap=True),
    Column(wording("Số liệu"), 14),
)
COUNTED = ("completed", "in_progress", "not_started", "suspended", "nothing")
TASK_COLUMNS = (
    Column(wording("Mã nhiệm vụ"), 12),
    Column(wording("Phần"), 24, wrap=True),
    Column(wording("Nhiệm vụ"), 50, wrap=True),
    Column(wording("Kết quả yêu cầu"), 24, wrap=True),
    Column(wording("Thời gian theo Kế hoạch"), 16, wrap=True),
    Column(wording("Thời hạn"), 12),
    Column(wording("Thời hạn ban đầu"), 12),
    Column(wording("Cơ quan chủ trì"), 26, wrap=True),
    Column(wording("Cơ quan phối hợp"), 26, wrap=True),
    Column(wording("Tiến độ"), 22),
    Column(wording("Hoàn thành ngày"), 12),
    Column(wording("Lượt phải báo cáo"), 10),
    Column(wording("Lượt đã báo cáo"), 10),
    *(Column(STATUSES[status], 10) for status in COUNTED),
    Column(wording("Kết quả hiện nay"), 56, wrap=True),
)


def write_figures(sheets: Sheets, story: Story) -> None:
    """What the digest is, its leading sentences, and every figure by name."""
    sheet = sheets.book.add_worksheet(sheets.words.say(wording("Tổng hợp")), RowSheet)
    set_up_print(sheet, FIGURE_COLUMNS)
    for place, column in enumerate(FIGURE_COLUMNS):
        sheet.set_column(place, place, column.width)
    lines = [story.about, story.frozen, story.window, story.made_of, *story.corrections]
    lines += [sentence for _, sentence in story.summary] + list(story.changes) + [story.discipline.sentence]
    sheet.write_values(0, [story.title], [sheets.formats.title])
    said = [line for line in lines if line]
    for row, line in enumerate(said, start=1):
        sheet.write_values(row, [line], [sheets.formats.text])
    first = len(said) + 2
    heads = [sheets.words.say(column.head) for column in FIGURE_COLUMNS]
    sheet.write_values(first, heads, [sheets.formats.head] * len(heads))
    for row, (name, value) in enumerate(story.number.items(), start=first + 1):
        sheets.write(sheet, row, FIGURE_COLUMNS, (name, figure_label(name, sheets.words), value))


def write_tasks(sheets: Sheets, data: DigestData) -> None:
    """One row for each task, in the plan's order."""
    sheet = sheets.table(wording("Nhiệm vụ"), TASK_COLUMNS, len(data.tasks))
    in_order = [(section.title, task) for section in data.sections for task in section.tasks]
    for row, (section, task) in enumerate(in_order, start=1):
        sheets.write(sheet, row, TASK_COLUMNS, _task(sheets, section, task))


def _task(sheets: Sheets, section: str, task: TaskEntry) -> Sequence[object]:
    counts = [report.counts for report in task.collectives]
    alone = [line for line in task.lines if line.standing.value != "waived"]
    return (
        task.code,
        section,
        task.title,
        task.product,
        task.time_text,
        task.due,
        task.due_was,
        "; ".join(task.leads),
        "; ".join(task.coordinating),
        sheets.words.say(CELLS[task.timeliness]),
        task.completed_on,
        sum(one.owed for one in counts) + len(alone),
        sum(one.answered for one in counts) + sum(line.answer is not None for line in alone),
        *(_with_status(task, status) for status in COUNTED),
        "\n".join(_said(line) for line in task.lines if line.answer and (line.answer.result or line.answer.evidence)),
    )


def _with_status(task: TaskEntry, status: str) -> int:
    alone = sum(line.answer is not None and line.answer.status == status for line in task.lines)
    return alone + sum(share.count for one in task.collectives for share in one.statuses if share.status == status)


def _said(line: AgencyLine) -> str:
    answer = line.answer
    parts = [answer.result, answer.evidence] if answer else []
    return f"{line.short_name}: {'; '.join(part.strip() for part in parts if part.strip())}"
