"""Walking a figure of a digest back: from its name to the obligations, answers and messages behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.digest import Digest, issued
from models.digest_compile import Issued
from models.digest_ledger import LedgerRow
from models.digest_rows import chunks
from models.digest_trace import Trace, trace
from models.message import Message
from models.response import Response


@dataclass(frozen=True)
class Source:
    """One version of an answer, who gave it and how, and the message it stood in."""

    response_id: int
    obligation_id: int
    version: int
    status: str
    result: str
    evidence: str
    recorded_at: datetime
    source: str
    by: str
    message_id: int | None = None
    subject: str = ""
    sender: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True)
class Walked:
    """A figure walked back: the digest it stands in, the trace, and the answers by their number."""

    found: Issued
    trace: Trace
    rows: tuple[LedgerRow, ...]
    rows_left: int
    sources: dict[int, Source]


def walk_back(session: Session, digest: Digest, figure: str, most: int) -> Walked:
    """What is behind a figure of the digest, `most` rows of it with their answers.

    Raises LookupError for a name that the digest does not have.
    """
    found = issued(session, digest)
    behind = trace(found.data, found.ledger, figure)
    rows = behind.rows[:most]
    wanted = [row.response_id for row in rows if row.response_id] + list(behind.responses)
    return Walked(found, behind, rows, len(behind.rows) - len(rows), sources_of(session, wanted))


def sources_of(session: Session, response_ids: Sequence[int]) -> dict[int, Source]:
    """The answers with the messages they stood in."""
    query = select(Response, Message).outerjoin(Message, col(Message.id) == Response.message_id)
    return {
        response.id or 0: _source(response, message)
        for ids in chunks(response_ids)
        for response, message in session.exec(query.where(col(Response.id).in_(ids)))
    }


def _source(response: Response, message: Message | None) -> Source:
    return Source(
        response_id=response.id or 0,
        obligation_id=response.obligation_id,
        version=response.version,
        status=response.status,
        result=response.result,
        evidence=response.evidence,
        recorded_at=response.recorded_at,
        source=response.source,
        by=response.by,
        message_id=message.id if message else None,
        subject=(message.subject or "") if message else "",
        sender=(message.sender or "") if message else "",
        received_at=message.received_at if message else None,
    )
