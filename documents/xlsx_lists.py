"""The workbook's lists: items for the Committee and what became of earlier ones, agencies, promises, corrections."""

from collections.abc import Iterable, Sequence

from documents.sheets import Column, Sheets
from language.wording import Wording, wording
from models.digest_data import DigestData
from models.digest_labels import KEPT, ROLES
from models.digest_story import Story

ITEM_COLUMNS = (
    Column(wording("Số"), 8),
    Column(wording("Nội dung"), 70, wrap=True),
    Column(wording("Đơn vị, nhiệm vụ"), 60, wrap=True),
    Column(wording("Xử lý"), 40, wrap=True),
)
AGENCY_COLUMNS = (
    Column(wording("Cơ quan"), 44),
    Column(wording("Lượt phải báo cáo"), 12),
    Column(wording("Lượt đã báo cáo"), 12),
    Column(wording("Đúng hạn"), 12),
    Column(wording("Chậm"), 12),
    Column(wording("Yêu cầu không đến"), 12),
    Column(wording("Ngày quá hạn: cơ quan"), 14),
    Column(wording("Ngày quá hạn: Văn phòng"), 14),
)
PROMISE_COLUMNS = (
    Column(wording("Mã nhiệm vụ"), 12),
    Column(wording("Vai trò"), 12),
    Column(wording("Cơ quan"), 44),
    Column(wording("Ngày đã hẹn"), 14),
    Column(wording("Thực hiện lời hẹn"), 34),
    Column(wording("Ngày hẹn mới"), 14),
    Column(wording("Hoàn thành ngày"), 14),
)
CORRECTION_COLUMNS = (Column(wording("Nội dung đính chính"), 140, wrap=True),)


def write_items(sheets: Sheets, story: Story) -> None:
    """Items for the Committee, those left out, and what became of earlier ones."""
    left_out = sheets.words.say(wording("Không đưa vào nội dung đề nghị"))
    rows: list[Sequence[object]] = [(str(one.number), one.text, one.source, "") for one in story.items]
    rows += [("", one.text, one.source, f"{left_out}: {one.reason}") for one in story.left_out]
    rows += [("", one.text, one.where, one.outcome) for one in story.followed]
    _write(sheets, wording("Kiến nghị"), ITEM_COLUMNS, rows)


def write_agencies(sheets: Sheets, data: DigestData) -> None:
    """How every agency keeps to reporting."""
    rows = [
        (
            row.name,
            row.owed,
            row.answered,
            row.on_time,
            row.late,
            row.not_reached,
            row.agency_days,
            row.office_days,
        )
        for row in data.discipline.rows
    ]
    _write(sheets, wording("Kỷ luật báo cáo"), AGENCY_COLUMNS, rows)


def write_promises(sheets: Sheets, data: DigestData) -> None:
    """The promises of the last digest that were not simply kept, and those of agencies that the plan names."""
    say = sheets.words.say
    rows = [
        (
            one.task_code,
            say(ROLES[one.role]),
            one.agency_name,
            one.promised,
            say(KEPT[one.kept]),
            one.new_day,
            one.completed_on,
        )
        for one in data.promises
    ]
    _write(sheets, wording("Lời hẹn"), PROMISE_COLUMNS, rows)


def write_corrections(sheets: Sheets, story: Story) -> None:
    """What earlier digests said and is said otherwise now."""
    _write(sheets, wording("Đính chính"), CORRECTION_COLUMNS, [(sentence,) for sentence in story.corrections])


def _write(sheets: Sheets, name: Wording, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    every = list(rows)
    sheet = sheets.table(name, columns, len(every))
    for place, values in enumerate(every, start=1):
        sheets.write(sheet, place, columns, values)
