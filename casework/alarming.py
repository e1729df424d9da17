"""Telling the office at once that something is not accounted for: which holes the proof found, and where."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.docket import Docket
from casework.facts import Facts
from casework.proving import Proof
from casework.queueing import agency_recipients, queue_letter
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from mail.proof_letter import HoleFound, ProofLetter, proof_letter
from models.contact import ANSWERS
from models.event import record
from models.letter import PROOF_FAILED, Letter

MOST = 100


def queue_alarm(session: Session, docket: Docket, sender: Sender, proof: Proof) -> Letter | None:
    """Queue the letter about the holes of a proof, one a day; None when nobody is there to read it.

    It goes on record whether or not anybody can be told.
    """
    record(session, docket.now, "dondoc", "unproven", f"plan:{docket.plan_id}", holes=len(proof.holes))
    recipients = agency_recipients(session, docket.plan.office_agency_id, ANSWERS, docket.day)
    if not recipients:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"{PROOF_FAILED}/{docket.plan.slug}/{docket.day.isoformat()}/{docket.mode}",
        kind=PROOF_FAILED,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=recipients,
        plan_id=docket.plan_id,
        agency_id=docket.plan.office_agency_id,
        subject_ids={
            "proved_at": docket.now.isoformat(),
            "obligations": proof.obligations,
            "accounted": proof.accounted,
            "count": len(proof.holes),
            "holes": [[hole.place, hole.why.say()] for hole in proof.holes[:MOST]],
        },
    )


def outline_alarm(facts: Facts, sender: Sender, letter: Letter) -> Outline:
    """The letter, as the proof stood when it was made."""
    docket, found = facts.docket, letter.subject_ids
    proved_at = datetime.fromisoformat(found["proved_at"]).astimezone(ZoneInfo(docket.policy.zone))
    said = ProofLetter(
        tag=f"[{docket.plan.tag}]",
        office_name=docket.name_of(docket.plan.office_agency_id),
        plan_name=docket.plan.short_name,
        slug=docket.plan.slug,
        trial=docket.trial,
        proved_at=proved_at,
        obligations=found["obligations"],
        accounted=found["accounted"],
        count=found["count"],
        holes=tuple(HoleFound(place=place, why=why) for place, why in found["holes"]),
    )
    return compose(facts, sender, letter, Words(proof_letter, (said,)))
