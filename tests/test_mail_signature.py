"""Which lines at the end of a reply were typed: closing words and name, not the card, the notice or the warning."""

import pytest
from mail_samples import letter

from mail.reply import read
from mail.signature import without_signature
from mail.signature_lines import is_a_person


@pytest.mark.parametrize(
    "ending",
    ["\n\nĐã gửi từ iPhone của tôi", "\n\nSent from my iPhone", "\n-- \nNguyễn Văn A\nĐT: 0912 345 678", "\n--\nA"],
)
def test_a_signature_is_cut(ending):
    assert read(letter(f"Đã hoàn thành.{ending}")).text == "Đã hoàn thành."


def test_closing_words_and_the_name_stay_and_the_title_block_goes():
    text = "Đã hoàn thành.\nTrân trọng,\nNguyễn Văn A\nPhó Chánh Văn phòng\nĐT: 0912 345 678"
    assert read(letter(text)).text == "Đã hoàn thành.\nTrân trọng,\nNguyễn Văn A"


NOTICE = "Thư điện tử này chứa thông tin mật và chỉ dành cho người nhận."
WARNING = "This message is confidential and intended only for the addressee."


def test_a_disclaimer_over_a_letter_goes_and_the_letter_stays():
    assert without_signature(f"{NOTICE}\nXin xóa nếu nhận nhầm.\n\n{WARNING}\n\nĐã hoàn thành.\n\nTrân trọng") == (
        "Đã hoàn thành.\n\nTrân trọng"
    )


@pytest.mark.parametrize("text", [NOTICE, f"{NOTICE}\n{WARNING}", f"{NOTICE}\n\n{WARNING}\n"])
def test_disclaimers_alone_say_nothing(text: str):
    assert without_signature(text) == ""


@pytest.mark.parametrize(
    "told",
    [
        "Đã cử tham gia:\nNguyễn Văn An\nSở Công Thương",
        "Các đơn vị đã nộp:\nSở Tài chính\nVụ Kế hoạch",
        "Liên hệ:\nTrần Thị Mai\nĐT 0912 345 678",
        "Đã xong.\nTrân trọng,\nNam\nVăn phòng gửi lại mẫu giúp tôi",
        "Đợt 1 xong\n---\nĐợt 2 chưa",
        "Thông tin này gồm 20 sản phẩm, trong đó 5 sản phẩm mật ong.\nTrân trọng",
        "Cảnh báo: hồ sơ nộp chậm.\nTrân trọng",
    ],
)
def test_names_and_offices_that_are_told_are_no_signature(told: str):
    assert without_signature(told) == told


CARD = "Chi cục Phát triển nông thôn Cần Thơ\nSố 1 đường Nguyễn Văn Huyên kéo dài"


@pytest.mark.parametrize(
    "name", ["Bùi Thị Lan", "Lan", "Thị Lan", "Em Lan", "LAN BÙI THỊ", "Ths. Bùi Thị Lan, Phó Chủ tịch"]
)
@pytest.mark.parametrize("closing", ["Trân trọng,\n", "Tran trong\n\n", ""])
def test_the_author_s_own_name_ends_what_was_typed(name: str, closing: str):
    told = f"Đã xong 3 hồ sơ.\n\n{closing}{name}"
    for card in (CARD, CARD.replace("\n", "\n\n"), f"Bùi Thị Lan\n{CARD}", "Vụ CNC", "DT 0233.3852.xxx"):
        assert without_signature(f"{told}\n{card}", "Bùi Thị Lan") == told


@pytest.mark.parametrize(
    "more",
    ["Văn phòng gửi lại mẫu giúp tôi", "I.2.b: chưa triển khai", "- Biểu 1", "Mẫu mới có chưa?", "x" * 200],
)
def test_what_is_said_under_the_author_s_name_stays(more: str):
    told = f"Đã xong.\n\nTrân trọng,\nLê An\n{more}"
    assert without_signature(told, "Lê An") == told


@pytest.mark.parametrize(
    "more", ["P/S: nhờ gửi lại biểu", "Tái bút: xin đổi địa chỉ", "Gửi kèm: 02 biểu.\n(bản có dấu)"]
)
def test_a_postscript_under_the_card_stays_and_the_card_goes(more: str):
    told = f"Đã xong.\n\nTrân trọng,\nLê An\n{CARD}\n\n{more}"
    assert without_signature(told, "Lê An") == f"Đã xong.\n\nTrân trọng,\nLê An\n{more}"


def test_a_name_under_a_note_that_it_is_signed_stays():
    told = "Đã xong.\n\nTrân trọng./.\nTUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NÔNG NGHIỆP\n(đã ký)\nVõ Đình Khải"
    assert without_signature(f"{told}\nĐiện thoại: 0255 3822 000") == told


@pytest.mark.parametrize(
    "notice",
    [
        "Thư này có thể chứa thông tin nội bộ. Nếu Quý vị không phải người nhận, đề nghị xóa.",
        "Thư đã được quét bởi hệ thống chống virus của tỉnh.",
        "Vui lòng không trả lời trực tiếp thư này.",
    ],
)
def test_a_notice_in_whatever_words_goes(notice: str):
    assert without_signature(f"Đã xong.\n{notice}") == "Đã xong."


def test_a_warning_that_a_gateway_sets_over_a_letter_goes():
    warned = "[CẢNH BÁO] Thư từ bên ngoài. Không bấm vào liên kết.\n\nĐã xong."
    assert without_signature(warned) == "Đã xong."
    assert without_signature("Cảnh báo: hồ sơ chậm.\n\nĐã xong.") == "Cảnh báo: hồ sơ chậm.\n\nĐã xong."


@pytest.mark.parametrize("name", ["Văn thư: Nguyễn Thị Hiên", "Chuyên viên xử lý: Trần Thị Lệ Thu", "Truong Dinh Quy"])
def test_a_name_stays_whatever_stands_before_it(name: str):
    told = f"Đã xong.\nTrân trọng./.\n{name}"
    assert without_signature(told) == told and without_signature(f"{told}\nTrưởng phòng PTNT") == told


def test_an_office_that_the_header_names_ends_nothing():
    told = "Đã xong.\n\nTrân trọng./.\nKT. VỤ TRƯỞNG VỤ KẾ HOẠCH\nPHÓ VỤ TRƯỞNG\nĐỗ Hữu Trí"
    assert without_signature(f"{told}\nĐịa chỉ: 18 Nguyễn Du", "Vụ Kế hoạch") == told


def test_a_name_over_the_card_for_the_second_time_begins_the_card():
    assert without_signature("Đã xong.\nVõ Đình Khôi\n\nVõ Đình Khôi\nCông ty Tư vấn") == "Đã xong.\nVõ Đình Khôi"


def test_a_postscript_under_the_author_s_card_stays_without_closing_words():
    text = "Đã xong.\n\nLê Thị An\nPhó Vụ trưởng\nTái bút: bản ký gửi sau."
    assert without_signature(text, "Lê Thị An") == "Đã xong.\n\nLê Thị An\nTái bút: bản ký gửi sau."


def test_a_salutation_ends_the_warning_over_it():
    warned = "[CẢNH BÁO] Thư từ bên ngoài. Không bấm vào liên kết.\nKính gửi Văn phòng\n\nĐã xong."
    assert without_signature(warned) == "Kính gửi Văn phòng\n\nĐã xong."


@pytest.mark.parametrize(
    "card", ["Số 9 Tôn Thất Thuyết, Cầu Giấy, Hà Nội", "107/2 Phạm Hùng, TP. Vĩnh Long", "Điện thoại: 0274.3822.000"]
)
def test_what_stands_under_a_name_under_the_office_it_signs_for_goes(card: str):
    signed = "Đã xong.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐinh Khắc Đính"
    assert without_signature(f"{signed}\n\n{card}", "Hội Nông dân") == signed


def test_a_name_behind_its_title_stays_and_the_office_under_it_goes():
    signed = "Đã xong.\n\nTrân trọng\nPhó Vụ trưởng Phùng Thị Thanh"
    assert without_signature(f"{signed}\nVăn phòng Bộ") == signed
    assert without_signature("Đã xong.\n\nTrân trọng\nTrưởng phòng Kế hoạch").endswith("Trân trọng")


def test_a_signature_under_a_rule_goes_with_its_name_and_motto():
    signature = "---\n\nTạ Ngọc Bảo\n\nBáo Quảng Ngãi điện tử\n\nKhông có gì quý hơn độc lập tự do"
    assert without_signature(f"Đã xong.\n\n{signature}", "Tạ Ngọc Bảo") == "Đã xong."


def test_under_a_person_s_name_and_closing_words_nothing_was_typed_whatever_the_header_says():
    signed = "Đã xong.\n\nTrân trọng,\nThS. Bế Thị Hoa"
    assert without_signature(f"{signed}\nCổng tin Cao Bằng\nVì nhân dân phục vụ", "Văn thư") == signed


def test_a_card_with_words_not_known_goes_from_under_a_person_s_name():
    signed = "Kính chuyển Sở chủ trì.\n\nVõ Anh Tuấn"
    assert without_signature(f"{signed}\nTổ Kinh tế số 2 của Văn phòng\nVì nhân dân phục vụ", "Văn thư") == signed


def test_persons_who_are_listed_are_told():
    told = "Tổ công tác gồm các đồng chí sau.\n\nVõ Anh Tuấn\nPhòng Kinh tế\nBế Thị Hoa\nPhòng Tổng hợp"
    assert without_signature(told, "Văn thư") == told


def test_the_card_of_an_office_in_whose_name_no_person_signs_goes():
    card = "BAN KINH TẾ\nSố 9 Tôn Thất Thuyết, Cầu Giấy, Hà Nội\nĐiện thoại: 024.3845.6250"
    assert without_signature(f"Đã xong.\n\nTrân trọng!\n{card}", "Ban Kinh tế") == "Đã xong.\n\nTrân trọng!"
    signed = "Đã xong.\n\nTrân trọng!\nBAN KINH TẾ\nĐoàn Hồng Sơn"
    assert without_signature(f"{signed}\nĐiện thoại: 024.3845.6250", "Ban Kinh tế") == signed


def test_a_mark_before_a_telephone_number_makes_no_list():
    card = "Lê Hữu Tài\nNhóm nghiên cứu\n* Tel: 024 3556 0632 *"
    assert without_signature(f"Đã xong.\n\n{card}", "Lê Hữu Tài") == "Đã xong.\n\nLê Hữu Tài"


def test_a_title_over_a_person_s_name_stays_as_the_office_it_signs_for():
    signed = "Đã xong.\n\nTrân trọng,\nPhó Giám đốc\nNguyễn Văn An"
    assert without_signature(f"{signed}\nĐT: 0912 345 678", "Văn thư") == signed


@pytest.mark.parametrize("line", ["Sơn La", "Hà Nội", "Phó Giám Đốc", "Thành phố Cao Bằng", "Nguyễn Văn An:"])
def test_a_province_a_title_and_a_head_are_no_person(line: str):
    assert not is_a_person(line)


@pytest.mark.parametrize("line", ["Nguyễn Văn An", "ThS. Bế Thị Hoa", "Hà Nam Khánh", "Phó Đức Chính"])
def test_a_person_is_known_by_the_family_name(line: str):
    assert is_a_person(line)


@pytest.mark.parametrize("more", ["I.2.a: 3 lớp", "Nhiệm vụ Đ2: 02 văn bản", "KH.III.1.đ 14 sản phẩm"])
def test_a_task_that_is_spoken_of_under_the_name_was_typed(more: str):
    told = f"Xin cảm ơn.\nNguyễn Văn An\n{more}"
    assert without_signature(told, "Nguyễn Văn An") == told


@pytest.mark.parametrize("said", ["Phòng Kinh tế báo cáo: đã mở 2 lớp.", "Trưởng phòng đang xin ý kiến Sở."])
def test_what_is_said_under_thanks_is_no_title(said: str):
    told = f"Em cảm ơn Văn phòng đã nhắc.\n{said}"
    assert without_signature(told, "Văn thư") == told


@pytest.mark.parametrize(
    "more", ["Khó khăn: thiếu vốn", "=> 2 lớp tại Sóc Trăng", "1/ Đã mở 2 lớp", "Sở Công Thương báo cáo:"]
)
def test_parts_of_a_report_under_the_name_were_typed(more: str):
    told = f"Sở đã làm xong.\n\nNguyễn Văn An\n{more}"
    assert without_signature(told, "Nguyễn Văn An") == told
