"""How a simulated agency reads a letter in its mailbox: as a mail program would, knowing nothing of our tables."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

TASK_LINE = re.compile(r"^((?:[IVX]+|KH|Đ)[\w.]*?)\. .+\n\s+Hạn báo cáo:", re.MULTILINE)
PRIVATE_LINK = re.compile(r"https?://\S+/b/\S+")


@dataclass(frozen=True)
class LetterReceived:
    """A letter as it stands in a mailbox."""

    mailbox: str
    subject: str
    message_id: str
    references: str
    reply_to: str
    return_path: str
    text: str

    @property
    def codes(self) -> list[str]:
        """The codes of the tasks it asks for, in its order."""
        return list(dict.fromkeys(TASK_LINE.findall(self.text)))

    @property
    def private_link(self) -> str:
        """The address of the page it offers; empty when it offers none."""
        found = PRIVATE_LINK.search(self.text)
        return found.group() if found else ""


def read_letter(mailbox: str, raw: bytes) -> LetterReceived:
    """The letter that `raw` is."""
    letter = message_from_bytes(raw)
    return LetterReceived(
        mailbox=mailbox,
        subject=_header(letter, "Subject"),
        message_id=_header(letter, "Message-ID"),
        references=_header(letter, "References"),
        reply_to=_header(letter, "Reply-To"),
        return_path=_header(letter, "Return-Path").strip("<>"),
        text=_text(letter),
    )


def _header(letter: Message, name: str) -> str:
    return str(make_header(decode_header(letter.get(name, "")))).strip()


def _text(letter: Message) -> str:
    for part in letter.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            return payload.decode("utf-8").replace("\r\n", "\n") if isinstance(payload, bytes) else ""
    return ""
