"""Builds digests for tests: a small one by hand, and Quarter I/2023 of the OCOP plan with 63 provinces."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import yaml

from language.order import sort_key
from models.digest_compile import compile_digest_data
from models.digest_data import DigestData, DigestHead, PeriodHead, PlanHead
from models.digest_reports import Answer
from models.digest_rules import CollectiveHead, ObligationLine, TaskLine

FROZEN = datetime(2023, 3, 20, 10, 30, tzinfo=UTC)
AGENCIES = Path(__file__).parent.parent / "plans" / "ocop-2021-2025" / "agencies.yaml"
MARD, UBND = "Bộ Nông nghiệp và Phát triển nông thôn", "Ủy ban nhân dân các tỉnh, thành phố"
ALL = "all-provinces"
HEAD = DigestHead(
    PlanHead(
        slug="ocop-2021-2025",
        short_name="OCOP 2021-2025",
        name="Kế hoạch triển khai Chương trình mỗi xã một sản phẩm (OCOP) giai đoạn 2021-2025",
        number="04/QĐ-BCĐTW-VPĐPNTM",
        signed_on=date(2022, 10, 12),
        office="Văn phòng Điều phối nông thôn mới Trung ương",
        committee="Ban Chỉ đạo Trung ương các chương trình mục tiêu quốc gia giai đoạn 2021-2025",
    ),
    PeriodHead("2023-Q1", "Quý I/2023", date(2022, 12, 15), date(2023, 3, 15), date(2023, 3, 24)),
)
COLLECTIVES = {ALL: CollectiveHead(ALL, UBND, "tỉnh, thành phố")}
SECTIONS = {
    "I": "I. TUYÊN TRUYỀN, TẬP HUẤN NÂNG CAO NĂNG LỰC, CHUYỂN ĐỔI TƯ DUY VỀ CHƯƠNG TRÌNH OCOP",
    "II": "II. PHÁT TRIỂN SẢN PHẨM OCOP GẮN VỚI THẾ MẠNH, LỢI THẾ VỀ VÙNG NGUYÊN LIỆU ĐỊA PHƯƠNG",
    "III": "III. NÂNG CAO HIỆU QUẢ HOẠT ĐỘNG ĐÁNH GIÁ, CÔNG BỐ VÀ KIỂM TRA CHẤT LƯỢNG SẢN PHẨM",
    "IV": "IV. HỖ TRỢ QUẢNG BÁ, NÂNG CAO CHẤT LƯỢNG VÀ THƯƠNG HIỆU SẢN PHẨM OCOP",
    "V": "V. HUY ĐỘNG NGUỒN LỰC QUỐC TẾ TRIỂN KHAI CHƯƠNG TRÌNH OCOP",
}
# code, title, leads (M: the ministry, P: provinces, else names), time
TASKS = (
    (
        "I.1.a",
        "Tổ chức các đợt, chuyên đề truyền thông để làm rõ và sâu sắc hơn yêu cầu của Chương trình OCOP",
        "MP",
        "",
    ),
    ("I.1.b", "Xây dựng các tài liệu, ấn phẩm về nâng cao nhận thức, chuyển đổi tư duy về chất lượng", "MP", ""),
    ("I.2.a", "Ban hành Bộ Tài liệu tập huấn về Chương trình OCOP", "M", "Quý I/2023"),
    ("I.2.b", "Tổ chức các lớp tập huấn chuyên sâu cho cán bộ quản lý các cấp, chuyên gia tư vấn", "M", ""),
    ("I.2.c", "Tổ chức các lớp tập huấn hàng năm ở các cấp gắn với thực hiện Chu trình OCOP", "P", ""),
    ("I.2.d", "Tổ chức các lớp thí điểm đào tạo nghề OCOP gắn với chương trình đào tạo hợp tác xã", "M", ""),
    ("II.1", "Hướng dẫn các địa phương phát triển sản phẩm OCOP gắn với vùng nguyên liệu địa phương", "MP", ""),
    ("II.2", "Hỗ trợ phát triển các sản phẩm mới dựa trên ứng dụng công nghệ sơ chế, chế biến", "MP", ""),
    ("II.3", "Hướng dẫn các chủ thể OCOP về bảo hộ và khai thác giá trị tài sản trí tuệ", "KMP", ""),
    ("II.4", "Tổ chức triển khai các hoạt động khởi nghiệp sáng tạo về phát triển sản phẩm OCOP", "MTLH", ""),
    ("III.1", "Kiện toàn tổ chức, quy chế hoạt động Hội đồng đánh giá, phân hạng sản phẩm OCOP", "MP", "Quý III/2022"),
    ("III.2", "Đẩy mạnh công tác giám sát, kiểm tra sản phẩm sau khi được đánh giá, phân hạng", "P", ""),
    ("III.3", "Tổ chức kiểm tra, giám sát chất lượng, thương hiệu OCOP gắn với thương mại", "MP", ""),
    ("III.4", "Tổ chức thẩm định chất lượng sản phẩm OCOP, quy trình đánh giá ở các địa phương", "M", ""),
    ("IV.1", "Hỗ trợ xây dựng các mô hình Trung tâm thiết kế sáng tạo và phát triển sản phẩm OCOP", "MP", ""),
    ("IV.2", "Đẩy mạnh xúc tiến, kết nối chủ thể OCOP với hoạt động thương mại", "MP", ""),
    ("IV.3", "Nâng cao năng lực, kỹ năng về marketing, thương mại cho các chủ thể OCOP", "MP", ""),
    ("IV.4", "Hỗ trợ hình thành các mô hình “Điểm đến” quảng bá sản phẩm OCOP", "MP", ""),
    ("IV.5", "Triển khai các chương trình sản phẩm quà tặng, quà biếu, sản phẩm đặc sản", "MP", ""),
    ("V.1", "Kêu gọi nguồn lực của các tổ chức quốc tế hỗ trợ về kỹ thuật", "M", ""),
    ("V.2", "Tổ chức sự kiện giới thiệu sản phẩm OCOP tới các Đại sứ quán, Lãnh sự quán", "M", ""),
    ("V.3", "Tổ chức, tham gia sự kiện, diễn đàn khu vực, quốc tế về OCOP", "M", ""),
)
NAMES = {
    "M": ("bo-nnptnt", MARD),
    "K": ("bo-khcn", "Bộ Khoa học và Công nghệ"),
    "T": ("tw-doan", "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    "L": ("tw-hoi-lhpn", "Trung ương Hội Liên hiệp Phụ nữ Việt Nam"),
    "H": ("tw-hoi-nong-dan", "Trung ương Hội Nông dân Việt Nam"),
}
COORDINATING = {
    "I.1.a": (("bo-tttt", "Bộ Thông tin và Truyền thông"),),
    "I.2.a": (("bo-y-te", "Bộ Y tế"), ("bo-khcn", "Bộ Khoa học và Công nghệ")),
    "I.2.c": (("bo-nnptnt", MARD),),
    "III.2": (("bo-nnptnt", MARD),),
    "IV.5": (("bo-ngoai-giao", "Bộ Ngoại giao"), ("bo-vhttdl", "Bộ Văn hóa, Thể thao và Du lịch")),
    "V.2": (("bo-ngoai-giao", "Bộ Ngoại giao"),),
    "V.3": (("bo-ngoai-giao", "Bộ Ngoại giao"),),
}
RESULTS = (
    "Đã mở 12 lớp tập huấn cho 640 lượt cán bộ xã và chủ thể OCOP; phát 1.500 bộ tài liệu.",
    "Đã công nhận thêm 18 sản phẩm đạt 3 sao, 05 sản phẩm đạt 4 sao; trình hồ sơ 02 sản phẩm tiềm năng 5 sao.",
    "Phát sóng 24 chuyên mục trên Đài Phát thanh và Truyền hình tỉnh; đăng 96 tin, bài về sản phẩm OCOP.",
    "Đã rà soát 87 sản phẩm hết thời hạn công nhận, tổ chức đánh giá lại 61 sản phẩm, thu hồi 04 giấy chứng nhận.",
    "Hỗ trợ 09 chủ thể đăng ký nhãn hiệu, 03 chủ thể xây dựng vùng nguyên liệu đạt tiêu chuẩn VietGAP.",
)
DIFFICULTIES = (
    "Nguồn vốn sự nghiệp năm 2023 phân bổ chậm, đến ngày 10/3/2023 mới có quyết định giao dự toán.",
    "Chủ thể phần lớn quy mô nhỏ, thiếu vốn đầu tư máy móc chế biến, chưa đáp ứng quy định về an toàn thực phẩm.",
    "Cán bộ phụ trách cấp huyện, cấp xã kiêm nhiệm, thay đổi sau kỳ bầu cử nên chưa nắm quy trình mới.",
)
PROPOSALS = (
    "Đề nghị sớm ban hành Bộ tiêu chí đánh giá, phân hạng sản phẩm OCOP giai đoạn 2021-2025 thay thế Quyết định số "
    "1048/QĐ-TTg.",
    "Đề nghị Bộ Tài chính hướng dẫn định mức chi đánh giá, phân hạng sản phẩm.",
    "Không",
)


def an_answer(status="in_progress", **given):
    return Answer(**{"response_id": 1, "status": status, "recorded_at": datetime(2023, 3, 14, 2, tzinfo=UTC)} | given)


def a_line(**given):
    defaults = {"obligation_id": 1, "task_code": "I.1", "role": "lead", "agency_id": "a", "agency_name": "Bộ A"}
    line = ObligationLine(**defaults | {"state": "answered"} | given)
    return replace(line, response=an_answer()) if line.state == "answered" and not line.response else line


def a_task(code="I.1", **given):
    defaults = {"title": "Ban hành tài liệu", "section": "I. TUYÊN TRUYỀN", "leads": ("Bộ A",), "coordinating": ()}
    dates = {"time_text": "Quý I/2023", "due": date(2023, 3, 31), "continuing": False}
    return TaskLine(**{"code": code} | defaults | dates | given)


def a_digest(tasks=None, lines=None, **given):
    return compile_digest_data(HEAD, tasks or [a_task()], lines or [a_line()], FROZEN, **given)


@cache
def provinces() -> tuple[tuple[str, str, str], ...]:
    """The 63 provinces of March 2023: id, name, short name, in Vietnamese order."""
    every = yaml.safe_load(AGENCIES.read_text(encoding="utf-8"))["agencies"]
    then = [a for a in every if a["kind"] == "province" and a.get("valid_from") != "2025-07-01"]
    rows = [
        (a["id"], a["vi"], a["short"].removesuffix(" (cũ)")) for a in then if "2026" not in str(a.get("valid_from"))
    ]
    return tuple(sorted(rows, key=lambda row: sort_key(row[2])))


def _answer_of(number: int, place: int, status: str) -> Answer:
    percent = (place * 7 + number * 3) % 90 + 5 if status == "in_progress" and place % 2 else None
    troubled = status in ("suspended", "not_started") or (place + number) % 5 == 0
    worked = status in ("in_progress", "completed")
    return an_answer(
        status,
        response_id=number * 100 + place,
        percent=percent,
        result=RESULTS[(place + number) % 5] if worked else "",
        evidence=f"Kế hoạch số {place + 20}/KH-UBND ngày {place % 27 + 1:02}/02/2023" if worked and place % 3 else "",
        difficulty=DIFFICULTIES[(place + number) % 3] if troubled else "",
        proposal=PROPOSALS[(place * number) % 3] if (place + number) % 6 == 0 else "",
        source="mail" if place % 2 else "web",
    )


def _state_of(number: int, place: int) -> tuple[str, Answer | None]:
    if place in (4, 37):
        return "overdue", None
    if place == 21:
        return "not_reached", None
    if place == 50:
        return ("overdue", None) if number % 3 == 0 else ("answered", _answer_of(number, place, "in_progress"))
    if place == 12:
        return ("in_review", None) if number % 4 == 0 else ("answered", _answer_of(number, place, "in_progress"))
    status = ("in_progress", "in_progress", "completed", "in_progress", "nothing", "not_started")[(place + number) % 6]
    status = "suspended" if (place, number) in ((8, 7), (33, 15), (40, 15)) else status
    return "answered", _answer_of(number, place, status)


def _province_lines(number: int, code: str, role: str = "lead") -> list[ObligationLine]:
    lines = []
    for place, (agency, name, short) in enumerate(provinces()):
        state, answer = _state_of(number, place)
        note = "Hộp thư không tồn tại (550 5.1.1)" if state == "not_reached" else ""
        line = ObligationLine(number * 100 + place, code, role, agency, name, state, answer, short, None, ALL, note)
        lines.append(line)
    return lines


SAID = {
    ("I.2.a", "bo-nnptnt"): an_answer(
        "completed",
        result="Đã ban hành Bộ Tài liệu tập huấn gồm 08 chuyên đề, dùng thống nhất trong toàn quốc.",
        evidence="Quyết định số 173/QĐ-BNN-VPĐP ngày 10/01/2023",
        completed_on=date(2023, 1, 10),
    ),
    ("II.3", "bo-khcn"): an_answer(
        percent=35,
        result="Hướng dẫn 21 địa phương đăng ký nhãn hiệu chứng nhận, nhãn hiệu tập thể cho 46 sản phẩm.",
        evidence="Công văn số 402/BKHCN-SHTT ngày 24/02/2023",
        difficulty="Thời gian thẩm định đơn nhãn hiệu kéo dài 12 đến 18 tháng, chưa kịp tiến độ phân hạng sản phẩm.",
        proposal="Cho phép dùng giấy chấp nhận đơn hợp lệ thay văn bằng bảo hộ khi chấm điểm lần đầu.",
        forecast=date(2023, 12, 15),
    ),
    ("V.1", "bo-nnptnt"): an_answer("nothing"),
    ("IV.1", "bo-nnptnt"): an_answer(
        "suspended",
        result="Đã khảo sát tại 04 địa phương được chọn thí điểm.",
        difficulty="Chưa có hướng dẫn về xã hội hóa đầu tư Trung tâm thiết kế sáng tạo; nhà đầu tư chưa tham gia.",
        proposal="Giao Bộ Kế hoạch và Đầu tư chủ trì hướng dẫn cơ chế đầu tư Trung tâm theo hình thức xã hội hóa.",
        forecast=date(2023, 9, 30),
    ),
}
SILENT = {("I.1.a", "bo-tttt"): "overdue", ("II.4", "tw-hoi-nong-dan"): "overdue", ("IV.5", "bo-vhttdl"): "asked"}


def _agency_line(number: int, code: str, role: str, agency: str, name: str) -> ObligationLine:
    identity = 5000 + number * 10 + len(agency) % 10
    if state := SILENT.get((code, agency)):
        return ObligationLine(identity, code, role, agency, name, state)
    given = SAID.get((code, agency)) or _answer_of(number, 7 + number % 2, "in_progress")
    if role == "coordinating":
        given = replace(
            given, result="Đã cử cán bộ tham gia góp ý dự thảo và phối hợp tổ chức.", percent=None, evidence=""
        )
    return ObligationLine(identity, code, role, agency, name, "answered", replace(given, response_id=identity))


def _lines_of(number: int, code: str, letters: str) -> list[ObligationLine]:
    lines = [_agency_line(number, code, "lead", *NAMES[x]) for x in letters if x != "P"]
    lines += [_agency_line(number, code, "coordinating", *pair) for pair in COORDINATING.get(code, ())]
    return lines + (_province_lines(number, code) if "P" in letters else [])


def _task(code: str, title: str, letters: str, time: str) -> TaskLine:
    leads = tuple(UBND if x == "P" else NAMES[x][1] for x in letters)
    heads = {"I.1": "1. Tuyên truyền về Chương trình OCOP", "I.2": "2. Đào tạo, tập huấn nâng cao năng lực"}
    due = {"Quý I/2023": date(2023, 3, 31), "Quý III/2022": date(2022, 9, 30)}.get(time, date(2025, 12, 31))
    section = SECTIONS[code.split(".")[0]]
    coordinating = tuple(name for _, name in COORDINATING.get(code, ())) + ("Các Bộ, ngành, đơn vị có liên quan",)
    return TaskLine(
        code, title, section, leads, coordinating, time or "2022-2025", due, not time, heads.get(code[:3], "")
    )


@cache
def quarter_one() -> DigestData:
    """Quarter I/2023 of the OCOP plan: 22 tasks, 63 provinces, about 1,000 obligations."""
    tasks = [_task(*row) for row in TASKS]
    lines = [line for n, (code, _, letters, _) in enumerate(TASKS, 1) for line in _lines_of(n, code, letters)]
    return compile_digest_data(HEAD, tasks, lines, FROZEN, COLLECTIVES)


@cache
def everywhere() -> DigestData:
    """The same plan with every task led by all 63 provinces: 1,386 obligations and more."""
    tasks = [_task(*row) for row in TASKS]
    lines = [line for n, (code, *_) in enumerate(TASKS, 1) for line in _lines_of(n, code, "MP")]
    return compile_digest_data(HEAD, tasks, lines, FROZEN, COLLECTIVES)
