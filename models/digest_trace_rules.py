"""The rules behind the figures of a digest, in words: what each one counts and by which reasoning."""

from language.wording import Wording, wording
from models.digest_reports import Standing, Timeliness
from models.promise import Kept

CELL_RULES: dict[Timeliness, Wording] = {
    Timeliness.COMPLETED_ON_TIME: wording(
        "Nhiệm vụ có thời hạn mà mọi cơ quan chủ trì phải báo cáo đều báo đã hoàn thành, ngày hoàn thành cuối cùng "
        "không sau thời hạn."
    ),
    Timeliness.COMPLETED_LATE: wording(
        "Nhiệm vụ có thời hạn mà mọi cơ quan chủ trì phải báo cáo đều báo đã hoàn thành, ngày hoàn thành cuối cùng "
        "sau thời hạn."
    ),
    Timeliness.WITHIN_TIME: wording(
        "Nhiệm vụ có thời hạn, còn ít nhất một cơ quan chủ trì chưa báo hoàn thành, ngày chốt số liệu không sau thời "
        "hạn."
    ),
    Timeliness.OVERDUE: wording(
        "Nhiệm vụ có thời hạn, còn ít nhất một cơ quan chủ trì chưa báo hoàn thành, ngày chốt số liệu sau thời hạn."
    ),
    Timeliness.CONTINUING: wording("Nhiệm vụ thực hiện thường xuyên, chưa hết giai đoạn của Kế hoạch; tính riêng."),
    Timeliness.UNSETTLED: wording(
        "Nhiệm vụ không ghi thời hạn, hoặc thời hạn đã qua khi ký Kế hoạch; chờ Văn phòng xác định, không tính là chậm."
    ),
}

STANDING_RULES: dict[Standing, Wording] = {
    Standing.REPORTED: wording("Có trả lời tính đến thời điểm chốt, chưa bị trả lại, nội dung khác không phát sinh."),
    Standing.NOTHING_TO_REPORT: wording("Có trả lời tính đến thời điểm chốt: không phát sinh trong kỳ."),
    Standing.IN_REVIEW: wording(
        "Có thư trả lời đang chờ Văn phòng xếp vào nhiệm vụ, hoặc trả lời đang có ý kiến khác."
    ),
    Standing.RETURNED: wording("Trả lời gần nhất đã bị trả lại để hoàn thiện, chưa có bản mới."),
    Standing.ASKED: wording("Thư yêu cầu đã đến cơ quan, chưa đến hạn, chưa có trả lời."),
    Standing.NO_ANSWER: wording("Thư yêu cầu đã đến cơ quan, đã quá hạn, chưa có trả lời."),
    Standing.NOT_REACHED: wording("Đã gửi nhưng không thư nào đến được cơ quan, hoặc cơ quan chưa có địa chỉ."),
    Standing.NOT_ASKED: wording("Chưa đến ngày hỏi, thư chờ gửi, đang tạm dừng, hoặc chờ Văn phòng làm rõ."),
    Standing.WAIVED: wording("Được miễn báo cáo, hoặc phần việc đã khép lại."),
}

KEPT_RULES: dict[Kept, Wording] = {
    Kept.KEPT: wording("Đã hoàn thành, không sau ngày dự kiến nêu trong báo cáo kỳ trước."),
    Kept.KEPT_LATE: wording("Đã hoàn thành, sau ngày dự kiến nêu trong báo cáo kỳ trước."),
    Kept.MOVED: wording("Chưa hoàn thành, nêu ngày dự kiến khác với báo cáo kỳ trước."),
    Kept.DROPPED: wording("Chưa hoàn thành, chưa đến ngày đã hẹn, không còn nêu ngày dự kiến."),
    Kept.MISSED: wording("Chưa hoàn thành, ngày đã hẹn đã qua, không nêu ngày khác."),
    Kept.STANDING: wording("Chưa hoàn thành, giữ nguyên ngày đã hẹn, chưa đến ngày đó."),
    Kept.UNHEARD: wording("Chưa đến ngày đã hẹn, kỳ này chưa có báo cáo."),
}

RULES: dict[str, Wording] = {
    "sum": wording("Tổng của các số liệu thành phần."),
    "continuing_reported": wording(
        "Nhiệm vụ thực hiện thường xuyên mà ít nhất một cơ quan chủ trì có báo cáo kết quả trong kỳ."
    ),
    "total": wording("Mọi lượt báo cáo của kỳ: mỗi cơ quan, mỗi nhiệm vụ, mỗi vai trò là một lượt."),
    "owed": wording("Mọi lượt báo cáo trừ các lượt được miễn hoặc đã khép lại."),
    "answered": wording("Các lượt đã báo cáo, kể cả không phát sinh."),
    "agencies.total": wording("Cơ quan có ít nhất một lượt phải báo cáo; mỗi cơ quan tính một lần."),
    "agencies.answered_all": wording("Cơ quan đã báo cáo mọi lượt phải báo cáo."),
    "agencies.answered_some": wording("Cơ quan đã báo cáo một phần số lượt phải báo cáo."),
    "agencies.answered_none": wording("Cơ quan chưa báo cáo lượt nào phải báo cáo."),
    "task.reported": wording(
        "Thành viên của nhóm đã báo cáo nhiệm vụ này, kể cả không phát sinh, trên số phải báo cáo."
    ),
    "task.status": wording("Thành viên của nhóm báo tình trạng này."),
    "item": wording("Nội dung đề nghị, nguyên văn; các cơ quan viết cùng nội dung được gộp lại."),
    "own_item": wording("Nội dung do Văn phòng đề nghị."),
    "left_out": wording("Kiến nghị của cơ quan mà Văn phòng không đưa vào nội dung đề nghị, có nêu lý do."),
    "followed": wording("Nội dung của báo cáo đã gửi chưa kết thúc, hoặc kết thúc sau báo cáo gần nhất."),
    "correction": wording("Trả lời mà báo cáo đã gửi dẫn, sau đó được sửa hoặc bị trả lại."),
    "clash": wording(
        "Cơ quan báo cáo còn chờ cơ quan chủ trì hoặc phối hợp, trong khi cơ quan đó báo cáo đã hoàn thành."
    ),
    "on_time": wording("Lượt đã báo cáo mà bản đầu tiên được chấp nhận không sau hạn báo cáo."),
    "late": wording("Lượt đã báo cáo mà bản đầu tiên được chấp nhận ở sau hạn báo cáo, tính theo ngày làm việc."),
    "agency_days": wording(
        "Ngày làm việc sau hạn đến ngày báo cáo (hoặc ngày chốt), trừ những ngày thuộc trách nhiệm Văn phòng."
    ),
    "office_days": wording(
        "Ngày làm việc sau hạn mà Văn phòng yêu cầu muộn, thư đi chậm, trả lời chờ Văn phòng xem xét, hoặc tạm dừng."
    ),
    "agency": wording("Mọi lượt báo cáo của cơ quan trong kỳ."),
    "line": wording("Một lượt báo cáo: trạng thái và trả lời tính đến thời điểm chốt."),
    "sentence": wording("Câu được viết từ các số liệu sau."),
    "trend": wording("Số liệu của báo cáo đã gửi của kỳ đó."),
}
