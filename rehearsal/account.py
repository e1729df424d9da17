"""The account that a rehearsal gives at its end: letters, answers, states and the pen, counted from the tables."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.proving import Proof, prove
from documents.digest_page import render_page
from mail.message import from_stored, with_key
from models.digest import DRAFT, ROUND, Digest
from models.digest_canonical import from_canonical
from models.letter import Delivery, Letter, LetterRaw
from models.message import Message
from models.pen import OPEN, PenItem
from models.response import Response

SAMPLE_KEY = "khoa-rieng-cua-co-quan"


@dataclass(frozen=True)
class Account:
    """What happened, counted."""

    letters: Counter[tuple[str, str]]
    messages: Counter[tuple[str, str]]
    answers: Counter[str]
    pen: list[str]
    digests: Counter[str]
    proof: Proof


def account(session: Session, docket: Docket) -> Account:
    """The account of everything in the tables."""
    letters = session.exec(
        select(col(Letter.kind), col(Delivery.state)).join(Delivery, col(Delivery.letter_id) == Letter.id)
    )
    messages = session.exec(select(col(Message.kind), col(Message.outcome)))
    waiting = session.exec(select(col(PenItem.why)).where(PenItem.state == OPEN).order_by(col(PenItem.id)))
    return Account(
        letters=Counter((kind, state) for kind, state in letters),
        messages=Counter((kind or "", outcome) for kind, outcome in messages),
        answers=Counter(session.exec(select(col(Response.source)))),
        pen=list(waiting),
        digests=Counter(session.exec(select(col(Digest.state)))),
        proof=prove(session, docket),
    )


def write_samples(session: Session, folder: Path, trial: bool) -> list[Path]:
    """Write one letter of each kind and the digest's page into `folder`, to be opened by a person."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [_write_letter(folder, kind, letter_id, session) for kind, letter_id in _first_of_each_kind(session)]
    for digest in session.exec(select(Digest).order_by(col(Digest.id))):
        page = folder / f"digest-{digest.period_key}-v{digest.version}.page.html"
        page.write_text(render_page(from_canonical(digest.content), trial=trial, draft=digest.state in (DRAFT, ROUND)))
        written.append(page)
    return written


def _first_of_each_kind(session: Session) -> list[tuple[str, int]]:
    query = select(col(Letter.kind), col(Letter.id)).join(LetterRaw, col(LetterRaw.letter_id) == Letter.id)
    first: dict[str, int] = {}
    for kind, letter_id in session.exec(query.order_by(col(Letter.id))):
        first.setdefault(kind, letter_id or 0)
    return sorted(first.items())


def _write_letter(folder: Path, kind: str, letter_id: int, session: Session) -> Path:
    mail = with_key(from_stored(session.get_one(LetterRaw, letter_id).content), SAMPLE_KEY)
    (folder / f"{kind}.txt").write_text(f"{mail.subject}\n\n{mail.text}", encoding="utf-8")
    path = folder / f"{kind}.html"
    path.write_text(mail.html, encoding="utf-8")
    return path
