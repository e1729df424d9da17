"""Approving a digest and having it leave: exactly the approved text, looked at again in the second of sending."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from casework.digest_forms import Form
from casework.docket import Docket
from casework.enclosing import attachments_of, chart_of, first_of_thread
from casework.facts import Facts
from casework.overtaking import late_answers, what_overtook
from casework.queueing import Recipient, agency_recipients, queue_letter
from casework.rewording import undecided_places
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from language.wording import Wording, wording
from mail.digest_letter import Enclosed, digest_letter
from mail.message import KEY_MARK, Attachment
from models.contact import ANSWERS
from models.digest import APPROVED, OPEN, ROUND, SENT, VOID, Digest, DigestForm, forms_of
from models.digest_canonical import from_canonical, hash_of
from models.digest_labels import PLACES
from models.event import record
from models.letter import DIGEST, DIGEST_VOID, Delivery, Letter
from models.objection import WAITING, objections_of

CHART = "so-lieu.png"


class NotADraftError(ValueError):
    """Only a draft can be approved: the message says what the digest is instead."""


def approve(
    session: Session, docket: Docket, sender: Sender, digest: Digest, forms: Sequence[Form], by: str
) -> Wording | None:
    """Approve exactly this text in these forms, for the readers of today, and queue it to them; or say why not.

    Answers that have overtaken it void it; while a correction round is open, an objection unanswered, a place of the
    office's own words undecided, or nobody there to read it, it stays a draft.
    """
    if digest.state not in OPEN:
        raise NotADraftError(f"digest {digest.id} is {digest.state}, not a draft: compile a new one")
    why = held_up(session, docket, digest) or _unwritten(digest)
    if why is not None:
        return why
    overtaken = what_overtook(session, docket, digest)
    if overtaken is not None:
        void(session, docket, digest, overtaken)
        return overtaken
    readers = agency_recipients(session, docket.plan.committee_agency_id, ANSWERS, docket.day)
    if not readers:
        return wording("Chưa có địa chỉ nào của {name} để gửi.", name=docket.name_of(docket.plan.committee_agency_id))
    _store_approval(session, docket, digest, forms, readers, by)
    digest.letter_id = _queue(session, docket, sender, digest, readers).id
    session.add(digest)
    return None


def held_up(session: Session, docket: Docket, digest: Digest) -> Wording | None:
    """Why agencies hold up the approval: they may still speak, or one that spoke has no reply."""
    if digest.state == ROUND and digest.round_until and docket.now < digest.round_until:
        return wording("Các cơ quan còn được góp ý; kết thúc sớm bằng 'dondoc digest round {id} --end'.", id=digest.id)
    waiting = [one for one in objections_of(session, docket.plan_id, digest.period_key) if one.state == WAITING]
    if waiting:
        numbers = ", ".join(str(one.id) for one in waiting)
        return wording("Còn ý kiến của cơ quan chưa trả lời: {numbers}.", numbers=numbers)
    return None


def _unwritten(digest: Digest) -> Wording | None:
    undecided = undecided_places(digest)
    if undecided:
        places = "; ".join(PLACES[place].say() for place in undecided)
        return wording("Còn phần chưa viết, cũng chưa ghi là không phát sinh: {places}.", places=places)
    return None


def _store_approval(
    session: Session, docket: Docket, digest: Digest, forms: Sequence[Form], readers: Sequence[Recipient], by: str
) -> None:
    stored = [_form(digest, form) for form in forms]
    session.add_all(stored)
    digest.state, digest.approved_by, digest.approved_at = APPROVED, by, docket.now
    digest.recipients = [
        {"contact": one.contact.id, "address": one.contact.address, "header": one.header} for one in readers
    ]
    digest.approved_sha256 = approval_hash(digest, [one.sha256 for one in stored])
    contacts = [one.contact.id for one in readers]
    facts = {"sha256": digest.sha256, "approved_sha256": digest.approved_sha256, "recipients": contacts}
    record(session, docket.now, by, "approved", f"digest:{digest.id}", **facts)


def _form(digest: Digest, form: Form) -> DigestForm:
    return DigestForm(
        digest_id=digest.id or 0,
        form=form.form,
        filename=form.filename,
        content_type=form.content_type,
        content=form.content,
        sha256=hash_of(form.content),
    )


def approval_hash(digest: Digest, forms: Iterable[str]) -> str:
    """SHA-256 over what was approved: the content's hash, those of its forms, and the mailboxes it goes to."""
    addresses = sorted(f"{one['header']}:{one['address']}" for one in digest.recipients)
    return hashlib.sha256("\n".join([digest.sha256, *sorted(forms), *addresses]).encode()).hexdigest()


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
    """The letter of an approved digest with its forms; None when an answer has overtaken it since.

    What came since without overtaking it is listed apart, under "received after".
    """
    session, docket = facts.session, facts.docket
    if not may_leave(session, docket, letter):
        return None
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    data = from_canonical(digest.content)
    files, left = attachments_of(forms_of(session, digest.id or 0))
    chart = chart_of(data)
    enclosed = Enclosed(
        page_url=sender.digest_url(KEY_MARK),
        chart_src=f"cid:{CHART}",
        chart_alt=chart.alt,
        attached=tuple(one.filename for one in files),
        on_page=tuple(left),
        late=tuple(late_answers(session, digest, docket.now)),
    )
    outline = compose(facts, sender, letter, Words(digest_letter, (data, enclosed, docket.trial)))
    first = first_of_thread(session, docket, letter, data)
    mail = replace(
        outline.mail,
        attachments=tuple(files),
        pictures=(Attachment(CHART, "image/png", chart.png()),),
        in_reply_to=first or "",
        references=(first,) if first else (),
    )
    return replace(outline, mail=mail)


def may_leave(session: Session, docket: Docket, letter: Letter) -> bool:
    """Whether the digest that `letter` carries is approved, and its approval used or not overtaken by an answer."""
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    if digest.state == APPROVED:
        return what_overtook(session, docket, digest) is None
    return digest.state == SENT


def void(session: Session, docket: Docket, digest: Digest, reason: Wording) -> None:
    """Take back a draft or an approval, with the reason."""
    digest.state, digest.void_reason = VOID, reason.say()
    session.add(digest)
    record(session, docket.now, "dondoc", "voided", f"digest:{digest.id}", reason=digest.void_reason)


def void_overtaken(session: Session, docket: Docket, sender: Sender, letter: Letter) -> None:
    """Take back the approval of the digest that `letter` carries if an answer has overtaken it; tell the office."""
    if letter.kind != DIGEST:
        return
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    overtaken = what_overtook(session, docket, digest)
    if digest.state == APPROVED and overtaken is not None:
        void(session, docket, digest, overtaken)
        tell_approver(session, docket, sender, digest)


def tell_approver(session: Session, docket: Docket, sender: Sender, digest: Digest) -> Letter | None:
    """Queue the letter that tells the office what changed and what to do; None when nobody is there to read it."""
    office = docket.plan.office_agency_id
    readers = agency_recipients(session, office, ANSWERS, docket.day)
    if not readers:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"digest-void/{digest.id}/{docket.mode}",
        kind=DIGEST_VOID,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=readers,
        plan_id=docket.plan_id,
        agency_id=office,
        subject_ids={"digest": digest.id},
    )


def mark_digest_sent(session: Session, delivery: Delivery, now: datetime) -> None:
    """Mark the digest sent once its letter reached somebody."""
    letter = session.get_one(Letter, delivery.letter_id)
    if letter.kind != DIGEST:
        return
    digest = session.get_one(Digest, letter.subject_ids["digest"])
    if digest.state == APPROVED:
        digest.state, digest.sent_at = SENT, now
        session.add(digest)
        record(session, now, "dondoc", "sent", f"digest:{digest.id}", letter=letter.id)
