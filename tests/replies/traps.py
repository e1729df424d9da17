"""Replies as people and programs spoil them: each a trap with what it should yield."""

from dataclasses import dataclass, field

from replies.programs import BY_NAME, FIELDS_VI
from replies.quoting import Written
from replies.sent import Sent, sent

THREE, FOURTEEN, SINGLE = sent("three"), sent("fourteen"), sent("single")
LEAD, SECOND, THIRD = (task.code for task in THREE.tasks)
DONE, DOING = "Đã hoàn thành.", "Đang triển khai, đạt 60%."
ATTRIBUTION = "Vào Th 6, 10 thg 3, 2023 lúc 08:00 Văn phòng <baocao@vpdp.example> đã viết:"
Answers = dict[str, tuple[str, int | None]]


@dataclass(frozen=True)
class Trap:
    """A reply, the letter it answers, and what it should yield; `unsure` are the tasks that wait for the office."""

    name: str
    raw: bytes
    text: str | None = None
    answers: Answers | None = None
    unsure: frozenset[str] | None = None
    kind: str = "reply"
    letter: Sent | None = field(default=THREE, repr=False)


def plain(text: str, subject: str = "", letter: Sent = THREE, charset: str = "utf-8", **headers: str) -> bytes:
    """A message of one plain part."""
    fields = {
        "From": "Van thu <vanthu@bo-nn.example>",
        "To": letter.reply_to,
        "Subject": subject or "Re: [OCOP-12] Bao cao",
        "Date": "Mon, 13 Mar 2023 09:15:00 +0700",
        "Message-ID": "<trap@bo-nn.example>",
        "In-Reply-To": letter.message_id,
        "Content-Type": f"text/plain; charset={charset}",
        "Content-Transfer-Encoding": "8bit",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return head.encode() + b"\r\n" + text.encode(charset if charset != "x-lost" else "utf-8", "replace")


def page(html: str, **headers: str) -> bytes:
    return plain(html, Content_Type="text/html; charset=utf-8", **headers)


def marked(text: str, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.splitlines())


def under_gmail(top: str, letter: Sent = THREE) -> bytes:
    return BY_NAME["gmail-vi"].reply(letter, Written(top=top))


def block(code: str, letter: Sent = THREE) -> str:
    """The lines of the letter that ask for one task."""
    text = letter.text
    start = text.index(f"{code}. ")
    return text[start : text.index("Trả lời:", start) + len("Trả lời:")]


def said(top: str, *, answers: Answers, unsure: set[str] | None = None, name: str, letter: Sent = THREE) -> Trap:
    """Words typed over a whole quotation."""
    return Trap(name, under_gmail(top, letter), top, answers, frozenset(unsure or ()), letter=letter)


def _spans_and_citations() -> list[Trap]:
    order = "Thực hiện Quyết định số 04/QĐ-BCĐTW-VPĐPNTM ngày 12/10/2022 của Ban Chỉ đạo Trung ương, Bộ báo cáo:"
    title = THREE.tasks[0].title
    return [
        said(
            f"Số liệu của kỳ:\nTừ: 15/12/2022\nĐến: 14/03/2023\n{LEAD}: {DONE}",
            answers={LEAD: ("completed", None)},
            name="a span of time is no block of header fields",
        ),
        said(
            f"{order}\n{LEAD}: {DONE}",
            answers={LEAD: ("completed", None)},
            name="our opening words cited over the quotation",
        ),
        said(
            f"{LEAD}. {title}\n{DONE}\nKhó khăn, vướng mắc: thiếu kinh phí\nKiến nghị, đề xuất: bổ sung kinh phí",
            answers={LEAD: ("completed", None)},
            name="a title and our questions copied over the quotation",
        ),
        Trap(
            "our order cited inside the quotation",
            plain(
                marked(THREE.text)
                .replace("> Trả lời:", f"Trả lời: {order} {DONE}", 1)
                .replace("Trả lời: Thực", "Trả lời: Thực")
            ),
            None,
        ),
        Trap(
            "our own question typed as a label inside the quotation",
            BY_NAME["thunderbird-vi"].reply(
                THREE, Written(inside={LEAD: f"{DOING}\nKhó khăn, vướng mắc: thiếu kinh phí"}, behind=False)
            ),
            f"{DOING}\nKhó khăn, vướng mắc: thiếu kinh phí",
            {LEAD: ("in_progress", 60)},
        ),
        Trap(
            "the shortest answer is one of our own phrases",
            BY_NAME["outlook-vi"].reply(THREE, Written(inside={SECOND: "Không phát sinh"})),
            "Không phát sinh",
            {SECOND: ("nothing", None)},
        ),
    ]


def _what_machines_add() -> list[Trap]:
    banner = "CẢNH BÁO: Email này được gửi từ bên ngoài cơ quan. Không bấm vào đường dẫn nếu không rõ người gửi."
    fields = FIELDS_VI.format(who="VP <baocao@vpdp.example>", subject="x")
    wrapped = THREE.text.replace(
        f"https://baocao.vpdp.example/b/{THREE.key}",
        "https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbaocao.vpdp.example%2Fb%2Fk3&data=05%7C01%7C&reserved=0",
    )
    broken = THREE.text.replace(f"/b/{THREE.key}", f"/b/{THREE.key[:9]}\n{THREE.key[9:]}")
    top = f"{LEAD}: {DONE}"
    certain: Answers = {LEAD: ("completed", None)}
    return [
        Trap("a banner set over our letter", plain(f"{top}\n\n{fields}\n\n{banner}\n\n{THREE.text}"), top, certain),
        Trap(
            "a scanner's addresses in our letter", plain(f"{top}\n\n{ATTRIBUTION}\n\n{marked(wrapped)}"), top, certain
        ),
        Trap("an address broken at the line's end", plain(f"{top}\n\n{ATTRIBUTION}\n\n{marked(broken)}"), top, certain),
        Trap(
            "letters that were lost in the quotation",
            plain(
                f"I.2.a da xong\n\nOn Fri, 10 Mar 2023 VP <baocao@vpdp.example> wrote:\n{marked(THREE.text)}".encode(
                    "ascii", "replace"
                ).decode(),
                charset="us-ascii",
            ),
            "I.2.a da xong",
        ),
        Trap(
            "a disclaimer of the agency's gateway under everything",
            plain(
                f"{top}\n\n{ATTRIBUTION}\n\n{marked(THREE.text)}\n\nThư điện tử này và các tệp đính kèm có thể chứa "
                "thông tin mật, "
                "chỉ dành cho người nhận có tên trên."
            ),
            top,
            certain,
        ),
        Trap(
            "a virus scanner's line under everything",
            plain(f"{top}\n\n{ATTRIBUTION}\n\n{marked(THREE.text)}\n\n--\nKhông có vi-rút.www.avast.com"),
            top,
            certain,
        ),
        Trap(
            "our letter quoted twice",
            plain(f"{top}\n\n{fields}\n\n{THREE.text}\n\n{fields}\n\n{THREE.text}"),
            top,
            certain,
        ),
    ]


def _edited_quotations() -> list[Trap]:
    fields = FIELDS_VI.format(who="VP <baocao@vpdp.example>", subject="x")
    heading = f"{LEAD}. {THREE.tasks[0].title}"
    third = f"{THIRD}. {THREE.tasks[2].title}"
    both: Answers = {LEAD: ("completed", None), THIRD: ("in_progress", 60)}
    return [
        Trap(
            "only one task left of the quotation",
            plain(f"{ATTRIBUTION}\n{marked(block(LEAD))} {DONE}\n\nTrân trọng"),
            f"{DONE}\nTrân trọng",
            {LEAD: ("completed", None)},
        ),
        Trap(
            "no announcement and no marks",
            plain(f"Kính gửi Văn phòng,\n{block(LEAD)}\n{DONE}\n{block(THIRD)} {DOING}\n"),
            f"Kính gửi Văn phòng,\n{DONE}\n{DOING}",
            both,
        ),
        Trap(
            "the prompt overwritten",
            plain(f"{fields}\n\n" + THREE.text.replace(block(LEAD), block(LEAD).replace("Trả lời:", DONE))),
            DONE,
            {LEAD: ("completed", None)},
        ),
        Trap(
            "all but the headings taken away, under a block of fields",
            plain(f"{fields}\n\n{heading}\n{DONE}\n{third}\n{DOING}\n"),
            f"{DONE}\n{DOING}",
            both,
        ),
        Trap(
            "typed into the middle of a line of ours",
            plain(
                f"{fields}\n\n"
                + THREE.text.replace("Hạn báo cáo: 24/03/2023", "Hạn báo cáo: 24/03/2023 (xin lùi đến 30/4)", 1)
            ),
            "(xin lùi đến 30/4)",
        ),
        Trap(
            "a tick is an answer that a person must read",
            plain(f"{ATTRIBUTION}\n\n" + marked(THREE.text).replace(">     Trả lời:", ">     Trả lời: ✔", 1)),
            "✔",
            {},
        ),
        Trap(
            "an answer in a new column of a table",
            page(
                f"<p>Xem bảng</p><div>{ATTRIBUTION.replace('<', '&lt;')}</div>"
                + THREE.html.replace(
                    "</p>\n</td></tr></tbody></table>", f"</p>\n</td><td><p>{DONE}</p></td></tr></tbody></table>", 1
                )
            ),
        ),
        Trap(
            "a table of the agency's own over the quotation",
            page(
                "<table><tr><th>Mã</th><th>Nhiệm vụ</th><th>Kết quả</th></tr>"
                f"<tr><td><p>{LEAD}</p></td><td><p>{THREE.tasks[0].title}</p></td><td><p>{DONE}</p></td></tr>"
                f"<tr><td><p>{THIRD}</p></td><td><p>{THREE.tasks[2].title}</p></td><td><p>{DOING}</p></td></tr></table>"
                f'<div class="gmail_quote"><div class="gmail_attr">{ATTRIBUTION.replace("<", "&lt;")}</div>'
                f'<blockquote class="gmail_quote">{THREE.html}</blockquote></div>'
            ),
            None,
            both,
        ),
    ]


def _of_others() -> list[Trap]:
    fields = FIELDS_VI.format(who="VP <baocao@vpdp.example>", subject="x")
    colleague = "Từ: Trần Thị Bình <binh@bo-nn.example>\nĐã gửi: 12/03/2023 16:20\nTới: Văn thư\nChủ đề: TL: Báo cáo"
    attached = (
        "Kính chuyển.\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: binh@bo-nn.example\r\n"
        "Subject: Tra loi\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{LEAD}: {DONE}\r\n--b--\r\n"
    )
    return [
        Trap(
            "a colleague's answer passed on under a line of one's own",
            plain(f"Kính gửi báo cáo của Phòng.\n\n{colleague}\n\n{LEAD}: {DONE}\n\n{fields}\n\n{THREE.text}"),
            "Kính gửi báo cáo của Phòng.",
            {},
            frozenset({LEAD}),
        ),
        Trap(
            "a colleague's answer inside our letter, marked one deeper",
            plain(
                f"Kính chuyển.\n\nVào CN, 12 thg 3, 2023 lúc 16:20 Bình <binh@bo-nn.example> đã viết:\n\n> {LEAD}: "
                f"{DONE}\n>\n"
                f"> {ATTRIBUTION}\n" + marked(THREE.text, "> > ")
            ),
            "Kính chuyển.",
            {},
            frozenset({LEAD}),
        ),
        Trap(
            "forwarded without a word",
            plain(f"---------- Forwarded message ---------\n{colleague}\n\n{LEAD}: {DONE}\n", "Fwd: Báo cáo"),
            None,
            {},
            frozenset({LEAD}),
            "forward",
        ),
        Trap(
            "forwarded as an attached message",
            plain(
                f"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{attached}",
                "FW: Bao cao",
                Content_Type="multipart/mixed; boundary=b",
            ),
            "Kính chuyển.",
            {},
            frozenset({LEAD}),
            "forward",
        ),
        Trap(
            "our letter forwarded back with the answer over it",
            plain(
                f"{LEAD}: {DONE}\n\n---------- Forwarded message ---------\n{fields}\n\n{THREE.text}", "Fwd: [OCOP-12]"
            ),
            f"{LEAD}: {DONE}",
            {LEAD: ("completed", None)},
            frozenset(),
            "forward",
        ),
    ]


def _wordings() -> list[Trap]:
    asked = {task.code for task in FOURTEEN.tasks}
    titles = {task.code: task.title for task in FOURTEEN.tasks}
    return [
        said(
            "Nhiệm vụ 2a mục I: đã hoàn thành. Mục II, nhiệm vụ 1: đang triển khai.",
            letter=FOURTEEN,
            answers={"I.2.a": ("completed", None), "II.1": ("in_progress", None)},
            name="codes in words",
        ),
        said(
            "Điểm b nhiệm vụ 1 phần I đang thực hiện, tiến độ 35%.",
            letter=FOURTEEN,
            answers={"I.1.b": ("in_progress", 35)},
            name="a code from its end",
        ),
        said(
            f"{titles['I.2.a']}: Đã hoàn thành\n{titles['II.2']}: chưa triển khai",
            letter=FOURTEEN,
            answers={"I.2.a": ("completed", None), "II.2": ("not_started", None)},
            name="titles and no codes",
        ),
        said(
            "- Bộ Tài liệu tập huấn về Chương trình OCOP: đã hoàn thành\n- Các lớp tập huấn chuyên sâu cho cán "
            "bộ quản lý: đang triển khai",
            letter=FOURTEEN,
            answers={"I.2.a": ("completed", None), "I.2.b": ("in_progress", None)},
            name="shortened titles",
        ),
        said(
            "1. Đã hoàn thành.\n2. Không phát sinh.\n3. Đang thực hiện, đạt 20%.",
            answers={LEAD: ("completed", None), SECOND: ("nothing", None), THIRD: ("in_progress", 20)},
            name="by the letter's order",
        ),
        said(
            "1. Đã hoàn thành.\n2. Không phát sinh.", answers={}, unsure={LEAD, SECOND}, name="fewer numbers than tasks"
        ),
        said(
            f"{LEAD}, {SECOND}: đang triển khai; {THIRD} chưa triển khai.",
            answers={LEAD: ("in_progress", None), SECOND: ("in_progress", None), THIRD: ("not_started", None)},
            name="one text for two",
        ),
        said(
            "Các nhiệm vụ đều đang triển khai.", letter=FOURTEEN, answers={}, unsure=asked, name="a sweeping statement"
        ),
        said(
            "Đã hoàn thành nhiệm vụ được giao.",
            letter=SINGLE,
            answers={"I.1.b": ("completed", None)},
            name="the only task needs no code",
        ),
        said(f"{LEAD}: Đã cơ bản hoàn thành.", answers={LEAD: ("in_progress", None)}, name="almost"),
        said(
            f"{LEAD}: Chưa hoàn thành do chưa bố trí kinh phí.", answers={LEAD: ("in_progress", None)}, name="not yet"
        ),
        said(
            f"{LEAD}: Đã hoàn thành 80% khối lượng.",
            answers={LEAD: ("in_progress", 80)},
            name="four fifths of it are not all",
        ),
        said(
            f"{LEAD}: Đã hoàn thành dự thảo lần 2.", answers={}, unsure={LEAD}, name="a finished draft is not the task"
        ),
        said(
            f"{LEAD}: Dự kiến hoàn thành trước ngày 30/6/2023.", answers={}, unsure={LEAD}, name="a plan is no result"
        ),
        said(
            f"{LEAD}: Đã hoàn thành. Giải ngân đạt 45,2% kế hoạch vốn.",
            answers={LEAD: ("completed", None)},
            name="a share of money",
        ),
        said(f"{LEAD}: Đã xong chưa ạ?", answers={}, unsure={LEAD}, name="a question"),
        said(
            f"{LEAD}: Đã hoàn thành\n{LEAD}: Đang thực hiện", answers={}, unsure={LEAD}, name="two answers to one task"
        ),
        said(
            f"{LEAD}: Đã hoàn thành, đạt 70%.", answers={}, unsure={LEAD}, name="a status and a share that do not fit"
        ),
        said("IX.9: Đã hoàn thành", answers={}, name="a task that was not asked"),
        said(
            f"{LEAD}: Không phát sinh khó khăn, vướng mắc. Đang triển khai.",
            answers={LEAD: ("in_progress", None)},
            name="no difficulty is not nothing",
        ),
        said(
            f"{LEAD}: Tạm dừng theo Công văn số 12/BNN ngày 01/3/2023.",
            answers={LEAD: ("suspended", None)},
            name="suspended",
        ),
        said(
            f"{SECOND}: Đã phối hợp góp ý dự thảo tài liệu.",
            answers={SECOND: ("in_progress", None)},
            name="what a coordinator did",
        ),
        said(f"{LEAD}: da hoan thanh, dat 100%", answers={LEAD: ("completed", 100)}, name="no diacritics"),
        said(
            f"{LEAD}: Completed on 5 March 2023.\n{THIRD}: In progress, about 40% done.",
            answers={LEAD: ("completed", None), THIRD: ("in_progress", 40)},
            name="English",
        ),
        said(
            f"{LEAD}: Not yet completed, still being drafted.\n{THIRD}: No change this quarter.",
            answers={LEAD: ("in_progress", None), THIRD: ("nothing", None)},
            name="English with negations",
        ),
        said(f"Task {LEAD} has not started yet.", answers={LEAD: ("not_started", None)}, name="English in a sentence"),
        said(
            f"{LEAD}: Will be completed by June 2023.", answers={}, unsure={LEAD}, name="an English plan is no result"
        ),
        said(
            "Kính gửi Văn phòng, chúng tôi đã nhận được thư và sẽ trả lời sau.",
            answers={},
            unsure=set(),
            name="only a note that it came",
        ),
    ]


def _machines() -> list[Trap]:
    out = "Tôi đi công tác đến hết ngày 20/3/2023. Việc gấp liên hệ Trần Thị Bình, binh@bo-nn.example."
    return [
        Trap(
            "Outlook's automatic reply",
            plain(
                out,
                "Trả lời tự động: [OCOP-12] Bao cao",
                X_Auto_Response_Suppress="All",
                Auto_Submitted="auto-generated",
            ),
            kind="auto_reply",
            answers={},
        ),
        Trap(
            "Gmail's vacation note",
            plain(out, "Vắng mặt Re: [OCOP-12]", Precedence="bulk", X_Autoreply="yes"),
            kind="auto_reply",
            answers={},
        ),
        Trap(
            "a robot known by its words alone",
            plain("Đây là email tự động. Yêu cầu của bạn đã được tiếp nhận, mã số 4411."),
            kind="auto_reply",
            answers={},
        ),
        Trap(
            "a robot known by its empty return path",
            plain("Cảm ơn bạn đã liên hệ.", Return_Path="<>"),
            kind="auto_reply",
            answers={},
        ),
        Trap(
            "a read receipt",
            plain(
                "--b\r\nContent-Type: text/plain\r\n\r\nThu da duoc doc\r\n--b\r\nContent-Type: "
                "message/disposition-notification\r\n\r\n"
                "Final-Recipient: rfc822;vanthu@bo-nn.example\r\nDisposition: manual-action/MDN-sent-manually; "
                "displayed\r\n--b--\r\n",
                "Đã đọc: Báo cáo",
                Content_Type="multipart/report; report-type=disposition-notification; boundary=b",
            ),
            kind="auto_reply",
            answers={},
        ),
        Trap(
            "a notice of non-delivery in Vietnamese",
            plain(
                "Không thể gửi thư đến người nhận sau:\n\n  gone@bo-nn.example\n\nHộp thư không tồn tại.",
                "Không gửi được: [OCOP-12]",
                From="Mail Delivery System <mailer-daemon@mx.example>",
                Return_Path="<>",
            ),
            kind="bounce",
            answers={},
        ),
        Trap(
            "a person who writes about undelivered mail",
            plain(f"Thư trước bị trả lại, undeliverable. Gửi lại: {LEAD}: {DONE}", "Re: Undeliverable: [OCOP-12]"),
            f"Thư trước bị trả lại, undeliverable. Gửi lại: {LEAD}: {DONE}",
        ),
    ]


def all_traps() -> list[Trap]:
    groups = (_spans_and_citations, _what_machines_add, _edited_quotations, _of_others, _wordings, _machines)
    return [trap for group in groups for trap in group()]
