"""The sheet with one row for each obligation: who, on which task, how it stands, and what the answer says."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from documents.sheets import Column, Sheets
from language.wording import wording
from models.digest_data import DigestData
from models.digest_labels import KEPT, ROLES, STANDINGS, STATUSES
from models.digest_ledger import LedgerRow
from models.digest_lines import Given
from models.words import SOURCES

ReportRow = tuple[LedgerRow, Given | None]
WRAPPED_UP_TO = 5_000
PRINTED = 13

COLUMNS = (
    Column(wording("Mã nhiệm vụ"), 12),
    Column(wording("Vai trò"), 10),
    Column(wording("Cơ quan"), 32, wrap=True),
    Column(wording("Tiếp nhận từ"), 20, wrap=True),
    Column(wording("Thuộc nhóm"), 20, wrap=True),
    Column(wording("Tình hình gửi báo cáo"), 22),
    Column(wording("Tình trạng thực hiện"), 16),
    Column(wording("Tỷ lệ (%)"), 8),
    Column(wording("Kết quả"), 44, wrap=True),
    Column(wording("Văn bản, tài liệu"), 30, wrap=True),
    Column(wording("Khó khăn, vướng mắc"), 34, wrap=True),
    Column(wording("Kiến nghị, đề xuất"), 34, wrap=True),
    Column(wording("Dự kiến hoàn thành"), 12),
    Column(wording("Ngày đã hẹn kỳ trước"), 12),
    Column(wording("Thực hiện lời hẹn"), 18),
    Column(wording("Hạn báo cáo"), 12),
    Column(wording("Ngày ghi nhận"), 12),
    Column(wording("Ngày quá hạn: cơ quan"), 10),
    Column(wording("Ngày quá hạn: Văn phòng"), 10),
    Column(wording("Nguồn"), 14),
    Column(wording("Ghi chú"), 30),
    Column(wording("Số nghĩa vụ"), 10),
    Column(wording("Số trả lời"), 10),
)


def write_reports(sheets: Sheets, data: DigestData, rows: Iterable[ReportRow]) -> None:
    """Every obligation of the ledger, in its order; texts are wrapped while people may read the sheet through."""
    total = data.obligations.total
    columns = COLUMNS if total <= WRAPPED_UP_TO else tuple(Column(one.head, one.width) for one in COLUMNS)
    sheet = sheets.table(wording("Báo cáo"), columns, total)
    sheet.print_area(0, 0, max(total, 1), PRINTED - 1)
    zone, say = ZoneInfo(data.head.zone), sheets.words.say
    standings = {key: say(label) for key, label in STANDINGS.items()}
    statuses = {key: say(label) for key, label in STATUSES.items()} | {"": ""}
    roles = {key: say(label) for key, label in ROLES.items()}
    kept = {key: say(label) for key, label in KEPT.items()}
    sources = {key: say(label) for key, label in SOURCES.items()}
    for place, (row, given) in enumerate(rows, start=1):
        late = row.late
        values = (
            row.part.task_code,
            roles[row.part.role],
            row.party.name,
            row.party.named,
            row.part.collective.name if row.part.collective else None,
            standings[row.standing],
            statuses[row.status],
            given.percent if given else None,
            given.result if given else None,
            given.evidence if given else None,
            given.difficulty if given else None,
            given.proposal if given else None,
            row.forecast,
            row.promised,
            kept[row.kept] if row.kept else None,
            row.due_on,
            given.recorded_at.astimezone(zone).date() if given else None,
            late.agency if late else 0,
            late.office if late else 0,
            sources.get(given.source, given.source) if given else None,
            row.note,
            row.obligation_id,
            row.response_id or None,
        )
        sheets.write(sheet, place, columns, values)
