"""Builds letters for tests: two tasks of the OCOP plan, and each letter about them."""

from datetime import UTC, date, datetime
from typing import Any

from mail.answer_letters import AnswerGiven, ConfirmSenderLetter, ConsentLetter, ReturnedLetter
from mail.brief_letter import DraftItem, FailureItem, OfficeBrief, PenItem, QuestionItem, UnreachableAgency
from mail.due_change_letter import ChangedTask, DueChangeLetter
from mail.letters import (
    AskedTask,
    EarlierAnswer,
    EscalationLetter,
    NotUnderstood,
    PeriodHead,
    PlanHead,
    ReceiptLetter,
    ReceivedFile,
    RecordedAnswer,
    ReminderLetter,
    RequestLetter,
)
from mail.proof_letter import HoleFound, ProofLetter

LINK = "https://baocao.vpdp.example/b/%%KEY%%"
THREAD: dict[str, Any] = {
    "plan": PlanHead(
        short_name="Chương trình OCOP giai đoạn 2021-2025",
        number="04/QĐ-BCĐTW-VPĐPNTM",
        signed_on=date(2022, 10, 12),
        tag="OCOP",
        issuer="Ban Chỉ đạo Trung ương các chương trình mục tiêu quốc gia giai đoạn 2021-2025",
    ),
    "period": PeriodHead(
        name="Quý I/2023",
        window_begins=date(2022, 12, 15),
        window_ends=date(2023, 3, 15),
        due_on=date(2023, 3, 24),
    ),
    "agency_name": "Bộ Nông nghiệp và Phát triển nông thôn",
    "answer_url": LINK,
    "office_name": "Văn phòng Điều phối nông thôn mới Trung ương",
    "office_contact": "baocao@vpdp.example, điện thoại 024 0000 0000",
    "thread_tag": "[OCOP-12]",
    "trial": False,
}


def task(code: str = "I.2.a", role: str = "lead", **more: Any) -> AskedTask:
    values: dict[str, Any] = {
        "title": "Ban hành Bộ Tài liệu tập huấn về Chương trình OCOP",
        "section": "I. Tuyên truyền, tập huấn nâng cao năng lực, chuyển đổi tư duy về Chương trình OCOP",
        "lead_names": ("Bộ Nông nghiệp và Phát triển nông thôn",),
        "due_on": date(2023, 3, 24),
        "time_text": "Quý I/2023",
        "occasion_name": "Quý I/2023",
    }
    return AskedTask(code=code, role=role, **(values | more))


LATE = task("I.2.a", due_on=date(2023, 3, 31), overdue_days=5, occasion_name="mốc hoàn thành 31/03/2023")
REMEMBERED = task(
    "I.2.a",
    before=EarlierAnswer(
        occasion_name="Quý IV/2022", status="in_progress", percent=40, forecast_on=date(2023, 6, 30), result="Đã họp"
    ),
    with_head_since=date(2023, 3, 12),
)
COORDINATED = task(
    "II.3",
    "coordinating",
    title="Hướng dẫn các chủ thể OCOP về bảo hộ và khai thác hiệu quả giá trị tài sản trí tuệ cho sản phẩm OCOP",
    section="II. Phát triển sản phẩm OCOP gắn với thế mạnh, lợi thế về vùng nguyên liệu địa phương",
    lead_names=("Bộ Khoa học và Công nghệ", "Bộ Nông nghiệp và Phát triển nông thôn"),
    time_text="2022-2025",
)
TASKS = (LATE, COORDINATED)


def request(**more: Any) -> RequestLetter:
    return RequestLetter(**(THREAD | {"tasks": TASKS, "reply_deadline": date(2023, 3, 24)} | more))


def reminding(**more: Any) -> ReminderLetter:
    values = {"tasks": (LATE,), "reply_deadline": date(2023, 3, 24), "asked_on": date(2023, 3, 10)}
    return ReminderLetter(**(THREAD | values | more))


def escalating(**more: Any) -> EscalationLetter:
    values = {
        "tasks": TASKS,
        "reply_deadline": date(2023, 4, 10),
        "asked_on": date(2023, 3, 10),
        "reminded_on": (date(2023, 3, 20), date(2023, 3, 27)),
        "answered_count": 4,
    }
    return EscalationLetter(**(THREAD | values | more))


def receiving(**more: Any) -> ReceiptLetter:
    values = {
        "received_at": datetime(2023, 3, 16, 8, 30, tzinfo=UTC),
        "recorded": (
            RecordedAnswer(
                code="I.2.a",
                title=LATE.title,
                role="lead",
                status="in_progress",
                percent=60,
                result="Đã hoàn thiện dự thảo 5 chuyên đề;\nđã lấy ý kiến 12 tỉnh.",
                evidence="Công văn số 1203/BNN-VPĐP ngày 02/03/2023",
                difficulty="Chưa bố trí kinh phí in ấn.",
                proposal="Đề nghị bổ sung kinh phí.",
                forecast_on=date(2023, 6, 30),
                replaces=True,
                files=("cv-1203.pdf",),
                consented=True,
            ),
        ),
        "files": (
            ReceivedFile(filename="bieu-tra-loi.xlsx", size=8427, sha256="0f" * 32, said="đọc được 1 nhiệm vụ"),
            ReceivedFile(filename="cv-1203.pdf", size=1_440_000, sha256="a1" * 32),
        ),
        "report_name": "số 123/BC-BNN ngày 15/03/2023",
        "not_understood": (NotUnderstood(excerpt="Phần việc thứ 5 xin báo cáo sau.", why="không rõ nhiệm vụ nào"),),
        "still_missing": (COORDINATED,),
    }
    return ReceiptLetter(**(THREAD | values | more))


def brief(**more: Any) -> OfficeBrief:
    values: dict[str, Any] = {
        "as_of": date(2023, 3, 21),
        "tag": "OCOP",
        "office_name": "Văn phòng Điều phối nông thôn mới Trung ương",
        "trial": False,
        "pen": (
            PenItem(
                number=7,
                received_at=datetime(2023, 3, 20, 16, 5, tzinfo=UTC),
                sender="Nguyễn Văn An <an@botttt.example>",
                subject="Trả lời: đề nghị báo cáo",
                why="người gửi không phải đầu mối của cơ quan",
                proposal="Bộ Thông tin và Truyền thông, nhiệm vụ I.1.a",
            ),
        ),
        "drafts": (
            DraftItem(name="Báo cáo tổng hợp Quý I/2023", since=date(2023, 3, 20), command="dondoc digest approve 1"),
        ),
        "failures": (
            FailureItem(
                agency_name="Ủy ban nhân dân tỉnh Cà Mau",
                address="ubnd@camau.example",
                letter_name="Đề nghị báo cáo Quý I/2023",
                outcome="bị trả lại",
                said="550 5.1.1 User unknown",
                on=date(2023, 3, 10),
            ),
        ),
        "questions": (
            QuestionItem(code="III.1", text="Quý III/2022; điều chỉnh hàng năm (nếu cần)", why="đã qua khi ký"),
        ),
        "unreachable": (UnreachableAgency(agency_name="Bộ Y tế", task_count=1, first_due_on=date(2023, 3, 24)),),
    }
    return OfficeBrief(**(values | more))


def changed(code: str = "I.2.a", **more: Any) -> ChangedTask:
    values: dict[str, Any] = {
        "title": LATE.title,
        "section": LATE.section,
        "role": "lead",
        "occasion_name": "mốc hoàn thành 31/03/2023",
        "period_name": "Quý I/2023",
        "baseline_on": date(2023, 3, 31),
        "from_on": date(2023, 4, 7),
        "due_on": date(2023, 4, 14),
    }
    return ChangedTask(code=code, **(values | more))


def changing(**more: Any) -> DueChangeLetter:
    coordinated = changed("II.3", role="coordinating", title=COORDINATED.title, taken_over_from="Bộ Y tế")
    values: dict[str, Any] = {
        "kind": "moved",
        "to_on": date(2023, 4, 14),
        "tasks": (changed(), coordinated),
        "reason": "Địa phương đề nghị thêm thời gian lấy ý kiến các huyện, xã",
        "authority": "Công văn số 1215/UBND-NN ngày 24/03/2023",
        "decided_on": date(2023, 3, 27),
    }
    if more.get("kind", "moved") != "moved":
        unmoved = {"from_on": date(2023, 4, 7), "due_on": date(2023, 4, 7)}
        values["tasks"] = changed(**unmoved), changed("II.3", **unmoved)
    return DueChangeLetter(**(THREAD | values | more))


def given(**more: Any) -> AnswerGiven:
    values: dict[str, Any] = {
        "code": "I.2.a",
        "title": LATE.title,
        "role": "lead",
        "status": "completed",
        "due_on": date(2023, 3, 24),
        "percent": 100,
        "result": "Đã ban hành Quyết định;\nđã gửi các tỉnh.",
        "reason": "Chưa nêu ngày của Quyết định",
    }
    return AnswerGiven(**(values | more))


def returning(**more: Any) -> ReturnedLetter:
    values = {"kind": "returned", "answers": (given(), given(code="II.3", percent=None)), "form_name": "b-OCOP-12.xlsx"}
    return ReturnedLetter(**(THREAD | values | more))


def consenting(**more: Any) -> ConsentLetter:
    values = {
        "answers": (given(),),
        "by_name": "Trần Thị B (được Văn thư Bộ giao)",
        "submitted_at": datetime(2023, 3, 16, 8, 30, tzinfo=UTC),
        "consent_url": LINK.replace("/b/", "/consent/"),
    }
    return ConsentLetter(**(THREAD | values | more))


def confirming(**more: Any) -> ConfirmSenderLetter:
    values = {
        "stranger": "nguyenvana@gmail.example",
        "excerpt": "I.2.a: đã hoàn thành 45%.\nTrân trọng",
        "received_at": datetime(2023, 3, 16, 8, 30, tzinfo=UTC),
        "confirm_url": LINK.replace("/b/", "/sender/"),
    }
    return ConfirmSenderLetter(**(THREAD | values | more))


def proving(**more: Any) -> ProofLetter:
    values: dict[str, Any] = {
        "tag": "[OCOP]",
        "office_name": "Văn phòng Điều phối nông thôn mới Trung ương",
        "plan_name": "Chương trình OCOP giai đoạn 2021-2025",
        "slug": "ocop-2021-2025",
        "trial": False,
        "proved_at": datetime(2023, 3, 24, 2, 30, tzinfo=UTC),
        "obligations": 1248,
        "accounted": 1247,
        "count": 3,
        "holes": (
            HoleFound(place="I.2.a · bo-nn · 2023-Q1", why="phải có theo kế hoạch nhưng chưa được mở"),
            HoleFound(place="message:7", why="thư đến đã lưu nhưng chưa được đọc"),
        ),
    }
    return ProofLetter(**values | more)
