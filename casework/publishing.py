"""Approving a digest and having it leave: exactly the approved text, looked at again in the second of sending."""

from datetime import datetime

from sqlmodel import Session

from casework.docket import Docket
from casework.facts import Facts
from casework.queueing import Recipient, agency_recipients, queue_letter
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from mail.digest_letter import digest_letter
from mail.message import KEY_MARK
from models.contact import ANSWERS
from models.digest import APPROVED, DRAFT, SENT, VOID, Digest
from models.digest_canonical import from_canonical
from models.digest_data import DigestData
from models.digest_reports import AgencyLine, Standing
from models.event import record
from models.letter import DIGEST, Delivery, Letter
from models.standing import State, standings


class NotADraftError(ValueError):
    """Only a draft can be approved: the message says what the digest is instead."""


def approve(session: Session, docket: Docket, sender: Sender, digest: Digest, by: str) -> str | None:
    """Approve exactly this text and queue it to the Committee; returns why not.

    Answers that have overtaken it void it; while nobody is there to read it, it stays a draft.
    """
    if digest.state != DRAFT:
        raise NotADraftError(f"digest {digest.id} is {digest.state}, not a draft: compile a new one")
    overtaken = what_overtook(session, docket, digest)
    if overtaken:
        void(session, docket, digest, overtaken)
        return overtaken
    readers = agency_recipients(session, docket.plan.committee_agency_id, ANSWERS, docket.day)
    if not readers:
        return f"{docket.plan.committee_agency_id} has no contact to send it to"
    digest.state, digest.approved_by, digest.approved_at = APPROVED, by, docket.now
    session.add(digest)
    record(session, docket.now, by, "approved", f"digest:{digest.id}", sha256=digest.sha256)
    digest.letter_id = _queue(session, docket, sender, digest, readers).id
    return None


def _queue(session: Session, docket: Docket, sender: Sender, digest: Digest, readers: list[Recipient]) -> Letter:
    return queue_letter(
        session,
        sender,
        slot=f"digest/{digest.id}/{docket.mode}",
        kind=DIGEST,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=readers,
        plan_id=docket.plan_id,
        agency_id=docket.plan.committee_agency_id,
        subject_ids={"digest": digest.id},
    )


def outline_digest(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter of an approved digest; None when an answer has overtaken it since."""
    if not may_leave(facts.session, facts.docket, letter):
        return None
    digest = facts.session.get_one(Digest, letter.subject_ids["digest"])
    said = from_canonical(digest.content), sender.digest_url(KEY_MARK), facts.docket.trial
    return compose(facts, sender, letter, Words(digest_letter, said))


def may_leave(session: Session, docket: Docket, letter: Letter) -> bool:
    """Whether the digest that `letter` carries is approved, and its approval used or not overtaken by an answer."""
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    if digest.state == APPROVED:
        return what_overtook(session, docket, digest) is None
    return digest.state == SENT


def what_overtook(session: Session, docket: Docket, digest: Digest) -> str | None:
    """Why an approval of the digest no longer holds, or None: other late answers do not void it.

    Somebody it names as silent has answered, or an answer it quotes was returned.
    """
    data = from_canonical(digest.content)
    now = standings(session, docket.plan_id, docket.day, docket.mode, period_key=digest.period_key)
    state = {one.obligation_id: one.state for one in now}
    answered = [line for line in _silent_lines(data) if state.get(line) is State.ANSWERED]
    if answered:
        return f"{len(answered)} reports named as missing have come since: obligations {_some(answered)}"
    returned = [line for line in _quoted_lines(data) if state.get(line) is State.RETURNED]
    return f"answers it quotes were returned: obligations {_some(returned)}" if returned else None


def void(session: Session, docket: Docket, digest: Digest, reason: str) -> None:
    """Take back a draft or an approval, with the reason."""
    digest.state, digest.void_reason = VOID, reason
    session.add(digest)
    record(session, docket.now, "dondoc", "voided", f"digest:{digest.id}", reason=reason)


def void_overtaken(session: Session, docket: Docket, letter: Letter) -> None:
    """Take back the approval of the digest that `letter` carries, if an answer has overtaken it."""
    if letter.kind != DIGEST:
        return
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    overtaken = what_overtook(session, docket, digest)
    if digest.state == APPROVED and overtaken:
        void(session, docket, digest, overtaken)


def mark_digest_sent(session: Session, delivery: Delivery, now: datetime) -> None:
    """Mark the digest sent once its letter reached somebody."""
    letter = session.get_one(Letter, delivery.letter_id)
    if letter.kind != DIGEST:
        return
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    if digest.state == APPROVED:
        digest.state = SENT
        session.add(digest)
        record(session, now, "dondoc", "sent", f"digest:{digest.id}", letter=letter.id)


def _silent_lines(data: DigestData) -> list[int]:
    return [line.obligation_id for line in _all_lines(data) if line.standing is Standing.NO_ANSWER]


def _quoted_lines(data: DigestData) -> list[int]:
    return [line.obligation_id for line in _all_lines(data) if line.answer is not None]


def _all_lines(data: DigestData) -> list[AgencyLine]:
    return [
        line
        for task in data.tasks
        for line in (*task.lines, *(member for one in task.collectives for member in one.members))
    ]


def _some(ids: list[int]) -> str:
    shown = ", ".join(str(one) for one in ids[:10])
    return shown + (" …" if len(ids) > 10 else "")
