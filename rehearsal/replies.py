"""The messages that simulated agencies and their mail systems send back, as bytes on the wire."""

from datetime import datetime
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, parseaddr

from rehearsal.letters_received import LetterReceived

Author = tuple[str, str]
WROTE = "Vào {day:%d/%m/%Y} lúc {day:%H:%M}, {name} đã viết:"


def typed_reply(author: Author, letter: LetterReceived, text: str, at: datetime, number: int) -> bytes:
    """A reply whose text is `text`, quotation included."""
    reply = MIMEText(text, "plain", "utf-8")
    return _answer_headers(reply, author, letter, at, number).as_bytes()


def with_quotation(answer: str, letter: LetterReceived, at: datetime) -> str:
    """`answer` over the letter, quoted as mail programs do."""
    return f"{answer}\n\n{_wrote(letter, at)}\n{quoted(letter.text)}\n"


def inside_quotation(answers: dict[str, str], letter: LetterReceived, at: datetime) -> str:
    """The letter quoted, with each answer typed under the line of its task."""
    lines = [_wrote(letter, at)]
    for line in letter.text.splitlines():
        lines.append(f"> {line}".rstrip())
        code = next((code for code in answers if line.startswith(f"{code}. ")), None)
        if code:
            lines.append(answers[code])
    return "Kính gửi Văn phòng, nội dung trả lời ghi dưới từng nhiệm vụ.\n\n" + "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Each line behind a mark of quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def out_of_office(author: Author, letter: LetterReceived, until: datetime, at: datetime, number: int) -> bytes:
    """An automatic reply (RFC 3834) that names the day of return."""
    text = f"Tôi đi công tác, vắng mặt đến hết ngày {until:%d/%m/%Y}. Việc gấp xin liên hệ Văn phòng Bộ. Trân trọng."
    reply = MIMEText(text, "plain", "utf-8")
    reply["Auto-Submitted"] = "auto-replied"
    return _answer_headers(reply, author, letter, at, number, "Trả lời tự động: ").as_bytes()


def mailbox_gone(letter: LetterReceived, at: datetime, number: int) -> bytes:
    """The delivery status notification (RFC 3464) of a server that knows the mailbox no more."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"] = "MAILER-DAEMON@mail.trial.invalid"
    report["To"] = letter.return_path
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = format_datetime(at)
    report["Message-ID"] = f"<bounce.{number}@mail.trial.invalid>"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText("The mailbox does not exist. 550 5.1.1 user unknown", "plain", "utf-8"))
    report.attach(_status(letter))
    original = MIMEText("", "plain", "utf-8")
    original["Message-ID"] = letter.message_id
    report.attach(MIMEMessage(original))
    return report.as_bytes()


def _status(letter: LetterReceived) -> MIMEBase:
    server, recipient = Message(), Message()
    server["Reporting-MTA"] = "dns; mail.trial.invalid"
    recipient["Final-Recipient"] = f"rfc822; {letter.mailbox}"
    recipient["Action"] = "failed"
    recipient["Status"] = "5.1.1"
    recipient["Diagnostic-Code"] = "smtp; 550 5.1.1 user unknown"
    status = MIMEBase("message", "delivery-status")
    status.set_payload([server, recipient])
    return status


def _wrote(letter: LetterReceived, at: datetime) -> str:
    return WROTE.format(day=at, name=parseaddr(letter.reply_to)[0] or "Văn phòng")


def _answer_headers(
    reply: MIMEText, author: Author, letter: LetterReceived, at: datetime, number: int, prefix: str = "Re: "
) -> MIMEText:
    name, address = author
    reply["From"] = f"{Header(name, 'utf-8', maxlinelen=74).encode()} <{address}>"
    reply["To"] = parseaddr(letter.reply_to)[1]
    reply["Subject"] = Header(prefix + letter.subject, "utf-8", maxlinelen=74).encode()
    reply["Date"] = format_datetime(at)
    reply["Message-ID"] = f"<{number}.{address.replace('@', '.')}@client.example>"
    reply["In-Reply-To"] = letter.message_id
    reply["References"] = f"{letter.references} {letter.message_id}".strip()
    return reply
