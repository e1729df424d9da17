"""What states, kinds and roles are called when people read of them."""

from language.wording import Wording, wording
from models.digest import APPROVED, DRAFT, ROUND, VOID
from models.letter import (
    BOUNCED,
    BRIEF,
    COMMITTEE_ESCALATION,
    CONFIRM_SENDER,
    CONSENT,
    DEFERRED,
    DIGEST,
    DIGEST_ROUND,
    DIGEST_VOID,
    DUE_CHANGE,
    ESCALATION,
    FAILED,
    QUEUED,
    RECEIPT,
    REMINDER,
    REQUEST,
    RETURNED_ANSWER,
    SENDING,
    SENT,
    UNCONFIRMED,
    WITHDRAWN,
)
from models.message import DROPPED, NOTED, PENNED, RECORDED, STORED
from models.mode import LIVE, TRIAL
from models.policy import Purpose
from models.response import CONFIRMED, DISPUTED, LOCKED, PAPER, PHONE, REOPENED, RETURNED
from models.standing import State

STATES: dict[str, Wording] = {
    State.WAIVED: wording("được miễn báo cáo"),
    State.CLOSED: wording("đã khép lại"),
    State.ANSWERED: wording("đã trả lời"),
    State.RETURNED: wording("trả lại để hoàn thiện"),
    State.IN_REVIEW: wording("chờ Văn phòng xem xét"),
    State.NOT_REACHED: wording("thư không đến nơi"),
    State.OVERDUE: wording("quá hạn chưa trả lời"),
    State.ASKED: wording("đã hỏi, còn trong hạn"),
    State.HELD: wording("chờ Văn phòng làm rõ"),
    State.DUE_TO_ASK: wording("thư hỏi đang chờ gửi"),
    State.PLANNED: wording("chưa đến ngày hỏi"),
}
DELIVERIES: dict[str, Wording] = {
    QUEUED: wording("chờ gửi"),
    SENDING: wording("đang gửi"),
    SENT: wording("đã gửi"),
    DEFERRED: wording("sẽ gửi lại"),
    FAILED: wording("không gửi được"),
    UNCONFIRMED: wording("chưa rõ đã gửi"),
    WITHDRAWN: wording("đã rút"),
    BOUNCED: wording("bị trả về"),
}
LETTERS: dict[str, Wording] = {
    REQUEST: wording("yêu cầu báo cáo"),
    REMINDER: wording("nhắc"),
    ESCALATION: wording("gửi lãnh đạo"),
    COMMITTEE_ESCALATION: wording("báo cáo Ban Chỉ đạo về cơ quan chưa báo cáo"),
    RECEIPT: wording("xác nhận"),
    DIGEST: wording("báo cáo tổng hợp"),
    BRIEF: wording("gửi Văn phòng"),
    DUE_CHANGE: wording("điều chỉnh hạn"),
    DIGEST_ROUND: wording("lấy ý kiến dự thảo báo cáo"),
    DIGEST_VOID: wording("báo cáo mất hiệu lực duyệt"),
    RETURNED_ANSWER: wording("trả lại để hoàn thiện"),
    CONSENT: wording("xin ý kiến lãnh đạo"),
    CONFIRM_SENDER: wording("xác nhận người gửi"),
}
DIGESTS: dict[str, Wording] = {
    DRAFT: wording("dự thảo"),
    ROUND: wording("dự thảo, đang lấy ý kiến"),
    APPROVED: wording("đã duyệt, chờ gửi"),
    SENT: wording("đã gửi"),
    VOID: wording("không còn giá trị"),
}
VERDICTS: dict[str, Wording] = {
    CONFIRMED: wording("đã xác nhận"),
    RETURNED: wording("trả lại"),
    DISPUTED: wording("có ý kiến khác"),
    LOCKED: wording("đã khóa"),
    REOPENED: wording("mở lại để sửa"),
}
MODES: dict[str, Wording] = {TRIAL: wording("thử"), LIVE: wording("chính thức")}
PURPOSES: dict[str, Wording] = {
    Purpose.ASK: wording("hỏi"),
    Purpose.REMIND: wording("nhắc"),
    Purpose.LAST_CALL: wording("nhắc lần cuối"),
    Purpose.ESCALATE: wording("gửi lãnh đạo"),
}
MESSAGES: dict[str, Wording] = {
    "reply": wording("trả lời"),
    "auto_reply": wording("trả lời tự động"),
    "bounce": wording("thư bị trả về"),
    "forward": wording("chuyển tiếp"),
    "other": wording("khác"),
}
OUTCOMES: dict[str, Wording] = {
    STORED: wording("đã lưu, chưa đọc"),
    RECORDED: wording("đã ghi nhận"),
    PENNED: wording("vào ngăn chờ"),
    NOTED: wording("đã ghi chú"),
    DROPPED: wording("đã bỏ"),
}
SOURCES: dict[str, Wording] = {
    "mail": wording("thư điện tử"),
    "web": wording("trang trả lời"),
    "form": wording("biểu mẫu"),
    "office": wording("Văn phòng ghi"),
}
CHANNELS: dict[str, Wording] = {PHONE: wording("điện thoại"), PAPER: wording("văn bản giấy")}
