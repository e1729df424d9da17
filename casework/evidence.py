"""The bytes of a file beside an answer, wherever they are kept: uploaded ones apart, mailed ones in their message."""

import hashlib

from sqlmodel import Session, col, select

from mail.reply import read
from models.answer_file import FileContent, ResponseFile
from models.message import MessageRaw
from models.response import Response


def content_of(session: Session, sha256: str) -> bytes | None:
    """The bytes with that hash; None when no file beside an answer has it."""
    stored = session.get(FileContent, sha256)
    return stored.content if stored is not None else _in_a_message(session, sha256)


def _in_a_message(session: Session, sha256: str) -> bytes | None:
    query = (
        select(MessageRaw)
        .join(Response, col(Response.message_id) == MessageRaw.message_id)
        .join(ResponseFile, col(ResponseFile.response_id) == Response.id)
        .where(ResponseFile.sha256 == sha256)
        .limit(1)
    )
    raw = session.exec(query).first()
    files = read(raw.content).attachments if raw is not None else ()
    return next((one.content for one in files if hashlib.sha256(one.content).hexdigest() == sha256), None)
