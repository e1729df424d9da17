"""One received message understood before anything is written: what it says, whose case it is, and its files opened."""

from dataclasses import dataclass

from sqlmodel import Session

from casework.matching import Match, letters_answered, match
from casework.reading_files import FileHeard, read_files
from casework.sender import Sender
from mail.reply import Reply, read, read_head
from models.message import MessageRaw

NO_ANSWERS = ("bounce", "auto_reply")
SURER_THAN_A_FORM = ("key", "references", "subject")


@dataclass(frozen=True)
class MessageRead:
    """A message as read: what it is, whose it is, and what its files say."""

    message_id: int
    reply: Reply
    match: Match
    files: tuple[FileHeard, ...] = ()


def read_message(session: Session, sender: Sender, message_id: int) -> MessageRead:
    """A stored message, read against the letters that it may answer."""
    raw = session.get_one(MessageRaw, message_id).content
    head = read_head(raw, sender.receiver)
    found = match(session, sender, head)
    reply = _read_against(session, sender, raw, head, found)
    files = () if reply.kind in NO_ANSWERS else read_files(reply)
    tags = [one.form.tag for one in files if one.form and one.form.tag]
    if found.sign in SURER_THAN_A_FORM or not tags:
        return MessageRead(message_id, reply, found, files)
    found = match(session, sender, reply, tags)
    return MessageRead(message_id, _read_against(session, sender, raw, head, found), found, files)


def read_raw(session: Session, sender: Sender, raw: bytes) -> Reply:
    """The message in `raw`, read against the letters that it may answer by what its header says."""
    head = read_head(raw, sender.receiver)
    return _read_against(session, sender, raw, head, match(session, sender, head))


def _read_against(session: Session, sender: Sender, raw: bytes, head: Reply, found: Match) -> Reply:
    """The message in `raw`, read against the letters of the request that it was found to answer."""
    letters = letters_answered(session, sender, found.request, head) if found.request else []
    return read(raw, letters, sender.receiver)
