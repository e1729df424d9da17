"""What the values of a digest are called: standings, cells, statuses, roles, changes."""

from language.wording import Wording, wording
from models.digest_changes import NEWLY_SILENT, SPEAKS_AGAIN, STILL_SILENT
from models.digest_reports import Standing, Timeliness

STANDINGS: dict[Standing, Wording] = {
    Standing.REPORTED: wording("Đã báo cáo kết quả"),
    Standing.NOTHING_TO_REPORT: wording("Báo cáo không phát sinh"),
    Standing.IN_REVIEW: wording("Đã trả lời, đang được xem xét"),
    Standing.RETURNED: wording("Đã trả lại để hoàn thiện"),
    Standing.ASKED: wording("Còn trong hạn trả lời"),
    Standing.NO_ANSWER: wording("Quá hạn chưa trả lời"),
    Standing.NOT_REACHED: wording("Yêu cầu không đến được cơ quan"),
    Standing.NOT_ASKED: wording("Chưa được yêu cầu báo cáo"),
    Standing.WAIVED: wording("Không phải báo cáo kỳ này"),
}

CELLS: dict[Timeliness, Wording] = {
    Timeliness.COMPLETED_ON_TIME: wording("Hoàn thành đúng hạn"),
    Timeliness.COMPLETED_LATE: wording("Hoàn thành quá hạn"),
    Timeliness.WITHIN_TIME: wording("Chưa hoàn thành, trong hạn"),
    Timeliness.OVERDUE: wording("Chưa hoàn thành, quá hạn"),
    Timeliness.CONTINUING: wording("Thực hiện thường xuyên"),
    Timeliness.UNSETTLED: wording("Chưa xác định thời hạn"),
}

STATUSES: dict[str, Wording] = {
    "completed": wording("Đã hoàn thành"),
    "in_progress": wording("Đang thực hiện"),
    "not_started": wording("Chưa triển khai"),
    "suspended": wording("Tạm dừng"),
    "nothing": wording("Không phát sinh"),
    "not_ours": wording("Không thuộc trách nhiệm"),
}

ROLES: dict[str, Wording] = {"lead": wording("chủ trì"), "coordinating": wording("phối hợp")}

SILENCE_CHANGES: dict[str, Wording] = {
    STILL_SILENT: wording("Hai kỳ liền quá hạn chưa trả lời"),
    NEWLY_SILENT: wording("Kỳ này mới quá hạn chưa trả lời"),
    SPEAKS_AGAIN: wording("Kỳ trước chưa trả lời, kỳ này đã báo cáo"),
}

EXCERPTS: dict[str, Wording] = {
    "difficulty": wording("khó khăn"),
    "result": wording("kết quả"),
    "proposal": wording("đề xuất"),
}


def exception_label(kind: str) -> Wording:
    """What a group of exceptions of a collective is called: a standing or a status."""
    return STATUSES[kind] if kind in STATUSES else STANDINGS[Standing(kind)]
