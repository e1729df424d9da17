"""What was typed, above, below and inside a quotation, and what a mail program set there."""

import pytest
from mail_samples import ATTRIBUTION, OURS, QUOTED, html_letter, letter

from mail.html import text_of_html
from mail.link_notes import with_words_alone
from mail.reply import read
from mail.sent_letter import SentLetter
from mail.signature import without_signature


def test_what_is_typed_above_the_quotation_is_the_new_text():
    reply = read(letter(f"Đã hoàn thành.\n\nTrân trọng,\nNguyễn Văn A\n\n{ATTRIBUTION}{QUOTED}"))
    assert reply.text == "Đã hoàn thành.\n\nTrân trọng,\nNguyễn Văn A"
    assert "I.2.a" in reply.full_text


@pytest.mark.parametrize(
    "quotation",
    [
        "On Fri, Mar 10, 2023 at 8:00 AM Văn phòng <vp@vp.invalid> wrote:\n> cũ",
        "On Fri, Mar 10, 2023 at 8:00 AM Văn phòng\n<vp@vp.invalid> wrote:\n\n> cũ",
        "Vào 08:00, 10/03/2023, Văn phòng <vp@vp.invalid> đã viết:\n> cũ",
        "-----Original Message-----\nFrom: Văn phòng\ncũ",
        "-----Tin nhắn gốc-----\nTừ: Văn phòng\ncũ",
        "________________________________\nFrom: VP <vp@vp.invalid>\nSent: Friday\nTo: Sở\nSubject: x\n\ncũ",
        "Từ: VP <vp@vp.invalid>\nĐã gửi: 10 Tháng Ba 2023\nĐến: Sở\nChủ đề: Đề nghị\n\ncũ",
        "Người gửi: VP <vp@vp.invalid>\nNgày: 10/3/2023\nTới: Sở\n\ncũ",
        "> cũ\n> cũ nữa",
    ],
)
def test_every_way_of_quoting_is_cut(quotation):
    assert read(letter(f"Đã hoàn thành.\n\n{quotation}")).text == "Đã hoàn thành."


INLINE = {
    "I.2.a. Rà soát, hoàn thiện cơ chế, chính sách hỗ trợ": "Đã hoàn thành",
    "I.2.b. Tổ chức đào tạo, tập huấn cho cán bộ các cấp": "Chưa triển khai",
}


def test_what_webkit_indents_is_typed_and_what_it_cites_is_not():
    style = 'style="margin: 0 0 0 40px; border: none; padding: 0px;"'
    indented = f'<blockquote class="webkit-indent-blockquote" {style}>Đạt 80% kế hoạch.</blockquote>'
    cited = f'<blockquote type="cite" {style}>Đề nghị báo cáo.</blockquote>'
    assert read(html_letter(f"<div>Kết quả:</div>{indented}{cited}")).text == "Kết quả:\nĐạt 80% kế hoạch."


def typed_inside(raw: bytes, sent: str = OURS) -> dict[str, str]:
    """Each line of our letter with what was typed in or under it."""
    return {one.under: one.text for one in read(raw, [SentLetter(sent)]).inline}


@pytest.mark.parametrize("mark", ["> ", ""])
def test_answers_typed_inside_the_quotation_stand_under_their_task(mark):
    lines = []
    for line in OURS.splitlines():
        lines += [f"{mark}{line}", *([INLINE[line]] if line in INLINE else [])]
    raw = letter(f"Sở trả lời bên dưới.\n\n{ATTRIBUTION}" + "\n".join(lines))
    assert typed_inside(raw) == INLINE
    assert read(raw, [SentLetter(OURS)]).text == "Sở trả lời bên dưới.\nĐã hoàn thành\nChưa triển khai"


@pytest.mark.parametrize("mark", ["> ", ""])
def test_an_answer_typed_behind_our_prompt_is_found_though_its_line_is_marked(mark):
    sent = OURS.replace("hỗ trợ\n", "hỗ trợ\n    Trả lời:\n")
    quoted = "".join(f"{mark}{line}\n" for line in sent.replace("Trả lời:", "Trả lời: Hoàn thành").splitlines())
    assert typed_inside(letter(ATTRIBUTION + quoted), sent) == {"Trả lời:": "Hoàn thành"}


def test_our_lines_are_known_again_after_a_mail_program_has_wrapped_them():
    wrapped = QUOTED.replace("cơ chế, chính sách", "cơ chế,\n> chính sách").replace(
        "hỗ trợ\n", "hỗ trợ\nĐã hoàn thành\n"
    )
    assert list(typed_inside(letter(ATTRIBUTION + wrapped)).items()) == list(INLINE.items())[:1]


def test_answers_typed_into_a_quoted_web_letter_are_found():
    body = "".join(
        f"<p>{line}</p>" + (f"<p style='color:red'>{INLINE[line]}</p>" if line in INLINE else "")
        for line in OURS.splitlines()
    )
    raw = html_letter(f"Xem dưới<blockquote>{body}</blockquote>")
    assert typed_inside(raw) == INLINE
    assert read(raw, [SentLetter(OURS)]).text == "Xem dưới\nĐã hoàn thành\nChưa triển khai"


def test_a_web_letter_becomes_lines_and_its_quotation_is_marked():
    html = "<style>p{}</style><p>Đã&nbsp;hoàn<br>thành</p><blockquote>cũ<p>cũ</p></blockquote><!-- x -->"
    assert text_of_html(html) == "Đã\u00a0hoàn\nthành\n\n> cũ\n> cũ\n>"
    assert read(html_letter(html)).text == "Đã hoàn\nthành"


LINKED = "Kính gửi Sở\n\nXin trả lời từng nhiệm vụ dưới đây\n\nMở trang trả lời\n\nNhiệm vụ không có gì mới: ghi Không"


@pytest.mark.parametrize(
    "link",
    [
        "<https://vp.invalid/b/1> Mở trang trả lời",
        "Mở trang trả lời <https://vp.invalid/b/1>",
        "<https://vp.invalid/b/1> Mở trang trả lời\n\n<https://vp.invalid/b/1>",
        "[ https://vp.invalid/b/1 | Mở trang trả lời ]",
        "[ https://vp.invalid/b/1 |\nMở trang trả\nlời ]",
    ],
)
def test_an_address_that_a_program_sets_beside_a_link_of_ours_was_not_typed(link: str):
    quoted = LINKED.replace("Mở trang trả lời", link)
    raw = letter(f"Đã xong.\n\nFrom: Văn phòng <vp@vp.invalid>\nSent: 6/3/2023\nSubject: Báo cáo\n\n{quoted}")
    assert read(raw, [SentLetter(LINKED, ours=("vp@vp.invalid",))]).text == "Đã xong."


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Ảnh tại [ https://a.invalid/x | https://a.invalid/x ]", "Ảnh tại https://a.invalid/x"),
        ("Ảnh tại https://a.invalid/x <https://a.invalid/x> nhé", "Ảnh tại https://a.invalid/x nhé"),
        ("Ảnh tại https://a.invalid/x<https://a.invalid/x>", "Ảnh tại https://a.invalid/x"),
        ("Ảnh tại www.a.invalid <http://www.a.invalid/>", "Ảnh tại www.a.invalid"),
        ("Gửi về lan@a.invalid <mailto:lan@a.invalid> nhé", "Gửi về lan@a.invalid nhé"),
        ("Ảnh tại <https://a.invalid/x>", "Ảnh tại <https://a.invalid/x>"),
        ("Ảnh tại https://a.invalid/x <https://a.invalid/y>", "Ảnh tại https://a.invalid/x <https://a.invalid/y>"),
    ],
)
def test_an_address_that_a_program_doubles_is_read_once(written: str, typed: str):
    assert read(letter(written)).text == typed


def test_a_head_without_colons_announces_under_a_line_that_does():
    head = (
        '------ Thư Gốc ------\nTừ "Văn phòng" <vp@vp.invalid>\nTới lan@tinh.invalid\nNgày 15/03/2023\nTiêu đề Báo cáo'
    )
    assert read(letter(f"Đã xong.\n\n{head}\n\n{OURS}"), [SentLetter(OURS)]).text == "Đã xong."


@pytest.mark.parametrize(
    "line",
    ["Được gửi từ Thư<https://go.invalid/?l=1> dành cho Windows", "Sent from Mail<https://go.invalid> for Windows"],
)
def test_the_line_of_a_program_may_hold_an_address(line: str):
    assert without_signature(f"Đã xong.\n\n{line}") == "Đã xong."


@pytest.mark.parametrize("says", ["Nội dung thư gốc", "Nội dung thư đến:"])
def test_words_under_a_rule_that_announce_our_letter_were_not_typed(says: str):
    raw = letter(f"Đã xong.\n\n____________________\n{says}\n\n{OURS}")
    assert read(raw, [SentLetter(OURS)]).text == "Đã xong."


def test_marks_that_were_typed_behind_a_program_s_mark_stay():
    quoted = "\n".join(f"> {line}" for line in OURS.split("\n"))
    reply = read(letter(f"Trả lời bên dưới.\n\nVP viết:\n{quoted}\n> >>> 45 tin"), [SentLetter(OURS)])
    assert reply.text.endswith("\n>>> 45 tin")


def test_an_arrow_of_several_marks_over_the_quotation_was_typed():
    raw = letter(f">>> Đã mở 2 lớp.\n>>> Đang rà soát.\n\n{ATTRIBUTION}{QUOTED}", In_Reply_To="<1@vp.invalid>")
    assert read(raw, [SentLetter(OURS, "")]).text == ">>> Đã mở 2 lớp.\n>>> Đang rà soát."


def test_our_name_address_and_day_over_the_quotation_announce_it_without_a_colon():
    raw = letter(
        f"Đã xong.\n\n“Văn phòng” vp@vp.invalid – 6 tháng 3 năm 2023 08:30\n\n{QUOTED}", In_Reply_To="<1@vp.invalid>"
    )
    assert read(raw, [SentLetter(OURS, "", ours=("Văn phòng", "vp@vp.invalid"))]).text == "Đã xong."


def test_the_line_that_a_program_draws_under_a_quotation_was_not_typed():
    raw = letter(
        f"Đã xong.\n\n{ATTRIBUTION}{QUOTED}\n\n----- Fin du message de VP \n<vp@vp.invalid> -----",
        In_Reply_To="<1@vp.invalid>",
    )
    assert read(raw, [SentLetter(OURS, "")]).text == "Đã xong."


def test_an_address_that_is_doubled_over_two_lines_is_read_once():
    doubled = "> https://a.invalid/b/k3\n> <https://a.invalid/b/k3>\n> Trân trọng"
    assert "<" not in with_words_alone(doubled) and "Trân trọng" in with_words_alone(doubled)
    far = "https://a.invalid/x\n\n<https://a.invalid/x>"
    assert with_words_alone(far) == far


def test_what_a_person_draws_round_his_words_was_typed():
    raw = letter(f"{ATTRIBUTION}{QUOTED}\n*** Kết thúc đợt 1 ***\n", In_Reply_To="<1@vp.invalid>")
    assert read(raw, [SentLetter(OURS, "")]).text == "*** Kết thúc đợt 1 ***"


def test_a_signature_under_the_line_that_foxmail_sets_over_it_was_not_typed():
    line = '<hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left">'
    page = f"<div>Đã xong.</div>{line}\n<div><span><div>Quách Văn Ngoan</div></span></div>"
    assert read(html_letter(page)).text == "Đã xong."


def test_a_signature_that_zoho_marks_was_not_typed():
    page = '<div>Đã xong.</div><div>Trân trọng,</div><div id="x" data-sigid="4"><div>Hứa Minh Nhật</div></div>'
    assert read(html_letter(page)).text == "Đã xong.\nTrân trọng,"


def test_an_announcement_behind_the_telephone_s_line_is_one():
    fields = "From: VP <vp@vp.invalid> Date: 10/3/23 08:00 To: so@tinh.invalid Subject: Báo cáo"
    glued = f"Sent from my Galaxy-------- Original message --------{fields}"
    assert read(letter(f"Đã xong.\n\n{glued}\n\ncũ")).text == "Đã xong."
    assert read(letter(f"Đã xong.\n\n{glued}\n\n{OURS}"), [SentLetter(OURS, "")]).text == "Đã xong."


def test_a_typed_word_that_ends_like_the_heading_over_our_line_stays():
    task = "I.2.c. Tổ chức các lớp tập huấn hàng năm ở các cấp"
    ours = f"Kính gửi Sở Nông nghiệp,\n\nI. CHƯƠNG TRÌNH OCOP\n\n{task}\n\nTrả lời:\n"
    below = "".join(f"> {line}\n" for line in ours.splitlines() if line.startswith(("Kính", "I.2.c")))
    typed = below.replace("> I.2.c", "Công văn số 205/VPĐP-OCOP\n> I.2.c")
    assert read(letter(f"{ATTRIBUTION}{typed}"), [SentLetter(ours, "")]).text == "Công văn số 205/VPĐP-OCOP"
