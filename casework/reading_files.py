"""The files that came with a message, opened before anything is written: which is a form, which was refused and why."""

import re
from dataclasses import dataclass, field
from typing import Any

from documents.apart import open_apart
from documents.attached_file import Opened
from documents.form_reading import FormRead, read_form
from language.wording import Wording, wording
from mail.reply import AttachedFile, Reply
from models.answer_file import FileRef

MOST_OPENED = 10
LONGEST_NAME = 200
_PICTURE_OF_A_SIGNATURE = re.compile(r"(?:image\d{3,}|logo\w*|signature\w*)\.(?:png|jpe?g|gif|bmp)", re.IGNORECASE)
LARGEST_SIGNATURE = 100_000

KEPT = wording("đã lưu kèm câu trả lời")
BLANK_FORM = wording("biểu trả lời chưa điền nội dung nào")
OUTLOOK_PACKET = wording("tệp đóng gói riêng của Outlook, không mở được; xin gửi lại tệp bên trong")
TOO_MANY = wording("thư có quá nhiều tệp, chỉ lưu, không đọc tự động")


@dataclass(frozen=True)
class FileHeard:
    """One file of a message: a form as read, or a document's text, or why it was not opened."""

    ref: FileRef
    form: FormRead | None = None
    spreadsheet: bool = False
    text: str = field(default="", repr=False)
    refused: Wording | None = None

    @property
    def is_form(self) -> bool:
        """Whether it is an answer form of ours, and so no evidence beside the answers."""
        return self.form is not None and self.form.ours and self.spreadsheet

    def told(self, read: int, doubtful: int) -> dict[str, Any]:
        """What a receipt says of it, when `read` of its rows were certain and `doubtful` were not."""
        plain = {"filename": self.ref.filename, "size": self.ref.size, "sha256": self.ref.sha256}
        return plain | {"said": self._verdict(read, doubtful).say()}

    def _verdict(self, read: int, doubtful: int) -> Wording:
        if self.refused is not None:
            return wording("đã lưu; {why}", why=self.refused)
        if self.is_form and not read + doubtful:
            return BLANK_FORM
        if self.is_form or read + doubtful:
            return wording("đọc được {read} nhiệm vụ; {doubtful} chỗ chưa rõ", read=read, doubtful=doubtful)
        return KEPT


def read_files(reply: Reply) -> tuple[FileHeard, ...]:
    """Every file of the message but the pictures in its signature; the first MOST_OPENED are opened."""
    files = [one for one in reply.attachments if not _in_signature(one)]
    return tuple(_read(one) if place < MOST_OPENED else _unread(one, TOO_MANY) for place, one in enumerate(files))


def _in_signature(file: AttachedFile) -> bool:
    return file.size < LARGEST_SIGNATURE and _PICTURE_OF_A_SIGNATURE.fullmatch(file.filename) is not None


def _read(file: AttachedFile) -> FileHeard:
    if file.filename.lower() == "winmail.dat":
        return _unread(file, OUTLOOK_PACKET)
    opened = open_apart(file.content)
    if not isinstance(opened, Opened):
        return _unread(file, opened)
    return FileHeard(ref_of(file), read_form(opened.sheets), opened.spreadsheet, opened.text)


def _unread(file: AttachedFile, why: Wording | None) -> FileHeard:
    return FileHeard(ref_of(file), refused=why)


def ref_of(file: AttachedFile) -> FileRef:
    """The reference to a file of a message; what a database cannot hold of its name and type is replaced."""
    name = (file.filename or "–").encode("utf-8", "replace").decode()
    kind = file.content_type.encode("ascii", "replace").decode()
    return FileRef(file.sha256, name[:LONGEST_NAME], kind[:LONGEST_NAME], file.size)
