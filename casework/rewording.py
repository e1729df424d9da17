"""The office's own words of a digest: written in their places, they make a new version of the same frozen data."""

from collections.abc import Mapping

from sqlmodel import Session

from casework.compiling import store_draft
from casework.docket import Docket
from casework.frozen import compile_again
from language.wording import Wording, wording
from models.digest import OPEN, Digest, issued
from models.digest_canonical import from_canonical
from models.digest_text import LEAVE_OUT, PLACES, DigestText, last_texts, left_out, office_texts
from models.event import record

ASKED_FOR = ("assessment", "causes", "next_tasks", "proposals")


def reword(session: Session, docket: Docket, digest: Digest, written: Mapping[str, str], by: str) -> Digest | Wording:
    """Write what the office says in each place; the new version of the draft, or why not.

    A place is one of PLACES, where an empty text is the decision to say nothing, or `leave_out:` and a proposal, with
    the reason. Figures stay as they were frozen.
    """
    if digest.state not in OPEN:
        return wording("Bản {id} không còn là dự thảo.", id=digest.id)
    found = issued(session, digest)
    why = _fault(written, {item.text for item in found.data.for_decision} | _out(digest))
    if why is not None:
        return why
    for place, text in written.items():
        session.add(_text(docket, digest.period_key, place, text, by))
    session.flush()
    record(session, docket.now, by, "worded", f"digest:{digest.id}", places=sorted(written))
    now = last_texts(session, docket.plan_id, digest.period_key)
    compiled = compile_again(session, found, texts=office_texts(now), leave_out=left_out(now))
    return store_draft(session, docket, digest.period_key, compiled, by)


def undecided_places(digest: Digest) -> list[str]:
    """The places in which the office has neither said anything nor decided to say nothing."""
    said = {one.place for one in from_canonical(digest.content).texts}
    return [place for place in ASKED_FOR if place not in said]


def say_nothing_more(session: Session, docket: Docket, digest: Digest, by: str) -> Digest | Wording:
    """Decide, by name, to say nothing in every place that is still open; the version that says so."""
    undecided = undecided_places(digest)
    return reword(session, docket, digest, dict.fromkeys(undecided, ""), by) if undecided else digest


def _out(digest: Digest) -> set[str]:
    return {one.item.text for one in from_canonical(digest.content).left_out}


def _fault(written: Mapping[str, str], proposals: set[str]) -> Wording | None:
    for place in written:
        proposal = place.removeprefix(LEAVE_OUT)
        if place.startswith(LEAVE_OUT) and proposal not in proposals:
            return wording("Không có kiến nghị nào là: {proposal}", proposal=proposal)
        if not place.startswith(LEAVE_OUT) and place not in PLACES:
            return wording("Không có phần “{place}”: chọn một trong {places}.", place=place, places=", ".join(PLACES))
    return None


def _text(docket: Docket, key: str, place: str, text: str, by: str) -> DigestText:
    return DigestText(plan_id=docket.plan_id, period_key=key, place=place, text=text.strip(), by=by, at=docket.now)
