"""Reading one received message: its kind, its keys, its new words; and that no bytes make it raise."""

import json
from base64 import b64encode
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.bounce import Bounced
from mail.html import text_of_html
from mail.reply import Receiver, read
from mail.sent_letter import SentLetter
from mail.signature import without_signature

OURS = (
    "Kính gửi Sở Nông nghiệp và Môi trường,\n\n"
    "Đề nghị Quý cơ quan báo cáo các nhiệm vụ sau:\n\n"
    "I.2.a. Rà soát, hoàn thiện cơ chế, chính sách hỗ trợ\n\n"
    "I.2.b. Tổ chức đào tạo, tập huấn cho cán bộ các cấp\n\n"
    "Trân trọng.\n"
)
QUOTED = "".join(f"> {line}\n" for line in OURS.splitlines())
ATTRIBUTION = "Vào Th 6, 10 thg 3, 2023 vào lúc 08:00 Văn phòng <vp@vp.invalid> đã viết:\n\n"


def letter(body: str = "Đã hoàn thành.", subject: str = "Re: Đề nghị báo cáo", **headers: str) -> bytes:
    fields = {
        "From": "Sở <so@tinh.invalid>",
        "To": "vp+abc@vp.invalid",
        "Date": "Fri, 10 Mar 2023 09:00:00 +0700",
        "Message-ID": "<2@tinh.invalid>",
        "Subject": subject,
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{head}\r\n{body}".encode()


def html_letter(body: str) -> bytes:
    return letter(body, Content_Type="text/html; charset=utf-8")


def test_a_reply_is_read_into_its_fields():
    reply = read(letter(In_Reply_To="<1@vp.invalid>", References="<0@vp.invalid>\r\n <1@vp.invalid>"))
    assert (reply.kind, reply.sender, reply.sender_name) == ("reply", "so@tinh.invalid", "Sở")
    assert (reply.message_id, reply.in_reply_to) == ("<2@tinh.invalid>", "<1@vp.invalid>")
    assert reply.references == ("<0@vp.invalid>", "<1@vp.invalid>")
    assert reply.sent_at.isoformat() == "2023-03-10T09:00:00+07:00" and reply.problems == ()
    assert reply.text == "Đã hoàn thành."


def test_keys_are_found_in_every_place_a_server_leaves_them_each_once():
    raw = letter(To="x@y.invalid, VP+Abc@vp.invalid", Cc="vp+def@vp.invalid", Delivered_To="vp+abc@vp.invalid")
    assert read(raw).keys == ("abc", "def")
    assert read(raw, receiver=Receiver("other")).keys == ()


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


@pytest.mark.parametrize(
    "ending",
    ["\n\nĐã gửi từ iPhone của tôi", "\n\nSent from my iPhone", "\n-- \nNguyễn Văn A\nĐT: 0912 345 678", "\n--\nA"],
)
def test_a_signature_is_cut(ending):
    assert read(letter(f"Đã hoàn thành.{ending}")).text == "Đã hoàn thành."


def test_closing_words_and_the_name_stay_and_the_title_block_goes():
    text = "Đã hoàn thành.\nTrân trọng,\nNguyễn Văn A\nPhó Chánh Văn phòng\nĐT: 0912 345 678"
    assert read(letter(text)).text == "Đã hoàn thành.\nTrân trọng,\nNguyễn Văn A"


INLINE = {
    "I.2.a. Rà soát, hoàn thiện cơ chế, chính sách hỗ trợ": "Đã hoàn thành",
    "I.2.b. Tổ chức đào tạo, tập huấn cho cán bộ các cấp": "Chưa triển khai",
}


def test_what_webkit_indents_is_typed_and_what_it_cites_is_not():
    style = 'style="margin: 0 0 0 40px; border: none; padding: 0px;"'
    indented = f'<blockquote class="webkit-indent-blockquote" {style}>Đạt 80% kế hoạch.</blockquote>'
    cited = f'<blockquote type="cite" {style}>Đề nghị báo cáo.</blockquote>'
    assert read(html_letter(f"<div>Kết quả:</div>{indented}{cited}")).text == "Kết quả:\nĐạt 80% kế hoạch."


NOTICE = "Thư điện tử này chứa thông tin mật và chỉ dành cho người nhận."
WARNING = "This message is confidential and intended only for the addressee."


def test_a_disclaimer_over_a_letter_goes_and_the_letter_stays():
    assert without_signature(f"{NOTICE}\nXin xóa nếu nhận nhầm.\n\n{WARNING}\n\nĐã hoàn thành.\n\nTrân trọng") == (
        "Đã hoàn thành.\n\nTrân trọng"
    )


@pytest.mark.parametrize("text", [NOTICE, f"{NOTICE}\n{WARNING}", f"{NOTICE}\n\n{WARNING}\n"])
def test_disclaimers_alone_say_nothing(text: str):
    assert without_signature(text) == ""


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


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Re: x", {"Auto_Submitted": "auto-replied"}),
        ("Re: x", {"X_Autoreply": "yes"}),
        ("Trả lời tự động: Đề nghị báo cáo", {}),
        ("Automatic reply: x", {}),
        ("Out of Office: x", {}),
        ("Thông báo vắng mặt", {}),
    ],
)
def test_a_machine_is_known_by_its_headers_or_its_subject(subject, headers):
    assert read(letter("Tôi đi vắng.", subject, **headers)).kind == "auto_reply"


def test_suppressing_automatic_replies_does_not_make_a_letter_one():
    assert read(letter(X_Auto_Response_Suppress="All", Auto_Submitted="no")).kind == "reply"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Tôi nghỉ phép đến hết ngày 20/3/2023.", date(2023, 3, 20)),
        ("Tôi đi công tác đến 5/1.", date(2024, 1, 5)),
        ("Tôi sẽ quay lại làm việc ngày 15 tháng 3 năm 2023", date(2023, 3, 15)),
        ("I am out of the office until March 20, 2023.", date(2023, 3, 20)),
        ("I will be back on 20 March", date(2023, 3, 20)),
    ],
)
def test_the_return_is_read(text, until):
    assert read(letter(text, "Trả lời tự động: x")).absence.until == until


def test_the_deputy_is_read():
    text = "Tôi nghỉ phép. Việc gấp xin liên hệ đồng chí Trần Thị B, b@tinh.invalid. Trân trọng."
    assert read(letter(text, "Trả lời tự động")).absence.deputy == "đồng chí Trần Thị B, b@tinh.invalid"


def test_an_automatic_reply_that_says_nothing_has_no_absence():
    assert read(letter("Cảm ơn, chúng tôi đã nhận được thư.", "Trả lời tự động")).absence is None


DSN = (
    "From: MAILER-DAEMON@mx.invalid\r\nTo: vp+7@vp.invalid\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    "Auto-Submitted: auto-replied\r\nMessage-ID: <9@mx.invalid>\r\nDate: Fri, 10 Mar 2023 09:00:00 +0700\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.invalid\r\n\r\n"
    "Final-Recipient: rfc822; Gone@tinh.invalid\r\nAction: {action}\r\nStatus: {status}\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 No such\r\n user\r\n\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@vp.invalid>\r\nSubject: x\r\n\r\nbody\r\n--b--\r\n"
)


def test_a_bounce_is_known_before_an_automatic_reply_and_names_letter_address_and_status():
    reply = read(DSN.format(action="failed", status="5.1.1").encode())
    (bounced,) = reply.bounced
    assert (reply.kind, reply.original_id) == ("bounce", "<1@vp.invalid>")
    assert (bounced.address, bounced.status, bounced.permanent) == ("gone@tinh.invalid", "5.1.1", True)
    assert bounced.reason == "550 5.1.1 No such user"


@pytest.mark.parametrize(
    ("status", "gone"), [("5.1.1", True), ("5.3.0", True), ("", True), ("5.2.2", False), ("5.7.1", False)]
)
def test_a_mailbox_is_gone_unless_what_stopped_the_letter_can_be_mended(status, gone):
    assert Bounced("gone@tinh.invalid", status, permanent=True, reason="").mailbox_gone is gone


def test_a_delay_is_a_bounce_that_is_not_permanent_and_a_success_is_none():
    assert read(DSN.format(action="delayed", status="4.4.1").encode()).bounced[0].permanent is False
    assert read(DSN.format(action="delivered", status="2.0.0").encode()).kind == "auto_reply"


def test_a_person_writing_about_undelivered_mail_is_no_bounce():
    text = "Thư trước bị trả lại, undeliverable, user unknown. Sở gửi lại: đã hoàn thành."
    assert read(letter(text, "Re: Undeliverable: Đề nghị báo cáo")).kind == "reply"


@pytest.mark.parametrize("subject", ["Fwd: Đề nghị", "FW: Đề nghị", "Chuyển tiếp: Đề nghị"])
def test_a_forwarded_letter_is_known_by_its_subject(subject):
    assert (
        read(letter("Nhờ Phòng xử lý.\n\n---------- Forwarded message ---------\nFrom: x\n", subject)).kind == "forward"
    )


def test_a_letter_that_answers_nothing_of_ours_is_other():
    assert read(letter(subject="Mời họp", To="vp@vp.invalid")).kind == "other"


@pytest.mark.parametrize(
    "raw_name",
    ["Sở Nông nghiệp", "=?utf-8?B?" + b64encode("Sở Nông nghiệp".encode()).decode() + "?=", '"Sở Nông nghiệp"'],
)
def test_a_name_in_raw_bytes_or_in_words_is_read_alike(raw_name):
    assert read(letter(From=f"{raw_name} <so@tinh.invalid>")).sender_name == "Sở Nông nghiệp"


def test_a_character_cut_in_two_between_words_is_put_together():
    data = "Sở Nông nghiệp".encode()
    words = " ".join(f"=?utf-8?B?{b64encode(part).decode()}?=" for part in (data[:2], data[2:]))
    assert read(letter(subject=words)).subject == "Sở Nông nghiệp"


@pytest.mark.parametrize("charset", ["x-unknown", "tcvn-5712", "", "utf-8\x00", "ascii"])
def test_an_unknown_charset_is_read_as_what_it_is(charset):
    assert read(letter(Content_Type=f"text/plain; charset={charset}")).text == "Đã hoàn thành."


def test_a_file_keeps_its_vietnamese_name_and_its_hash_and_no_folder():
    raw = letter(
        "UEsDBA==", Content_Type='application/zip; name="../../Biểu mẫu.xlsx"', Content_Transfer_Encoding="base64"
    )
    (file,) = read(raw).attachments
    assert (file.filename, file.size, file.content) == ("Biểu mẫu.xlsx", 4, b"PK\x03\x04")
    assert len(file.sha256) == 64


def test_the_json_has_the_stated_keys_and_plain_values():
    plain = read(letter("Tôi nghỉ phép đến hết ngày 20/3/2023.", "Trả lời tự động")).to_json()
    assert json.loads(json.dumps(plain))["absence"] == {"until": "2023-03-20", "deputy": None}
    stated = "kind sender sender_name subject sent_at message_id in_reply_to references keys text full_text attachments"
    assert {*stated.split(), "bounced", "absence", "problems"} <= set(plain)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(raw):
    json.dumps(read(raw).to_json())


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Date", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "References"]
)
VALUES = st.sampled_from(
    [
        *("multipart/mixed; boundary=b", "multipart/report", "message/rfc822", "message/delivery-status", "text/html"),
        *(
            "text/plain; charset=",
            "base64",
            "quoted-printable",
            "x-uuencode",
            "attachment; filename*=zz''%E1%BA",
            "=?x?b?=?=",
        ),
        *("a+b@c", "<", '"', "=?utf-8?q?=FF?=", "Fri, 99 Foo 9999", "text/plain; charset*0*=utf-8''%FF"),
    ]
) | st.text(max_size=30)
BODIES = st.lists(
    st.sampled_from(["--b\r\n", "--b--\r\n", "\r\n", "> x\r\n", "<p>", "Content-Type: text/html\r\n\r\n", "ớ\r\n"])
)


@given(st.lists(st.tuples(HEADERS, VALUES), max_size=8), BODIES)
def test_no_twisted_structure_makes_it_raise(headers, body):
    raw = "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n" + "".join(body)
    reply = read(raw.encode("utf-8", "surrogatepass"))
    assert not any("lưu" in problem.text for problem in reply.problems)


@pytest.mark.parametrize(
    "piece", [" ", "> ", "<", "<!--", "a <b@c.d ", "\n \n", "From: x\n", "On 2020 a\n", "<div>", "a@"]
)
@pytest.mark.parametrize("sender", ["so@tinh.invalid", "MAILER-DAEMON@mx.invalid"])
@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.timeout(60)
def test_no_repetition_makes_it_slow(piece, sender, kind):
    raw = letter(
        piece * (100_000 // len(piece)), "Undeliverable", From=sender, Content_Type=f"text/{kind}; charset=utf-8"
    )
    assert read(raw, [SentLetter(OURS)]).message_id == "<2@tinh.invalid>"


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


@pytest.mark.parametrize("name", ["Văn thư: Nguyễn Thị Hiên", "Chuyên viên xử lý: Trần Thị Lệ Thu", "Truong Dinh Quy"])
def test_a_name_stays_whatever_stands_before_it(name: str):
    told = f"Đã xong.\nTrân trọng./.\n{name}"
    assert without_signature(told) == told and without_signature(f"{told}\nTrưởng phòng PTNT") == told


def test_an_office_that_the_header_names_ends_nothing():
    told = "Đã xong.\n\nTrân trọng./.\nKT. VỤ TRƯỞNG VỤ KẾ HOẠCH\nPHÓ VỤ TRƯỞNG\nĐỗ Hữu Trí"
    assert without_signature(f"{told}\nĐịa chỉ: 18 Nguyễn Du", "Vụ Kế hoạch") == told


@pytest.mark.parametrize("says", ["Nội dung thư gốc", "Nội dung thư đến:"])
def test_words_under_a_rule_that_announce_our_letter_were_not_typed(says: str):
    raw = letter(f"Đã xong.\n\n____________________\n{says}\n\n{OURS}")
    assert read(raw, [SentLetter(OURS)]).text == "Đã xong."


def test_a_name_over_the_card_for_the_second_time_begins_the_card():
    assert without_signature("Đã xong.\nVõ Đình Khôi\n\nVõ Đình Khôi\nCông ty Tư vấn") == "Đã xong.\nVõ Đình Khôi"


def test_marks_that_were_typed_behind_a_program_s_mark_stay():
    quoted = "\n".join(f"> {line}" for line in OURS.split("\n"))
    reply = read(letter(f"Trả lời bên dưới.\n\nVP viết:\n{quoted}\n> >>> 45 tin"), [SentLetter(OURS)])
    assert reply.text.endswith("\n>>> 45 tin")


def test_a_line_among_the_header_in_a_charset_that_none_can_be_called_is_read():
    raw = b"Content-Type: text/plain; charset=a\0b\nno header \xe1\nand no more\n\nXong.\n"
    assert "Xong." in read(raw).full_text


def test_a_line_among_the_header_in_a_charset_that_makes_half_letters_is_read():
    raw = b"Content-Type: text/plain; charset=utf-7\nno header \xe1 +3Ho-\nand no more\n\nXong.\n"
    assert "Xong." in read(raw).full_text
