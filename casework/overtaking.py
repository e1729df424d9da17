"""What has come since a digest was frozen: what takes its approval back, and what is only listed apart."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from casework.docket import Docket
from language.wording import Wording, wording
from models.digest import Digest, issued
from models.digest_ledger import Ledger, LedgerRow
from models.digest_parts import LateAnswer
from models.digest_reports import Standing
from models.digest_rows import chunks
from models.response import DISPUTED, RETURNED, Decision, Response
from models.standing import State, standings

MOST_NAMED = 5


def what_overtook(session: Session, docket: Docket, digest: Digest) -> Wording | None:
    """Why an approval of the digest no longer holds, or None: other late answers do not void it.

    Somebody it names as silent has answered, or an answer it quotes was sent back.
    """
    found = issued(session, digest)
    since = found.data.frozen_at if found.data.head.sources else None
    silent = {row.obligation_id: row for row in found.ledger.rows() if row.standing is Standing.NO_ANSWER}
    spoken = _answered(session, docket, silent, since)
    if spoken:
        named = _named(silent[one] for one in spoken)
        return wording("cơ quan nêu là chưa trả lời đã báo cáo: {named}", named=named)
    withdrawn = _sent_back(session, found.ledger)
    if withdrawn:
        return wording("nội dung được dẫn đã bị trả lại: {named}", named=_named(withdrawn))
    return None


def _answered(session: Session, docket: Docket, silent: Iterable[int], since: datetime | None) -> list[int]:
    """Those of the silent whose answer counts today; for a review, one that came after it was frozen."""
    candidates: set[int] = set()
    for ids in chunks(silent):
        query = select(Response.obligation_id).where(col(Response.obligation_id).in_(ids))
        candidates |= set(session.exec(query if since is None else query.where(col(Response.recorded_at) > since)))
    return [
        one.obligation_id
        for ids in chunks(sorted(candidates))
        for one in standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=ids)
        if one.state is State.ANSWERED
    ]


def _sent_back(session: Session, ledger: Ledger) -> list[LedgerRow]:
    query = select(Decision.response_id).where(col(Decision.verdict).in_([RETURNED, DISPUTED]))
    gone = set(session.exec(query))
    return [row for row in ledger.rows() if row.response_id in gone] if gone else []


def _named(rows: Iterable[LedgerRow]) -> str:
    every = [f"{row.party.short_name} ({row.part.task_code})" for row in rows]
    rest = len(every) - MOST_NAMED
    return "; ".join(every[:MOST_NAMED]) + (f" (+{rest})" if rest > 0 else "")


def late_answers(session: Session, digest: Digest, until: datetime) -> list[LateAnswer]:
    """Answers on what the digest speaks of that were recorded after it was frozen, up to that moment, oldest first."""
    found = issued(session, digest)
    rows = {row.obligation_id: row for row in found.ledger.rows()}
    query = (
        select(Response)
        .where(col(Response.recorded_at) > found.data.frozen_at, col(Response.recorded_at) <= until)
        .order_by(col(Response.recorded_at), col(Response.id))
    )
    late = [response for response in session.exec(query) if response.obligation_id in rows]
    return [_late(rows[response.obligation_id], response) for response in late]


def _late(row: LedgerRow, response: Response) -> LateAnswer:
    return LateAnswer(
        response_id=response.id or 0,
        agency_id=row.party.agency_id,
        agency_name=row.party.short_name,
        task_code=row.part.task_code,
        recorded_at=response.recorded_at,
    )
