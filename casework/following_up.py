"""What became of items put to the Committee: recorded by the office, said by the next digest until it has ended."""

from datetime import date, datetime

from sqlmodel import Session

from casework.docket import Docket
from language.wording import Wording, wording
from models.digest import SENT, Digest, reference_to, sent_digests
from models.digest_canonical import from_canonical
from models.digest_parts import DecisionItem, DigestRef, FollowedItem
from models.event import record
from models.follow_up import ENDED, OUTCOMES, FollowUp, follow_ups
from models.issue import issue_name


def record_outcome_of(
    session: Session, docket: Docket, digest: Digest, number: int, outcome: str, said: str, on: date | None, by: str
) -> FollowUp | Wording:
    """Append what became of one item of a digest that was sent; or why not."""
    if outcome not in OUTCOMES:
        return wording("Kết quả phải là một trong: {outcomes}.", outcomes=", ".join(OUTCOMES))
    if digest.state != SENT:
        return wording("Bản {id} chưa gửi: chưa có kiến nghị nào đến Ban Chỉ đạo.", id=digest.id)
    items = from_canonical(digest.content).for_decision
    if not 1 <= number <= len(items):
        return wording(
            "Bản {id} có {count} nội dung đề nghị, không có số {number}.", id=digest.id, count=len(items), number=number
        )
    found = FollowUp(
        digest_id=digest.id or 0, number=number, outcome=outcome, said=said, decided_on=on, by=by, at=docket.now
    )
    session.add(found)
    session.flush()
    record(session, docket.now, by, outcome, f"digest:{digest.id}", item=number, said=said)
    return found


def followed_up(session: Session, docket: Docket) -> tuple[FollowedItem, ...]:
    """The items of earlier digests that the next one must speak of, oldest first.

    Those that have not ended, and those that ended after the last digest was frozen. A proposal made again stands only
    where it was made last.
    """
    sent = sent_digests(session, docket.plan_id)
    if not sent:
        return ()
    outcomes = follow_ups(session, [one.id or 0 for one in sent], docket.now)
    last: dict[str, FollowedItem] = {}
    for digest in sent:
        reference = reference_to(digest, issue_name(digest.period_key).say())
        for item in from_canonical(digest.content).for_decision:
            found = outcomes.get((digest.id or 0, item.number))
            last.pop(item.text, None)
            if _still_told(found, sent[-1].frozen_at):
                last[item.text] = _followed(reference, item, found)
    return tuple(last.values())


def _still_told(found: FollowUp | None, last_frozen: datetime) -> bool:
    return found is None or found.outcome not in ENDED or found.at > last_frozen


def _followed(reference: DigestRef, item: DecisionItem, found: FollowUp | None) -> FollowedItem:
    if found is None:
        return FollowedItem(reference, item.number, item.text)
    return FollowedItem(reference, item.number, item.text, found.outcome, found.said, found.decided_on)


def record_number(
    session: Session, docket: Docket, digest: Digest, number: str, on: date | None, by: str
) -> Wording | None:
    """Record the number and day that the registry gave a digest that was sent; or say why not."""
    if digest.state != SENT:
        return wording("Bản {id} chưa gửi: Văn thư chưa cấp số.", id=digest.id)
    digest.number, digest.numbered_on = number.strip(), on
    session.add(digest)
    record(session, docket.now, by, "numbered", f"digest:{digest.id}", number=digest.number, on=on)
    return None
