"""That a letter came is no answer; whoever says more than that is not taken for acknowledging."""

import pytest
from answer_samples import reading

from mail.acknowledgements import only_acknowledges


@pytest.mark.parametrize(
    "text",
    [
        "Ok đã nhận ạ",
        "Da nhan duoc, cam on.",
        "Đã nhận. Sẽ tổng hợp báo cáo sau.",
        "Đã nhận thư, đang tổng hợp số liệu, sẽ gửi lại sau.",
        "Sở đã tiếp nhận và chuyển Chi cục Phát triển nông thôn xử lý.",
        "Received with thanks.",
        "Sẽ trả lời trước 17h hôm nay.",
        "Đã xem, nội dung đúng. Cảm ơn VPĐP!",
        "Đã kiểm tra, không phải sửa gì thêm.",
        "Đơn vị đã nhận được văn bản và sẽ nghiên cứu. Trân trọng.",
        "Kính gửi Văn phòng,\n\nVụ đã nhận được công văn số 12. Vụ sẽ tổng hợp, báo cáo trước ngày 20/3/2023.\n\n"
        "Trân trọng,\nNguyễn Thị Lan",
    ],
)
def test_who_says_that_the_letter_came_and_will_be_answered_only_acknowledges(text: str):
    assert only_acknowledges(text)
    [unsure] = reading(text).unsure
    assert unsure.candidates == () and not reading(text).answers


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn Văn phòng.",
        "Cảm ơn Văn phòng.\nNhàn",
        "Cảm ơn Văn phòng.\nVũ Thị Nhàn",
        "Cam on Van phong.\nNhan",
        "Đã nhận. Không có gì mới.",
        "Đã nhận thư. Đề nghị gia hạn đến 30/3.",
        "Đã nhận, nhiệm vụ này không thuộc Sở.",
        "Đã nhận được kinh phí phân bổ.",
        "Đã tiếp nhận 25 hồ sơ sản phẩm.",
        "Đã nhận công văn, Sở sẽ trình tỉnh ban hành kế hoạch.",
        "Đã nhận công văn. Về nội dung này Sở đã tập huấn 3 lớp.",
        "Sở xin báo cáo đã mở 3 lớp.",
        "Sở KH&ĐT chỉ trả lời KH.III.3: vốn sự nghiệp 6,4 tỷ đồng.\nNhân",
        "Đã nhận thư, Sở đã giao Chi cục tổ chức 3 lớp.",
        "Đã nhận công văn. Nội dung này Vụ đã có Báo cáo số 12/BC-KH.",
    ],
)
def test_who_says_anything_more_or_not_that_it_came_does_not(text: str):
    assert not only_acknowledges(text)


def test_what_stands_beside_it_is_read_as_ever():
    assert reading("Đã nhận. I.2.a: đã hoàn thành.").answers[0].status == "completed"
