"""What a sample digest is about: the OCOP plan's tasks in short, and what its agencies say, made up but plausible."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from language.order import sort_key
from models.digest_data import PlanHead
from models.digest_lines import CollectiveHead
from models.letterhead import Letterhead

AGENCIES = Path(__file__).parent.parent / "plans" / "ocop-2021-2025" / "agencies.yaml"
MARD, UBND = "Bộ Nông nghiệp và Phát triển nông thôn", "Ủy ban nhân dân các tỉnh, thành phố"
PROVINCES = CollectiveHead("all-provinces", UBND, "tỉnh, thành phố")
PLAN = PlanHead(
    slug="ocop-2021-2025",
    short_name="OCOP 2021-2025",
    name="Kế hoạch triển khai Chương trình mỗi xã một sản phẩm (OCOP) giai đoạn 2021-2025",
    number="04/QĐ-BCĐTW-VPĐPNTM",
    signed_on=date(2022, 10, 12),
    office="Văn phòng Điều phối nông thôn mới Trung ương",
    committee="Ban Chỉ đạo Trung ương các chương trình mục tiêu quốc gia giai đoạn 2021-2025",
)
LETTERHEAD = Letterhead(
    parent="Bộ Nông nghiệp và Phát triển nông thôn",
    symbol="BC-VPĐP",
    authority="KT. CHÁNH VĂN PHÒNG",
    post="PHÓ CHÁNH VĂN PHÒNG",
    recipients=("Bộ trưởng Bộ NN&PTNT (để báo cáo)", "Chánh Văn phòng (để báo cáo)", "Lưu: VT, VPĐP"),
)
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
    "IV.2": (("bo-ct", "Bộ Công Thương"),),
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

Said = dict[tuple[str, str], dict[str, Any]]
SAID_IN_MARCH: Said = {
    ("I.2.a", "bo-nnptnt"): {
        "status": "completed",
        "result": "Đã ban hành Bộ Tài liệu tập huấn gồm 08 chuyên đề, dùng thống nhất trong toàn quốc.",
        "evidence": "Quyết định số 173/QĐ-BNN-VPĐP ngày 10/01/2023",
        "completed_on": date(2023, 1, 10),
    },
    ("II.3", "bo-khcn"): {
        "percent": 35,
        "result": "Hướng dẫn 21 địa phương đăng ký nhãn hiệu chứng nhận, nhãn hiệu tập thể cho 46 sản phẩm.",
        "evidence": "Công văn số 402/BKHCN-SHTT ngày 24/02/2023",
        "difficulty": "Thời gian thẩm định đơn nhãn hiệu kéo dài 12 đến 18 tháng, chưa kịp tiến độ phân hạng sản phẩm.",
        "proposal": "Cho phép dùng giấy chấp nhận đơn hợp lệ thay văn bằng bảo hộ khi chấm điểm lần đầu.",
        "forecast": date(2023, 12, 15),
    },
    ("V.1", "bo-nnptnt"): {"status": "nothing"},
    ("I.2.b", "bo-nnptnt"): {
        "percent": 60,
        "result": "Đã mở 06 lớp tập huấn chuyên sâu cho 412 cán bộ quản lý cấp tỉnh, cấp huyện.",
        "evidence": "Kế hoạch số 12/KH-VPĐP ngày 06/02/2023",
        "forecast": date(2023, 5, 31),
    },
    ("IV.1", "bo-nnptnt"): {
        "status": "suspended",
        "result": "Đã khảo sát tại 04 địa phương được chọn thí điểm.",
        "difficulty": "Chưa có hướng dẫn về xã hội hóa đầu tư Trung tâm thiết kế sáng tạo; nhà đầu tư chưa tham gia.",
        "proposal": "Giao Bộ Kế hoạch và Đầu tư chủ trì hướng dẫn cơ chế đầu tư Trung tâm theo hình thức xã hội hóa.",
        "forecast": date(2023, 9, 30),
    },
}
SAID_IN_JUNE: Said = SAID_IN_MARCH | {
    ("I.2.b", "bo-nnptnt"): {
        "status": "completed",
        "result": "Đã hoàn thành 10 lớp tập huấn chuyên sâu cho 705 cán bộ quản lý các cấp, chuyên gia tư vấn.",
        "evidence": "Báo cáo số 88/BC-VPĐP ngày 26/5/2023",
        "completed_on": date(2023, 5, 26),
    },
    ("I.2.a", "bo-y-te"): {
        "result": "Đã cử chuyên gia tham gia biên soạn chuyên đề an toàn thực phẩm.",
        "difficulty": "Chưa nhận được Bộ Tài liệu của cơ quan chủ trì để phổ biến trong ngành.",
    },
    ("II.3", "bo-khcn"): {
        "percent": 55,
        "result": "Đã tiếp nhận 83 đơn đăng ký nhãn hiệu của chủ thể OCOP; cấp văn bằng cho 31 sản phẩm.",
        "evidence": "Công văn số 1175/BKHCN-SHTT ngày 02/6/2023",
        "forecast": date(2024, 3, 31),
    },
    ("IV.1", "bo-nnptnt"): {
        "status": "suspended",
        "result": "Tiếp tục rà soát đề xuất của 04 địa phương.",
        "difficulty": "Chưa có hướng dẫn về xã hội hóa đầu tư Trung tâm thiết kế sáng tạo.",
    },
    ("IV.2", "bo-ct"): {
        "percent": 50,
        "result": "Đã phối hợp tổ chức 02 hội chợ OCOP cấp vùng, kết nối 340 chủ thể với hệ thống phân phối.",
        "evidence": "Quyết định số 921/QĐ-BCT ngày 20/4/2023",
    },
    ("V.3", "bo-nnptnt"): {"status": "not_started", "difficulty": "Chưa bố trí được kinh phí đối ngoại năm 2023."},
    ("V.3", "bo-ngoai-giao"): {
        "percent": 40,
        "result": "Đã giới thiệu sản phẩm OCOP tại 03 diễn đàn ở nước ngoài qua các cơ quan đại diện.",
        "evidence": "Công văn số 2210/BNG-THKT ngày 30/5/2023",
    },
}
TEXTS_IN_JUNE = {
    "assessment": (
        "Các Bộ, ngành, địa phương đã chủ động triển khai; công tác tập huấn, đánh giá, phân hạng sản phẩm đi vào nền "
        "nếp.\nTiến độ gửi báo cáo tốt hơn Quý I, song một số địa phương vẫn chậm hai kỳ liên tiếp."
    ),
    "causes": (
        "Nguồn vốn sự nghiệp phân bổ chậm; cán bộ cấp huyện, cấp xã kiêm nhiệm nhiều việc; thủ tục bảo hộ nhãn hiệu "
        "kéo dài so với chu trình đánh giá, phân hạng."
    ),
    "next_tasks": (
        "Hoàn thành tập huấn hằng năm ở các cấp trước 30/9/2023.\nKiểm tra việc gửi báo cáo tại các địa phương chậm "
        "hai kỳ liên tiếp."
    ),
    "proposals": "",
    "decisions": "Cho chủ trương tổ chức Hội nghị sơ kết Chương trình OCOP trong Quý IV/2023",
}


def province_names() -> list[tuple[str, str, str]]:
    """The 63 provinces of 2023: id, name, short name, in Vietnamese order."""
    every = yaml.safe_load(AGENCIES.read_text(encoding="utf-8"))["agencies"]
    then = [
        (one["id"], one["vi"], one["short"].removesuffix(" (cũ)"))
        for one in every
        if one["kind"] == "province" and str(one.get("valid_from", "")) < "2025"
    ]
    return sorted(then, key=lambda row: sort_key(row[2]))


def moment(day: date, hour: int = 2) -> datetime:
    """That hour of the day, UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
