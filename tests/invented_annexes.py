"""Annexes of many looks, written for these tests: other provinces, ministries and layouts than the rules were made from.

Each says what it should yield: for every task who leads, who coordinates and when it is due. `~` is an open phrase, `!` a
cell that must be reported as a problem. Times: D a deadline, S a span, R a recurrence, X a relative one, C a conditional,
N none.
"""

from dataclasses import dataclass, field
from datetime import date

from annex_writer import LEFT, UP, Annex
from local_directory import NATIONAL, local

from models.directory import Directory

Expected = dict[str, tuple[str, str, str]]


@dataclass(frozen=True)
class Case:
    """One annex with its directory, the day it was signed, and what it should yield."""

    name: str
    annex: Annex | str
    tasks: Expected
    directory: Directory = NATIONAL
    signed_on: date | None = None
    passed: int = 0
    problems: tuple[str, ...] = field(default=())


def head(number: str, day: str, kind: str, title: str, issuer: str = "") -> tuple[str, ...]:
    return (issuer, f"Số: {number}", day, kind, title)


NGHE_AN = local("tỉnh Nghệ An")
HUE = local("thành phố Huế")
SON_LA = local("tỉnh Sơn La", ("xã Mường La", "xã Bắc Yên", "phường Tô Hiệu"))
CAN_THO = local("thành phố Cần Thơ")

CASES = [
    Case(
        "digital transformation of a province",
        Annex(
            head("512/QĐ-UBND", "Nghệ An, ngày 20 tháng 02 năm 2026", "QUYẾT ĐỊNH", "Ban hành Kế hoạch chuyển đổi số năm 2026", "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"),
            (
                ("STT", "Nhiệm vụ/giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Kết quả/Sản phẩm"),
                ("I", "Nhận thức số", LEFT, LEFT, LEFT, LEFT),
                ("1", "Tuyên truyền về chuyển đổi số", "Sở KH&CN", "Báo và PT, TH tỉnh; các sở, ban, ngành; UBND cấp xã", "Thường xuyên", "Tin, bài"),
                ("2", "Tập huấn cho cán bộ, công chức", "Sở Nội vụ", "Sở KH&CN; các cơ quan, đơn vị, địa phương", "Quý II, III/2026", "Lớp tập huấn"),
                ("II", "Hạ tầng số", LEFT, LEFT, LEFT, LEFT),
                ("3", "Phủ sóng di động các thôn, bản lõm sóng", "Sở KH&CN", "VNPT Nghệ An và các doanh nghiệp viễn thông", "Trước 30/11/2026", "100% thôn, bản"),
                ("4", "Nâng cấp Trung tâm dữ liệu", "Sở KH&CN", "Công an tỉnh, Sở Tài chính", "2026 - 2027", "Hệ thống vận hành"),
            ),
        ),
        {
            "I.1": ("so-khcn", "bao-ptth ~ all-communes", "R"),
            "I.2": ("so-nv", "so-khcn ~", "D2026-06-30 D2026-09-30"),
            "II.3": ("so-khcn", "vnpt ~", "D2026-11-30"),
            "II.4": ("so-khcn", "ca so-tc", "S2026-01-01..2027-12-31"),
        },
        NGHE_AN,
    ),
    Case(
        "a ministry's activities with beginning and end",
        Annex(
            head("88/QĐ-BYT", "Hà Nội, ngày 10 tháng 01 năm 2024", "QUYẾT ĐỊNH", "Phê duyệt Kế hoạch hành động", "BỘ Y TẾ"),
            (
                ("TT", "Hoạt động", "Đơn vị đầu mối", "Đơn vị phối hợp", "Thời gian", LEFT, "Kết quả đầu ra"),
                (UP, UP, UP, UP, "Bắt đầu", "Kết thúc", UP),
                ("1.", "Xây dựng văn bản pháp luật", LEFT, LEFT, LEFT, LEFT, LEFT),
                ("1.1.", "Xây dựng Thông tư hướng dẫn", "Bộ Y tế", "Bộ Tư pháp; Bộ Tài chính", "01/2024", "9/2024", "Thông tư"),
                ("1.2.", "Rà soát quy chuẩn kỹ thuật", "Bộ Y tế", "Bộ KH&CN", "Quý I/2024", "Quý IV/2024", "Báo cáo rà soát"),
                ("2.", "Truyền thông", LEFT, LEFT, LEFT, LEFT, LEFT),
                ("2.1.", "Tổ chức Ngày hội phòng bệnh", "Bộ Y tế", "Đài THVN, Đài TNVN và các cơ quan báo chí", "2024", "2025", "Sự kiện"),
            ),
        ),
        {
            "1.1": ("bo-yt", "bo-tp bo-tc", "S2024-01-01..2024-09-30"),
            "1.2": ("bo-yt", "bo-khcn", "S2024-01-01..2024-12-31"),
            "2.1": ("bo-yt", "vtv vov ~", "S2024-01-01..2025-12-31"),
        },
    ),
    Case(
        "a resolution's list of projects of law, coded",
        Annex(
            head("77/NQ-CP", "Hà Nội, ngày 03 tháng 3 năm 2025", "NGHỊ QUYẾT", "Về chương trình hành động", "CHÍNH PHỦ"),
            (
                ("Mã số", "Tên đề án, dự án, nhiệm vụ", "Cơ quan chủ trì soạn thảo", "Cơ quan phối hợp", "Cấp trình", "Thời hạn trình", "Hình thức văn bản"),
                ("NQ77-01", "Nghị định về quản lý dữ liệu", "Bộ Công an", "Bộ Khoa học và Công nghệ, Bộ Tư pháp và các cơ quan liên quan", "Chính phủ", "Tháng 9/2025", "Nghị định"),
                ("NQ77-02", "Đề án phát triển kinh tế số", "Bộ KHCN", "Các bộ, cơ quan ngang bộ", "Thủ tướng Chính phủ", "Quý IV/2025", "Quyết định"),
                ("NQ77-03", "Báo cáo kết quả thực hiện Nghị quyết", "Các bộ, ngành, địa phương", "Văn phòng Chính phủ", "Thủ tướng Chính phủ", "Trước ngày 15/12 hằng năm", "Báo cáo"),
            ),
        ),
        {
            "NQ77-01": ("bo-ca", "bo-khcn bo-tp ~", "D2025-09-30"),
            "NQ77-02": ("bo-khcn", "~", "D2025-12-31"),
            "NQ77-03": ("all-ministries-localities", "vpcp", "Ryear"),
        },
    ),
    Case(
        "a city's plan as numbered paragraphs with labelled lines",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ\nSố: 45/KH-UBND\nHuế, ngày 15 tháng 01 năm 2026\nKẾ HOẠCH\nPhát triển du lịch năm 2026\n\nII. NHIỆM VỤ\n"
        "1. Tổ chức Festival bốn mùa\n- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\n- Cơ quan phối hợp: Công an thành phố; UBND các xã, phường.\n"
        "- Thời gian thực hiện: Quý II/2026.\n- Kết quả: Festival được tổ chức an toàn.\n\n"
        "2. Số hóa di sản\n- Cơ quan chủ trì: Sở Khoa học và Công nghệ.\n- Cơ quan phối hợp: các đơn vị liên quan.\n- Thời gian thực hiện: 2026 - 2028.\n",
        {
            "1": ("so-vhttdl", "ca all-communes", "D2026-06-30"),
            "2": ("so-khcn", "~", "S2026-01-01..2028-12-31"),
        },
        HUE,
    ),
    Case(
        "no column of numbers",
        Annex(
            head("03/CT-UBND", "Sơn La, ngày 05 tháng 3 năm 2026", "CHỈ THỊ", "Về phòng, chống thiên tai", "UBND TỈNH SƠN LA"),
            (
                ("Nội dung công việc", "Đơn vị thực hiện", "Thời gian hoàn thành"),
                ("Rà soát các khu vực có nguy cơ sạt lở", "Sở Nông nghiệp và Môi trường, UBND các xã: Mường La, Bắc Yên", "31/3/2026"),
                ("Bố trí lực lượng, phương tiện", "Bộ Chỉ huy Quân sự tỉnh; Công an tỉnh", "Trước mùa mưa bão năm 2026"),
                ("Báo cáo kết quả về UBND tỉnh", "Các đơn vị, địa phương", "Định kỳ hằng tháng"),
            ),
        ),
        {
            "1": ("so-nnmt xa-1 xa-2", "", "D2026-03-31"),
            "2": ("bchqs ca", "", "!"),
            "3": ("~", "", "Rmonth"),
        },
        SON_LA,
    ),
    Case(
        "one head over both roles, columns numbered",
        Annex(
            head("1201/KH-UBND", "Cần Thơ, ngày 02 tháng 02 năm 2026", "KẾ HOẠCH", "Cải cách hành chính năm 2026", "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ"),
            (
                ("Stt", "Nội dung", "Phân công thực hiện", LEFT, "Thời hạn hoàn thành", "Ghi chú"),
                (UP, UP, "Chủ trì", "Phối hợp", UP, UP),
                ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
                ("A", "CẢI CÁCH THỂ CHẾ", "", "", "", ""),
                ("1", "Kiểm tra, rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "Các sở, ban ngành; UBND cấp xã", "Cả năm", ""),
                ("2", "Ban hành danh mục văn bản hết hiệu lực", "Sở Tư pháp", "Văn phòng UBND thành phố", "31/01/2027", ""),
                ("B", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "", "", "", ""),
                ("1", "Công bố thủ tục hành chính", "Văn phòng UBND TP", "Các sở, ban ngành", "Thường xuyên", ""),
                ("", "Tổng cộng: 03 nhiệm vụ", "", "", "", ""),
            ),
        ),
        {
            "A.1": ("so-tp", "~ all-communes", "!"),
            "A.2": ("so-tp", "vp-ubnd", "D2027-01-31"),
            "B.1": ("vp-ubnd", "~", "R"),
        },
        CAN_THO,
        passed=1,
    ),
    Case(
        "groups without numbers, counting anew in each",
        Annex(
            head("9/QĐ-BNNMT", "Hà Nội, ngày 06 tháng 01 năm 2026", "QUYẾT ĐỊNH", "Kế hoạch", "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
            (
                ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Tiến độ"),
                ("Lĩnh vực đất đai", LEFT, LEFT, LEFT, LEFT, LEFT),
                ("1", "Xây dựng cơ sở dữ liệu đất đai", "UBND các tỉnh, thành phố", "Bộ Công an", "Cơ sở dữ liệu", "12/2026"),
                ("2", "Kiểm kê đất đai", "UBND các tỉnh, thành phố", "", "Báo cáo", "Quý I/2026"),
                ("Lĩnh vực môi trường", LEFT, LEFT, LEFT, LEFT, LEFT),
                ("1", "Quan trắc chất lượng không khí", "UBND TP Hà Nội, UBND TP Hồ Chí Minh", "Bộ Xây dựng", "Bản tin", "Hằng tháng, hằng quý"),
                ("2", "Báo cáo hiện trạng môi trường", "Bộ NN&MT", "Các Bộ, ngành liên quan", "Báo cáo", "Tháng 12 hằng năm"),
            ),
        ),
        {
            "I.1": ("all-provinces", "bo-ca", "D2026-12-31"),
            "I.2": ("all-provinces", "", "D2026-03-31"),
            "II.1": ("ubnd-ha-noi ubnd-ho-chi-minh", "bo-xd", "Rmonth Rquarter"),
            "II.2": ("bo-nnmt", "~", "Ryear"),
        },
    ),
    Case(
        "targets and tasks in two annexes, and a second list of tasks",
        "Số: 21/NQ-CP\nHà Nội, ngày 12 tháng 02 năm 2025\nNGHỊ QUYẾT\nVề phát triển\n\nPHỤ LỤC I\nCÁC CHỈ TIÊU\n\n"
        "| TT | Chỉ tiêu | Đơn vị | Đến năm 2030 | Cơ quan theo dõi, đánh giá |\n|---|---|---|---|---|\n| 1 | Tỷ lệ đô thị hóa | % | 50 | Bộ Xây dựng |\n| 2 | Tỷ lệ che phủ rừng | % | 42 | Bộ Nông nghiệp và Môi trường |\n\n"
        "PHỤ LỤC II\nNHIỆM VỤ CỦA CÁC BỘ\n\n| TT | Tên nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |\n|---|---|---|---|---|\n"
        "| 1 | Đề án đô thị | Bộ Xây dựng | Bộ Tài chính | 2025 |\n| 2 | Đề án rừng | Bộ NN&PTNT | Các địa phương | 2025-2026 |\n\n"
        "PHỤ LỤC III\nNHIỆM VỤ CỦA ĐỊA PHƯƠNG\n\n| TT | Tên nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |\n|---|---|---|---|---|\n"
        "| 1 | Kế hoạch triển khai | UBND các tỉnh, thành phố trực thuộc Trung ương | | 30 ngày kể từ ngày ban hành Nghị quyết |\n",
        {
            "PLII.1": ("bo-xd", "bo-tc", "D2025-12-31"),
            "PLII.2": ("bo-nnptnt", "all-provinces", "S2025-01-01..2026-12-31"),
            "PLIII.1": ("all-provinces", "", "X30 day 2025-03-14"),
        },
        passed=1,
    ),
    Case(
        "dashes for children, one deadline merged down",
        Annex(
            head("310/KH-UBND", "Nghệ An, ngày 01 tháng 4 năm 2026", "KẾ HOẠCH", "Chuyển đổi số ngành y tế", "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"),
            (
                ("TT", "Nội dung", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp", "Thời gian hoàn thành"),
                ("1", "Hồ sơ sức khỏe điện tử", "", "", ""),
                ("-", "Ban hành kế hoạch chi tiết", "Sở Y tế", "Sở Khoa học và Công nghệ", "Tháng 5/2026"),
                ("-", "Nhập dữ liệu cho người dân", "UBND các xã, phường", "Sở Y tế, BHXH tỉnh", "Tháng 12/2026"),
                ("2", "Bệnh án điện tử", "Sở Y tế", "Các bệnh viện trên địa bàn", UP),
                ("3", "Thanh toán không dùng tiền mặt", "Sở Y tế", "Ngân hàng Nhà nước Chi nhánh Khu vực 8", UP),
            ),
        ),
        {
            "1.1": ("so-yt", "so-khcn", "D2026-05-31"),
            "1.2": ("all-communes", "so-yt bhxh", "D2026-12-31"),
            "2": ("so-yt", "~", "D2026-12-31"),
            "3": ("so-yt", "nhnn-kv", "D2026-12-31"),
        },
        NGHE_AN,
    ),
    Case(
        "a column of fields merged over their tasks",
        Annex(
            head("18/KH-UBND", "Sơn La, ngày 09 tháng 01 năm 2026", "KẾ HOẠCH", "Xây dựng nông thôn mới", "UBND TỈNH SƠN LA"),
            (
                ("STT", "Lĩnh vực", "Nhiệm vụ cụ thể", "Sở, ngành chủ trì", "Sở, ngành phối hợp", "Hoàn thành trước"),
                ("1", "Giao thông", "Cứng hóa đường liên bản", "Sở Xây dựng", "UBND các xã", "30/9/2026"),
                ("2", UP, "Lắp đặt biển báo", "Sở Xây dựng", "Công an tỉnh", "30/6/2026"),
                ("3", "Văn hóa", "Xây dựng nhà văn hóa bản", "Sở VH,TT&DL", "Sở TC, UBND các xã", "31/12/2026"),
            ),
        ),
        {
            "1": ("so-xd", "~", "D2026-09-30"),
            "2": ("so-xd", "ca", "D2026-06-30"),
            "3": ("so-vhttdl", "so-tc ~", "D2026-12-31"),
        },
        SON_LA,
    ),
    Case(
        "both roles under one head, by labels",
        Annex(
            head("7/KL-UBND", "Cần Thơ, ngày 20 tháng 5 năm 2026", "KẾ HOẠCH", "Thực hiện kết luận", "UBND THÀNH PHỐ CẦN THƠ"),
            (
                ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời gian"),
                ("1", "Rà soát quy hoạch", "- Chủ trì: Sở Xây dựng.\n- Phối hợp: Sở Nông nghiệp và Môi trường, UBND các xã, phường.", "30/6/2026"),
                ("2", "Đấu giá quyền sử dụng đất", "Chủ trì: Sở NN&MT; phối hợp: Sở Tài chính, Thuế thành phố.", "Quý III/2026"),
                ("3", "Công khai quy hoạch", "Sở Xây dựng", "Quý IV/2026"),
            ),
        ),
        {
            "1": ("so-xd", "so-nnmt all-communes", "D2026-06-30"),
            "2": ("so-nnmt", "so-tc thue", "D2026-09-30"),
            "3": ("so-xd", "!", "D2026-12-31"),
        },
        CAN_THO,
    ),
    Case(
        "a chairman's conclusions with a status column",
        Annex(
            ("THÔNG BÁO", "Kết luận của Chủ tịch UBND tỉnh tại phiên họp tháng 6", "Số: 215/TB-UBND", "Nghệ An, ngày 30 tháng 6 năm 2026", "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"),
            (
                ("TT", "Nội dung chỉ đạo", "Cơ quan thực hiện", "Hạn hoàn thành", "Tiến độ thực hiện", "Ghi chú"),
                ("1", "Hoàn thiện hồ sơ dự án cao tốc", "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính, các địa phương có dự án đi qua", "15/7/2026", "Đang thực hiện", ""),
                ("2", "Tham mưu văn bản trả lời Bộ Tài chính", "Giao Sở Tài chính", "05/7/2026", "Đã hoàn thành", ""),
                ("3", "Kiểm tra việc giải ngân", "Sở Tài chính, Kho bạc Nhà nước khu vực", "Hằng tháng", "", ""),
            ),
        ),
        {
            "1": ("so-xd", "so-tc ~", "D2026-07-15"),
            "2": ("so-tc", "", "D2026-07-05"),
            "3": ("so-tc !", "", "Rmonth"),
        },
        NGHE_AN,
    ),
    Case(
        "heads that are tasks, and children that name other leads",
        Annex(
            head("64/QĐ-UBND", "Huế, ngày 02 tháng 3 năm 2026", "QUYẾT ĐỊNH", "Đề án 06", "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ"),
            (
                ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
                ("1", "Cắt giảm thủ tục hành chính", "Văn phòng UBND thành phố", "Các sở, ban, ngành", "Trong năm 2026"),
                ("a)", "Lĩnh vực đất đai", "Sở NN&MT", "", "30/6/2026"),
                ("b)", "Lĩnh vực xây dựng", "Sở Xây dựng", "", "30/6/2026"),
                ("2", "Chữ ký số cho cán bộ", "Sở KH&CN", "VNPT Huế", "15/4/2026"),
            ),
        ),
        {
            "1": ("vp-ubnd", "~", "D2026-12-31"),
            "1.a": ("so-nnmt", "", "D2026-06-30"),
            "1.b": ("so-xd", "", "D2026-06-30"),
            "2": ("so-khcn", "vnpt", "D2026-04-15"),
        },
        HUE,
    ),
    Case(
        "names that nobody bears, and slips",
        Annex(
            head("5/QĐ-TTg", "Hà Nội, ngày 04 tháng 01 năm 2024", "QUYẾT ĐỊNH", "Phê duyệt Chương trình", "THỦ TƯỚNG CHÍNH PHỦ"),
            (
                ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
                ("1", "Việc thứ nhất", "Bộ Y tê", "Bộ Tài Chính", "2024"),
                ("2", "Việc thứ hai", "Bộ Văn hoá – Thể thao và Du lịch", "Hội Chữ thập đỏ Việt Nam", "Quý 3 năm 2024"),
                ("3", "Việc thứ ba", "UBND tỉnh Thừa thiên Huế", "Bộ LĐ-TBXH", "31/12/24"),
                ("4", "Việc thứ tư", "Uỷ ban nhân dân các tỉnh: Hà Giang, Lào Cai và Bắc Kan", "", "Quý I hoặc Quý II/2025"),
            ),
        ),
        {
            "1": ("!", "bo-tc", "D2024-12-31"),
            "2": ("bo-vhttdl", "!", "D2024-09-30"),
            "3": ("ubnd-hue", "bo-ldtbxh", "!"),
            "4": ("ubnd-ha-giang ubnd-lao-cai-2024 !", "", "!"),
        },
    ),
    Case(
        "mass organisations, long times, several sentences",
        Annex(
            head("55/HD-BTGDVTW", "Hà Nội, ngày 11 tháng 5 năm 2026", "KẾ HOẠCH", "Phong trào"),
            (
                ("Số TT", "Nội dung, nhiệm vụ", "Đơn vị chủ trì thực hiện", "Đơn vị phối hợp thực hiện", "Thời gian, tiến độ thực hiện", "Sản phẩm, kết quả"),
                ("01", "Phát động phong trào", "TW Đoàn TNCS Hồ Chí Minh\nTW Hội LHPN Việt Nam", "Tổng LĐLĐ Việt Nam; Hội CCB Việt Nam", "Phát động trong tháng 6/2026; sơ kết hằng năm; tổng kết vào năm 2030.", "Phong trào"),
                ("02", "Bình chọn sản phẩm", "TW Hội Nông dân Việt Nam", "Liên minh HTX Việt Nam, Bộ Công Thương", "Từ tháng 7 đến tháng 10/2026, công bố vào dịp 14/10/2026", "Danh sách"),
                ("03", "Gặp mặt, biểu dương", "Ủy ban TW MTTQ Việt Nam", "Các cơ quan, đơn vị có liên quan", "Định kỳ 2 năm/lần", "Hội nghị"),
            ),
        ),
        {
            "01": ("tw-doan tw-hlhpn", "tldld tw-hccb", "D2026-06-30 Ryear D2030-12-31"),
            "02": ("tw-hnd", "lm-htx bo-ct", "!"),
            "03": ("ubtw-mttq", "~", "R2 year"),
        },
    ),
    Case(
        "pages of a table copied out of a pdf, without the head on later pages",
        "p1\tTT | Công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn\n"
        "p1\t1 | Khảo sát hiện trạng ⏎ hạ tầng mạng | Sở Khoa học ⏎ và Công nghệ | Công an tỉnh | 30/4/2026\n"
        "p1\t2 | Lập dự toán, trình ⏎ phê duyệt | Sở Khoa học ⏎ và Công nghệ | Sở Tài | Quý ⏎ II/2026\n"
        "p2\t | kinh phí |  | chính | \n"
        "p2\t3 | Tổ chức đấu thầu | Ban Quản lý ⏎ Khu kinh tế | Sở Xây dựng/ ⏎ Sở Tài chính | Trước ⏎ 31/8/2026\n",
        {
            "1": ("so-khcn", "ca", "D2026-04-30"),
            "2": ("so-khcn", "so-tc", "D2026-06-30"),
            "3": ("bql-kkt", "so-xd so-tc", "D2026-08-31"),
        },
        NGHE_AN,
        date(2026, 3, 1),
    ),
    Case(
        "a table pasted from a sheet, tabs between cells",
        "UBND TỈNH SƠN LA\nSố: 40/KH-UBND\nSơn La, ngày 01 tháng 02 năm 2026\n\n"
        "STT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\n"
        "1\tXây dựng kế hoạch\tSở Nội vụ\tCác sở, ngành\t28/02/2026\n"
        "2\tKiểm tra công vụ\tThanh tra tỉnh\tSở Nội vụ, Sở Tư pháp\tQuý III/2026\n",
        {
            "1": ("so-nv", "~", "D2026-02-28"),
            "2": ("ttt", "so-nv so-tp", "D2026-09-30"),
        },
        SON_LA,
    ),
    Case(
        "several milestones and words of work in a cell",
        Annex(
            head("99/KH-UBND", "Cần Thơ, ngày 08 tháng 02 năm 2026", "KẾ HOẠCH", "Chỉnh trang đô thị", "UBND THÀNH PHỐ CẦN THƠ"),
            (
                ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Mốc thời gian", "Đầu ra"),
                ("1", "Cải tạo kênh rạch", "Sở Xây dựng (phần kỹ thuật); UBND các xã, phường (giải phóng mặt bằng)", "Sở Tài chính bố trí vốn", "- Khởi công: 15/5/2026;\n- Hoàn thành: Quý IV/2027.", "Kênh được cải tạo"),
                ("2", "Di dời hộ dân", "UBND các phường: Ninh Kiều, Cái Răng", "Sở NN&MT; Công an TP", "Theo tiến độ dự án", ""),
                ("3", "Quyết toán", "Sở Tài chính", "-", "90 ngày sau khi hoàn thành công trình", ""),
            ),
        ),
        {
            "1": ("so-xd all-communes", "so-tc", "S2026-05-15.. D2027-12-31"),
            "2": ("! !", "so-nnmt ca", "N"),
            "3": ("so-tc", "", "X90 day"),
        },
        CAN_THO,
    ),
]
