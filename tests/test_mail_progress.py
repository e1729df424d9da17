"""The words of one answer: its status, percent, dates, result, difficulty and proposal."""

from datetime import date

import pytest
from answer_samples import A, reading

from mail.answers import AnswerRead, OfferedTask, read_answers
from mail.progress import Progress, read_progress
from mail.reply import Reply
from mail.stated_days import day_in


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Đã hoàn thành", "completed"),
        ("Hoàn thành.", "completed"),
        ("Đã ban hành Kế hoạch số 212/KH-BKHCN. Hoàn thành.", "completed"),
        ("Đã hoàn thành 2022", "completed"),
        ("100%", "completed"),
        ("60%", "in_progress"),
        ("Đạt 65%, dự thảo lần 3 đã gửi thẩm định", "in_progress"),
        ("Đã trình dự thảo, xin ý kiến 63 tỉnh. Tỷ lệ hoàn thành 60%.", "in_progress"),
        ("hoàn thành 08/11/2022", "completed"),
        ("Đã hoàn thành - Kế hoạch số 15/KH-BTNMT", "completed"),
        ("không", "nothing"),
        ("ko có", "nothing"),
        ("ko phát sinh", "nothing"),
        ("0", "nothing"),
        ("chưa có gì mới", "nothing"),
        ("Nhiệm vụ này đã hoàn thành đúng hạn", "completed"),
        ("Đã hoàn thành toàn bộ nội dung được giao", "completed"),
        ("Đã hoàn thành 100% kế hoạch", "completed"),
        ("Chưa hoàn thành", "in_progress"),
        ("Đến nay chưa thể hoàn thành do thiếu kinh phí", "in_progress"),
        ("Đã hoàn thành 80%", "in_progress"),
        ("đã hoàn thành khoảng 60 % khối lượng", "in_progress"),
        ("Cơ bản hoàn thành", "in_progress"),
        ("Đã cơ bản hoàn thành", "in_progress"),
        ("Hiện đang triển khai", "in_progress"),
        ("Sở đang tổ chức thực hiện", "in_progress"),
        ("Đang triển khai, dự kiến hoàn thành trước ngày 30/6/2023", "in_progress"),
        ("Chưa triển khai", "not_started"),
        ("Tỉnh chưa bắt đầu", "not_started"),
        ("Đã tạm dừng theo chỉ đạo", "suspended"),
        ("Kỳ này không phát sinh", "nothing"),
        ("Không có nội dung phát sinh trong kỳ", "nothing"),
        ("Tình trạng: Hoàn thành\nKhó khăn: địa phương chưa triển khai", "completed"),
        ("Đang thực hiện.\nKiến nghị: cho tạm dừng nội dung 2", "in_progress"),
        ("Tiến độ: 60%", "in_progress"),
        ("Tiến độ: 100%", "completed"),
        ("Tiến độ: 0%", "not_started"),
    ],
)
def test_the_words_of_a_status(text, status):
    progress = read_progress(text)
    assert isinstance(progress, Progress), str(progress)
    assert progress.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn, chúng tôi đã nhận được thư.",
        "Sẽ hoàn thành trong quý II",
        "Dự kiến hoàn thành: 30/6/2023",
        "Đã hoàn thành dự thảo Thông tư",
        "Đã hoàn thành. Một số nội dung đang triển khai.",
        "Đã hoàn thành, đạt 80%",
        "Tỷ lệ hoàn thành 45%. Chưa triển khai.",
        "Hiện đang tổng hợp số liệu từ 13 huyện, gửi báo cáo ngày 22/03",
        "Đạt 60% kế hoạch năm",
        "Em đang xin ý kiến sếp",
        "Đang thực hiện, đạt 100%",
        "Phấn đấu để nhiệm vụ này được hoàn thành",
        "Không biết đã hoàn thành hay chưa triển khai",
        "Giải ngân đạt 45,2% kế hoạch",
        "Cảm ơn",
        "",
    ],
)
def test_what_is_not_certain_is_not_read(text):
    assert not isinstance(read_progress(text), Progress)


def test_a_full_answer_is_read_into_its_fields():
    text = (
        "Đang thực hiện, tiến độ 60%. Đã ban hành Quyết định số 123/QĐ-BNN ngày 05/3/2023 và Công văn 45/SNN-PTNT.\n"
        "Khó khăn, vướng mắc: thiếu kinh phí\nKiến nghị, đề xuất: bổ sung vốn\nDự kiến hoàn thành: 30/6/2023"
    )
    (answer,) = reading(f"I.2.a: {text}").answers
    assert answer == AnswerRead(
        obligation_id=1,
        status="in_progress",
        percent=60,
        result=text.split("\n")[0],
        evidence="Quyết định số 123/QĐ-BNN ngày 05/3/2023; Công văn 45/SNN-PTNT",
        difficulty="thiếu kinh phí",
        proposal="bổ sung vốn",
        forecast=date(2023, 6, 30),
    )


def test_headings_without_a_colon_part_an_answer_when_they_are_numbered():
    text = "I. KẾT QUẢ THỰC HIỆN\nĐang triển khai.\nII. KHÓ KHĂN, VƯỚNG MẮC\n- Thiếu vốn\nIII. KIẾN NGHỊ\nBổ sung vốn"
    (answer,) = reading(text, A).answers
    assert (answer.result, answer.difficulty, answer.proposal) == ("Đang triển khai.", "- Thiếu vốn", "Bổ sung vốn")


def test_a_span_of_shares_is_no_share():
    (answer,) = reading("I.2.a: đang thực hiện khoảng 25-30%").answers
    assert (answer.status, answer.percent) == ("in_progress", None)


def test_what_stands_under_the_percent_is_result():
    (answer,) = reading("I.2.a:\n- Tỷ lệ: 70%\n- Đã ban hành Quyết định 148/QĐ-TTg").answers
    assert (answer.percent, answer.result) == (70, "- Đã ban hành Quyết định 148/QĐ-TTg")


@pytest.mark.parametrize("said", ["Chưa có đề nghị phối hợp từ Bộ", "Không có đề nghị phối hợp nào"])
def test_work_that_was_not_done_is_no_progress_of_who_coordinates(said: str):
    assert not isinstance(read_progress(said, coordinating=True), Progress)
    assert read_progress("Bộ không có nội dung phối hợp", coordinating=True).status == "nothing"


def test_words_of_progress_in_a_repeated_title_are_not_the_answer():
    assert not isinstance(read_progress("Đang triển khai chính sách", "Đang triển khai chính sách"), Progress)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 05/3/2023", date(2023, 3, 5)),
        ("5 tháng 3 năm 2023", date(2023, 3, 5)),
        ("tháng 6/2023", date(2023, 6, 30)),
        ("Quý II/2023", date(2023, 6, 30)),
        ("quý 4 năm 2024", date(2024, 12, 31)),
        ("31/02/2023", None),
        ("sớm nhất", None),
    ],
)
def test_a_stated_day_month_or_quarter(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize("piece", ["I.2.a ", "đạt 5% ", "khó khăn, ", "dự kiến a b ", "không có a ", "I.", "- ", "\n"])
@pytest.mark.timeout(60)
def test_no_repetition_makes_an_answer_slow_to_read(piece):
    reading("I.2.a: " + piece * (50_000 // len(piece)))


def test_a_result_with_its_label_does_not_repeat_the_status_before_it():
    text = "II.4: Đang triển khai thực hiện, đạt 60%. Kết quả: đã mở 02 lớp tập huấn."
    [answer] = read_answers(Reply("reply", text=text, full_text=text), [OfferedTask(1, "II.4", "", "lead")]).answers
    assert (answer.status, answer.percent, answer.result) == ("in_progress", 60, "Đã mở 02 lớp tập huấn.")


@pytest.mark.parametrize("said", ["Mở 2 lớp. Tỷ lệ 75%.", "Tiến độ 75%, chậm 01 tháng", "Đã trình. Ước đạt 75%."])
def test_a_share_that_is_a_sentence_is_that_of_the_whole_task(said: str):
    read = read_progress(said)
    assert isinstance(read, Progress) and (read.status, read.percent) == ("in_progress", 75)


def test_the_share_of_something_else_is_not():
    assert not isinstance(read_progress("Mở 2 lớp. Tỷ lệ giải ngân 75%."), Progress)


def test_a_forecast_under_a_difficulty_is_a_forecast():
    read = read_progress("Đang thực hiện. Khó khăn: thiếu vốn. Dự kiến xong tháng 12/2023.")
    assert isinstance(read, Progress) and (read.difficulty, read.forecast) == ("thiếu vốn.", date(2023, 12, 31))


def test_what_introduces_a_report_is_no_part_of_it():
    read = read_progress("Sở báo cáo nhiệm vụ được giao như sau:\nĐang thực hiện, mở 2 lớp.")
    assert isinstance(read, Progress) and read.result == "Đang thực hiện, mở 2 lớp."


def test_a_cell_of_a_table_ends_a_status():
    read = read_progress("Hoàn thành\t41 sản phẩm")
    assert isinstance(read, Progress) and read.status == "completed"


@pytest.mark.parametrize(
    "said", ["Xong, số 402 ngày 21/02.", "đã xong 100%, 01 sách ảnh", "Đã hoàn thành cùng kế hoạch trên."]
)
def test_done_in_few_words_is_done(said: str):
    read = read_progress(said)
    assert isinstance(read, Progress) and read.status == "completed"


@pytest.mark.parametrize(
    "said",
    [
        "đang tổng hợp",
        "Đang tổng hợp từ các địa phương, xin gửi sau.",
        "Sở đang chờ các huyện gửi về.",
        "Không phát sinh trong tháng 3, số liệu tháng 1-2 đã gửi.",
        'Thư hôm qua tôi ghi "không phát sinh" là chưa chính xác, xin sửa.',
        "Sổ tay đã in xong, đạt 100% phần việc của Báo.",
        "Our report went out on 10 March. No update since then.",
    ],
)
def test_what_is_said_of_the_report_of_a_part_or_of_an_earlier_word_is_not_certain(said: str):
    assert not isinstance(read_progress(said), Progress)


def test_a_share_in_words_is_one():
    read = read_progress("Đang làm, khoảng 40 phần trăm")
    assert isinstance(read, Progress) and (read.status, read.percent) == ("in_progress", 40)


def test_an_address_ends_no_sentence():
    read = read_progress("Không phát sinh. Kính đề nghị gửi về hộp thư ntm@quangngai.example thay cho địa chỉ này.")
    assert isinstance(read, Progress) and read.result == "Không phát sinh."
    assert read.proposal.endswith("thay cho địa chỉ này.")


def test_a_task_of_which_a_part_is_done_is_not_done():
    assert not isinstance(read_progress("Phần 1 (ấn phẩm): hoàn thành 100%. Phần 2 (video): 20%."), Progress)


@pytest.mark.parametrize("said", ["02 nhãn hiệu", "Kiểm tra 9 cơ sở.", "22/22 sản phẩm được kiểm tra"])
def test_what_was_counted_is_proposed_as_work_in_progress(said: str):
    read = read_progress(said)
    assert not isinstance(read, Progress) and read.likely is not None and read.likely.status == "in_progress"


@pytest.mark.parametrize(
    "said", ["Thứ 5 em gửi số liệu.", "Xin lùi sang ngày 24/3 vì đi vắng.", "Như mục III.2", "tỉnh gửi sau"]
)
def test_what_is_put_off_proposes_nothing(said: str):
    read = read_progress(said)
    assert not isinstance(read, Progress) and read.likely is None
