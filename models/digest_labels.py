"""What the values of a digest are called: standings, cells, statuses, roles, changes, promises, contradictions."""

from language.wording import Wording, wording
from models.digest_changes import NEWLY_SILENT, SPEAKS_AGAIN, STILL_SILENT
from models.digest_reports import Standing, Timeliness
from models.follow_up import ACCEPTED, DEFERRED, IN_HAND, REJECTED
from models.issue import IssueKind
from models.lateness import Cause
from models.promise import Kept

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

KEPT: dict[Kept, Wording] = {
    Kept.KEPT: wording("Đã hoàn thành đúng hẹn"),
    Kept.KEPT_LATE: wording("Đã hoàn thành, chậm so với hẹn"),
    Kept.MOVED: wording("Đổi ngày hẹn"),
    Kept.DROPPED: wording("Không còn nêu ngày hoàn thành"),
    Kept.MISSED: wording("Đã qua ngày hẹn, chưa hoàn thành"),
    Kept.STANDING: wording("Chưa đến ngày hẹn"),
    Kept.UNHEARD: wording("Chưa đến ngày hẹn, kỳ này chưa có báo cáo"),
}

CAUSES: dict[Cause, Wording] = {
    Cause.ASKED_LATE: wording("yêu cầu gửi muộn"),
    Cause.MAIL: wording("thư đi chậm"),
    Cause.CLARIFICATION: wording("chờ Văn phòng xem xét trả lời"),
    Cause.PAUSE: wording("Văn phòng tạm dừng"),
}

OUTCOMES: dict[str, Wording] = {
    ACCEPTED: wording("Đã chấp thuận"),
    REJECTED: wording("Không chấp thuận"),
    DEFERRED: wording("Để xem xét sau"),
    IN_HAND: wording("Đang giải quyết"),
    "": wording("Chưa có ý kiến"),
}

PLACES: dict[str, Wording] = {
    "assessment": wording("Đánh giá chung"),
    "decisions": wording("Nội dung Văn phòng đề nghị quyết định"),
    "causes": wording("Tồn tại, hạn chế và nguyên nhân"),
    "next_tasks": wording("Nhiệm vụ trọng tâm kỳ tới"),
    "proposals": wording("Kiến nghị, đề xuất của Văn phòng"),
}

FIELDS: dict[str, Wording] = {
    "status": wording("tình trạng"),
    "percent": wording("tỷ lệ hoàn thành"),
    "result": wording("kết quả"),
    "evidence": wording("văn bản, tài liệu"),
    "difficulty": wording("khó khăn, vướng mắc"),
    "proposal": wording("kiến nghị, đề xuất"),
    "forecast": wording("dự kiến hoàn thành"),
}


def issue_title(kind: IssueKind, period: str) -> Wording:
    """What a digest is called."""
    if kind is IssueKind.MID_TERM:
        return wording("Báo cáo sơ kết {period}", period=period)
    if kind is IssueKind.FINAL:
        return wording("Báo cáo tổng kết {period}", period=period)
    return wording("Báo cáo tổng hợp {period}", period=period)


def exception_label(kind: str) -> Wording:
    """What a group of exceptions of a collective is called: a standing or a status."""
    return STATUSES[kind] if kind in STATUSES else STANDINGS[Standing(kind)]
