"""For benchmarks: an office on SQLite that has asked every agency of the OCOP plan once, and the replies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from itertools import cycle, islice

from sqlalchemy import Engine
from sqlmodel import Session, select

from benchmarks.plan import FOLDER, SENDER, load, walk
from casework.claiming import claim
from casework.preparing import next_drafts, written_drafts
from casework.sending import record_outcomes
from documents.plan_folder import read_plan_folder
from mail.outbox import Outcome
from models.agency import Agency
from models.contact import Contact, contacts_of
from models.database import open_engine, reading, upgrade, writing
from models.letter import Letter, LetterRaw
from models.request import Request

SENT_AT = datetime(2023, 3, 10, 3, tzinfo=UTC)
READ_AT = datetime(2023, 3, 13, 3, tzinfo=UTC)
ANSWERS = (
    "Đã hoàn thành, ban hành tại Quyết định số {n}/QĐ-UBND ngày 10/02/2023.",
    "Đang triển khai, đạt khoảng {n}%. Khó khăn, vướng mắc: chưa bố trí được kinh phí.",
    "Không phát sinh trong kỳ báo cáo thứ {n}.",
)


@dataclass(frozen=True)
class Asked:
    """A request that went out: the letter's text and what its answer is addressed with."""

    message_id: str
    address: str
    author: str
    text: str


def asked_office(url: str) -> tuple[Engine, list[Asked]]:
    """The database with every request sent, and the requests."""
    engine = open_engine(url)
    upgrade(engine)
    load(engine, read_plan_folder(FOLDER))
    with writing(engine) as session:
        _give_mailboxes(session)
    walk(engine, SENT_AT)
    while _send_some(engine):
        pass
    with reading(engine) as session:
        return engine, list(_requests(session))


def _give_mailboxes(session: Session) -> None:
    """Each agency one that answers."""
    known = set(session.exec(select(Contact.agency_id).where(Contact.role == "answers")))
    for agency_id in set(session.exec(select(Agency.id))) - known:
        session.add(Contact(agency_id=agency_id, role="answers", name="", address=f"{agency_id}@agency.example"))


def _send_some(engine: Engine) -> bool:
    with reading(engine) as session:
        drafts = next_drafts(session, SENDER, SENT_AT, most=100)
    with writing(engine) as session:
        taken = claim(session, SENDER, list(written_drafts(drafts)), SENT_AT).parcels
        record_outcomes(session, [Outcome(one.delivery_id, "sent", "after_dot", 250, "ok") for one in taken], SENT_AT)
    return bool(drafts)


def _requests(session: Session) -> Iterator[Asked]:
    query = select(Request, Letter, LetterRaw).where(Letter.request_id == Request.id, LetterRaw.letter_id == Letter.id)
    for request, letter, raw in session.exec(query):
        contacts = contacts_of(session, request.agency_id, ("answers",), READ_AT.date())
        if contacts:
            key = SENDER.request_key(request.id or 0, contacts[0].id or 0, request.key_version)
            yield Asked(
                letter.message_id, SENDER.plus_address(key), contacts[0].address, raw.text.replace("%%KEY%%", key)
            )


def replies(asked: list[Asked], count: int) -> Iterator[bytes]:
    """`count` replies, round and round: each quotes its letter and answers one task more in it, in new words."""
    for number, request in enumerate(islice(cycle(asked), count)):
        lines, left = [], 1 + number // len(asked) % 5
        for line in request.text.splitlines():
            answer = ANSWERS[number % 3].format(n=1 + number % 98) if left and line.strip() == "Trả lời:" else ""
            left -= bool(answer)
            lines.append(f"> {line} {answer}".rstrip())
        body = "Vào 08:00, 10/03/2023, Văn phòng <baocao@vpdp.example> đã viết:\n\n" + "\n".join(lines)
        subject = Header("Re: Đề nghị báo cáo", "utf-8").encode()
        yield (
            f"From: {request.author}\r\nTo: {request.address}\r\nSubject: {subject}\r\n"
            f"Date: Mon, 13 Mar 2023 09:00:00 +0700\r\nMessage-ID: <{number}@agency.example>\r\n"
            f"In-Reply-To: {request.message_id}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 8bit\r\n\r\n"
        ).encode() + body.replace("\n", "\r\n").encode()
