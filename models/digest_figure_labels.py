"""What the figures of a digest are called where they stand alone: in the workbook, and when they are walked back."""

from language.wording import Wording, wording
from models.digest_labels import CELLS, KEPT, STANDINGS
from models.digest_reports import Standing, Timeliness
from models.digest_words import Words
from models.promise import Kept

LABELS: dict[str, Wording] = {
    "table.total": wording("Tổng số nhiệm vụ"),
    "table.dated": wording("Cộng nhiệm vụ có thời hạn"),
    "table.completed": wording("Hoàn thành"),
    "table.not_completed": wording("Chưa hoàn thành"),
    "table.continuing_reported": wording("Thực hiện thường xuyên, có kết quả báo cáo trong kỳ"),
    "reports.total": wording("Tổng số lượt báo cáo"),
    "reports.owed": wording("Lượt phải báo cáo"),
    "reports.answered": wording("Lượt đã báo cáo, kể cả không phát sinh"),
    "agencies.total": wording("Cơ quan phải báo cáo"),
    "agencies.answered_all": wording("Cơ quan đã báo cáo đầy đủ"),
    "agencies.answered_some": wording("Cơ quan báo cáo một phần"),
    "agencies.answered_none": wording("Cơ quan chưa có báo cáo"),
    "promises.total": wording("Lời hẹn của kỳ trước"),
    "proposals.total": wording("Nội dung đề nghị Ban Chỉ đạo xem xét, quyết định"),
    "left_out.total": wording("Kiến nghị không đưa vào nội dung đề nghị"),
    "followed_up.total": wording("Nội dung kỳ trước được theo dõi tiếp"),
    "corrections.total": wording("Nội dung đính chính"),
    "clashes.total": wording("Báo cáo chủ trì và phối hợp không khớp"),
    "discipline.on_time": wording("Lượt báo cáo đúng hạn"),
    "discipline.late": wording("Lượt báo cáo chậm"),
    "discipline.agency_days": wording("Ngày làm việc quá hạn thuộc cơ quan báo cáo"),
    "discipline.office_days": wording("Ngày làm việc quá hạn thuộc Văn phòng"),
}


def figure_label(name: str, words: Words) -> str:
    """What one figure counts; raises KeyError for a name that no digest has."""
    if name in LABELS:
        return words.say(LABELS[name])
    group, _, rest = name.partition(".")
    if group == "table":
        return words.say(CELLS[Timeliness(rest)])
    if group == "promises":
        return words.say(KEPT[Kept(rest)])
    unit = {"reports": wording("lượt"), "agencies": wording("cơ quan")}[group]
    return f"{words.say(STANDINGS[Standing(rest)])} ({words.say(unit)})"
