"""Mail programs: how each announces, marks and lays out the letter it quotes, and which parts its replies have.

Written from what these programs are known to send, each in the language it is set to; the Vietnamese words of Roundcube
and Thunderbird are those of their translations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from replies.quoting import Flat, Written, body_with, html_lines, inner, lines_of, marked, unmarked
from replies.sent import Sent

Body = Callable[[Sent, Written], str]
GMAIL = Flat(bold="*", link=" <{}>", item="   {}. ")
OUTLOOK = Flat(link="<{}>", item="  {}.  ")
PLAIN = Flat(link=" <{}>")


@dataclass(frozen=True)
class Program:
    """A mail program with its language; a reply has the parts that are not None."""

    name: str
    plain: Body | None = None
    html: Body | None = None
    charset: str = "utf-8"
    flowed: bool = False
    prefix: str = "Re: "
    agent: str = ""

    def reply(self, letter: Sent, written: Written, **headers: str) -> bytes:
        """The message it sends."""
        parts = [
            MIMEText(body(letter, written), kind, self.charset)
            for kind, body in (("plain", self.plain), ("html", self.html))
            if body is not None
        ]
        message = parts[0]
        if len(parts) > 1:
            message = MIMEMultipart("alternative")
            for part in parts:
                message.attach(part)
        if self.flowed:
            parts[0].set_param("format", "flowed")
        fields = {
            "From": f"{Header('Văn thư Bộ Nông nghiệp', 'utf-8').encode()} <vanthu@bo-nn.example>",
            "To": letter.reply_to,
            "Subject": Header(self.prefix + letter.subject, "utf-8", maxlinelen=74).encode(),
            "Date": "Mon, 13 Mar 2023 09:15:00 +0700",
            "Message-ID": "<13.reply@bo-nn.example>",
            "In-Reply-To": letter.message_id,
            "References": letter.message_id,
            **({"User-Agent": self.agent} if self.agent else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        for name, value in fields.items():
            message[name] = value
        return message.as_bytes()


def who(letter: Sent) -> str:
    return f"{letter.sender_name} <{letter.sender_address}>"


def who_html(letter: Sent) -> str:
    return f'{letter.sender_name} &lt;<a href="mailto:{letter.sender_address}">{letter.sender_address}</a>&gt;'


def stacked(*parts: str, between: str = "\n\n") -> str:
    return between.join(part for part in parts if part)


# -- plain parts


def quoted_under(announcement: str, how: Flat = PLAIN, width: int = 76, *, own_text: bool = False) -> Body:
    """Marked line by line under an announcement; `own_text`: the program quotes our plain part."""

    def body(letter: Sent, written: Written) -> str:
        lines = _lines(letter, written, how, own_text)
        told = announcement.format(who=who(letter), name=letter.sender_name, address=letter.sender_address)
        return stacked(written.top, written.signature, f"{told}\n\n{marked(lines, width)}", written.bottom) + "\n"

    return body


def copied_under(announcement: str, how: Flat = OUTLOOK, width: int = 10_000) -> Body:
    """Not marked at all, under a block of fields."""

    def body(letter: Sent, written: Written) -> str:
        lines = lines_of(body_with(letter, written), how)
        told = announcement.format(
            who=who(letter), name=letter.sender_name, address=letter.sender_address, subject=letter.subject
        )
        return stacked(written.top, written.signature, told, unmarked(lines, width), written.bottom) + "\n"

    return body


def phone(announcement: str, device: str) -> Body:
    """Apple's telephones: the device's line, then the announcement inside the quotation."""

    def body(letter: Sent, written: Written) -> str:
        told = announcement.format(who=who(letter), name=letter.sender_name)
        quoted = f"> {told}\n> \n{marked(lines_of(body_with(letter, written), PLAIN), 500)}"
        return stacked(written.top, device, quoted, written.bottom)

    return body


def _lines(letter: Sent, written: Written, how: Flat, own_text: bool) -> list[tuple[bool, str]]:
    if not own_text:
        return lines_of(body_with(letter, written), how)
    lines: list[tuple[bool, str]] = []
    code = ""
    for line in letter.text.splitlines():
        code = next((one for one in written.inside if line.startswith(f"{one}. ")), code)
        answer = written.inside.get(code, "") if line.strip() == "Trả lời:" else ""
        lines.append((False, f"{line} {answer}" if answer and written.behind else line))
        lines += [(True, one) for one in answer.split("\n")] if answer and not written.behind else []
        code = "" if answer else code
    return lines


# -- HTML parts


def page(before: str, after: str = "", tag: str = "div") -> Body:
    """The letter's HTML between what the program sets before and behind it."""

    def body(letter: Sent, written: Written) -> str:
        told = before.format(
            who=who_html(letter), name=letter.sender_name, address=letter.sender_address, subject=letter.subject
        )
        quoted = inner(body_with(letter, written))
        top = html_lines(stacked(written.top, written.signature), tag)
        return f"<html><body>{top}{told}{quoted}{after}{html_lines(written.bottom, tag)}</body></html>"

    return body


GMAIL_VI = "Vào Th 6, 10 thg 3, 2023 vào lúc 08:00 {who} đã viết:"
GMAIL_EN = "On Fri, Mar 10, 2023 at 8:00 AM {who} wrote:"
APPLE_VI = "Vào 10 thg 3, 2023, lúc 08:00, {who} đã viết:"
FIELDS_VI = (
    "Từ: {who}\nĐã gửi: Thứ Sáu, 10 Tháng Ba 2023 8:00 SA\nTới: Văn thư Bộ Nông nghiệp <vanthu@bo-nn.example>\n"
    "Chủ đề: {subject}"
)
FIELDS_EN = (
    "From: {who}\nSent: Friday, March 10, 2023 8:00 AM\nTo: Văn thư Bộ Nông nghiệp <vanthu@bo-nn.example>\n"
    "Subject: {subject}"
)


def bold_fields(fields: str) -> str:
    lines = (line.partition(":") for line in fields.split("\n"))
    return "<br>".join(f"<b>{name}:</b>{value}" for name, _, value in lines)


def gmail_page(announcement: str) -> Body:
    return page(
        f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{announcement}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        'padding-left:1ex">',
        "</blockquote></div>",
    )


def word_page(fields: str) -> Body:
    return page(
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
        f"<p class=MsoNormal>{bold_fields(fields)}<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>",
        tag="p",
    )


PROGRAMS = (
    Program("gmail-vi", quoted_under(GMAIL_VI, GMAIL, 76), gmail_page(GMAIL_VI)),
    Program("gmail-en", quoted_under(GMAIL_EN, GMAIL, 76), gmail_page(GMAIL_EN)),
    Program("gmail-html-only", None, gmail_page("Vào 08:00, Th 6, 10 thg 3, 2023 {who} đã viết:")),
    Program("outlook-vi", copied_under(FIELDS_VI), word_page(FIELDS_VI), prefix="RE: "),
    Program("outlook-en", copied_under(FIELDS_EN), word_page(FIELDS_EN), prefix="RE: "),
    Program("outlook-vi-html-only", None, word_page(FIELDS_VI), prefix="TL: "),
    Program(
        "outlook-indented",
        None,
        page(
            "<div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'>"
            f"<p class=MsoNormal>{bold_fields(FIELDS_VI)}</p>",
            "</div>",
            tag="p",
        ),
    ),
    Program(
        "outlook-2003-plain",
        copied_under(
            "-----Original Message-----\nFrom: {name} [mailto:{address}]\nSent: Friday, March 10, 2023 8:00 AM\n"
            "To: Van thu\nSubject: {subject}"
        ),
    ),
    Program(
        "outlook-prefixed",
        quoted_under(
            "> -----Thư gốc-----\n> Từ: {who}\n> Đã gửi: Thứ Sáu, 10 Tháng Ba 2023 8:00 SA\n> Tới: Văn thư\n> "
            "Chủ đề: Báo cáo",
            OUTLOOK,
        ),
    ),
    Program(
        "owa-vi",
        None,
        page(
            '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">{bold_fields(FIELDS_VI)}</font>'
            "<div>&nbsp;</div></div>"
        ),
    ),
    Program(
        "outlook-ios",
        copied_under("Tải Outlook dành cho iOS<https://aka.ms/o0ukef>\n________________________________\n" + FIELDS_VI),
        page(
            '<div id="ms-outlook-mobile-signature">Tải <a href="https://aka.ms/o0ukef">Outlook dành cho iOS</a></div>'
            f'<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg">{bold_fields(FIELDS_VI)}</div>'
        ),
    ),
    Program(
        "windows-mail",
        copied_under("Gửi từ Thư dành cho Windows\n\n" + FIELDS_VI),
        page(
            "<p class=MsoNormal>Gửi từ <a href='https://go.microsoft.com/fwlink/'>Thư</a> dành cho Windows</p>"
            f"<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>{bold_fields(FIELDS_VI)}</p></div>",
            tag="p",
        ),
    ),
    Program(
        "apple-mail",
        quoted_under("On 10 Mar 2023, at 08:00, {who} wrote:", PLAIN, 500),
        page(
            '<div><br><blockquote type="cite"><div>On 10 Mar 2023, at 08:00, {who} wrote:</div>'
            '<br class="Apple-interchange-newline"><div>',
            "</div></blockquote></div>",
        ),
    ),
    Program(
        "iphone-vi",
        phone(APPLE_VI, "Đã gửi từ iPhone của tôi"),
        page(
            '<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Đã gửi từ iPhone của tôi</div><div dir="ltr"><br>'
            f'<blockquote type="cite">{APPLE_VI}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">',
            "</div></blockquote>",
        ),
    ),
    Program("iphone-en", phone("On 10 Mar 2023, at 08:00, {name} wrote:", "Sent from my iPhone")),
    Program(
        "yahoo-vi",
        copied_under("    Vào 08:00:00 GMT+7 Thứ Sáu, 10 tháng 3, 2023, {who} đã viết:  \n "),
        page(
            '<div id="ydp3f1yahoo_quoted_815" class="ydp3f1yahoo_quoted"><div>'
            "<div>Vào 08:00:00 GMT+7 Thứ Sáu, 10 tháng 3, 2023, {who} đã viết:</div><div><br></div>",
            "</div></div>",
        ),
    ),
    Program(
        "zimbra-vi",
        copied_under(
            'Từ: "{name}" <{address}>\nĐến: "Văn thư" <vanthu@bo-nn.example>\n'
            "Đã gửi: Thứ Sáu, 10 Tháng 3, 2023 8:00:00 SA\nChủ đề: {subject}",
            Flat(item="    {}. "),
        ),
        page(
            '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Từ: </b>"{name}" '
            "&lt;{address}&gt;"
            '<br><b>Đến: </b>"Văn thư"<br><b>Đã gửi: </b>Thứ Sáu, 10 Tháng 3, 2023 8:00:00 SA<br><b>Chủ đề: '
            "</b>{subject}"
            '<br></div><br><div data-marker="__QUOTED_TEXT__">',
            "</div>",
        ),
    ),
    Program(
        "roundcube-vi",
        quoted_under("Vào ngày 2023-03-10 08:00, {name} viết:", PLAIN, 72),
        page(
            '<p id="reply-intro">Vào ngày 2023-03-10 08:00, {name} viết:</p><blockquote type="cite" '
            'style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div id="replybody1">',
            "</div></blockquote>",
        ),
    ),
    Program(
        "roundcube-plain",
        quoted_under("Vào ngày 2023-03-10 08:00, {name} viết:", PLAIN, 72, own_text=True),
        flowed=True,
    ),
    Program(
        "thunderbird-vi",
        quoted_under("Vào lúc 08:00 10/03/2023, {name} đã viết:", Flat(bold="*", item=" {}. "), 72, own_text=True),
        page(
            '<div class="moz-cite-prefix">Vào lúc 08:00 10/03/2023, {name} đã viết:<br></div>'
            '<blockquote type="cite" cite="mid:14.request@vpdp.example">',
            "</blockquote>",
        ),
        agent="Mozilla Thunderbird",
    ),
    Program(
        "lotus-notes",
        copied_under(
            "From:\t{name} <{address}>\nTo:\tVan thu/BNN@BNN\nDate:\t10/03/2023 08:00\nSubject:\t{subject}\n"
            "________________________________"
        ),
    ),
    Program(
        "samsung-vi",
        copied_under(
            "-------- Tin nhắn gốc --------\nTừ: {who} \nNgày: 10/3/23 08:00 (GMT+07:00) \nTới: vanthu@bo-nn.example \n"
            "Chủ đề: {subject} \n"
        ),
    ),
    Program(
        "mdaemon",
        copied_under(
            '-----Original Message-----\nFrom: "{name}" <{address}>\nTo: vanthu@bo-nn.example\n'
            "Date: Fri, 10 Mar 2023 08:00:00 +0700\nSubject: {subject}"
        ),
    ),
    Program("horde", quoted_under("Trích dẫn {who}:", PLAIN, 70, own_text=True)),
    Program("mutt", quoted_under("On Fri, Mar 10, 2023 at 08:00:00AM +0700, {name} wrote:", width=990, own_text=True)),
    Program("k9-vi", quoted_under("Vào 10 tháng 3 2023 08:00:00 GMT+07:00, {who} đã viết:", own_text=True)),
    Program(
        "em-client",
        copied_under(
            "------ Thư gốc ------\nTừ: {who}\nĐến: vanthu@bo-nn.example\nNgày: 10/03/2023 8:00:00 SA\nChủ đề: "
            "{subject}\n"
        ),
    ),
    Program(
        "gmx",
        None,
        page(
            '<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px '
            'solid #C3D9E5;">'
            "<div style='margin:0 0 10px 0;'><b>Gesendet:</b>&nbsp;Freitag, 10. März 2023 um 08:00 Uhr<br/>"
            "<b>Von:</b>&nbsp;{who}<br/><b>An:</b>&nbsp;vanthu@bo-nn.example<br/><b>Betreff:</b>&nbsp;{subject}</div>",
            "</div>",
        ),
    ),
    Program("mail-ru", quoted_under("Пятница, 10 марта 2023, 8:00 +07:00 от {who}:")),
    Program(
        "proton",
        quoted_under("------- Original Message -------\nOn Friday, March 10th, 2023 at 8:00 AM, {who} wrote:\n"),
    ),
    Program(
        "qq",
        copied_under(
            '------------------ 原始邮件 ------------------\n发件人: "{name}" <{address}>;\n'
            "发送时间: 2023年3月10日(星期五) 上午8:00\n"
            '收件人: "Văn thư"<vanthu@bo-nn.example>;\n主题: {subject}\n'
        ),
    ),
)
BY_NAME = {program.name: program for program in PROGRAMS}
