"""Finding what the next digest must correct: answers behind digests that were sent, amended or withdrawn since."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from casework.docket import Docket
from models.digest import Digest, issued, reference_to, sent_digests
from models.digest_correction import field_changes
from models.digest_ledger import LedgerRow
from models.digest_lines import Given
from models.digest_parts import Correction, DigestRef
from models.digest_rows import answers_by_id, chunks
from models.issue import issue_name
from models.obligation import Obligation
from models.occasion import Occasion
from models.response import DISPUTED, RETURNED, Decision, Response, latest_responses

Known = dict[int, tuple[DigestRef, LedgerRow, int]]


def corrections_since(session: Session, docket: Docket) -> tuple[Correction, ...]:
    """What the next digest has to correct, in the order of the digests and of the plan.

    Each is printed once: what was amended before the last digest was frozen stands in that one.
    """
    sent = sent_digests(session, docket.plan_id)
    if not sent:
        return ()
    touched = _touched(session, docket, sent[-1].frozen_at)
    known = _as_readers_know(session, sent, touched)
    standing = _standing_now(session, known, docket.now)
    ids = {one for _, _, one in known.values()} | {one for one in standing.values() if one}
    answers = answers_by_id(session, ids)
    return tuple(_corrections(known, standing, answers))


def _touched(session: Session, docket: Docket, since: datetime) -> set[int]:
    """Obligations of the plan with a new version, or a version sent back, after that moment."""
    ours = select(Obligation.id).join(Occasion, col(Occasion.id) == Obligation.occasion_id)
    ours = ours.where(Occasion.plan_id == docket.plan_id)
    amended = select(col(Response.obligation_id)).where(
        col(Response.recorded_at) > since, col(Response.version) > 1, col(Response.obligation_id).in_(ours)
    )
    sent_back = (
        select(col(Response.obligation_id))
        .join(Decision, col(Decision.response_id) == Response.id)
        .where(col(Decision.at) > since, col(Response.obligation_id).in_(ours))
    )
    return set(session.exec(amended)) | set(session.exec(sent_back))


def _as_readers_know(session: Session, sent: Iterable[Digest], touched: set[int]) -> Known:
    """Of each obligation quoted in a digest that was sent: that digest, its row, and the version last printed."""
    known: Known = {}
    for digest in sent if touched else ():
        found = issued(session, digest)
        reference = reference_to(digest, issue_name(digest.period_key).say())
        for row in found.ledger.rows():
            if row.obligation_id in touched and row.response_id:
                known[row.obligation_id] = reference, row, row.response_id
        for one in found.data.corrections:
            if one.obligation_id in known:
                first, row, _ = known[one.obligation_id]
                known[one.obligation_id] = first, row, one.after_id
    return known


def _standing_now(session: Session, known: Known, now: datetime) -> dict[int, int]:
    """The version that stands of each obligation; 0 where it was sent back or is disputed."""
    last = {
        number: response.id or 0
        for ids in chunks(known)
        for number, response in latest_responses(session, ids, now).items()
    }
    gone = set()
    for ids in chunks(last.values()):
        verdicts = select(Decision.response_id, Decision.verdict).where(col(Decision.response_id).in_(ids))
        newest = dict(session.exec(verdicts.order_by(col(Decision.id))).all())
        gone |= {number for number, verdict in newest.items() if verdict in (RETURNED, DISPUTED)}
    return {number: 0 if response_id in gone else response_id for number, response_id in last.items()}


def _corrections(known: Known, standing: dict[int, int], answers: dict[int, Given]) -> Iterator[Correction]:
    for number, (reference, row, before_id) in known.items():
        after_id = standing.get(number, 0)
        fields = field_changes(answers[before_id], answers[after_id]) if before_id and after_id else ()
        if after_id != before_id and (fields or not after_id or not before_id):
            yield Correction(
                digest=reference,
                obligation_id=number,
                task_code=row.part.task_code,
                agency_id=row.party.agency_id,
                agency_name=row.party.short_name,
                before_id=before_id,
                after_id=after_id,
                fields=fields,
            )
