"""An automatic reply says that somebody is away: until when his steps wait, and whom the office is proposed instead."""

import re

from sqlmodel import Session

from casework.docket import Docket
from casework.raising import put_question
from language.dates import short_date
from language.wording import Wording, wording
from mail.automatic import Absence
from models.contact import Contact

NO_TASK = "–"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def note_absence(session: Session, author: Contact, absence: Absence, docket: Docket | None) -> None:
    """Keep the last day of the absence, for steps wait until then; whoever is named instead is put to the office.

    `docket` is of the plan about which the contact was written to; None when it is not known.
    """
    if absence.until is not None:
        author.away_until = absence.until
        session.merge(author)
    if absence.deputy and docket is not None:
        _propose(session, docket, author, absence)


def _propose(session: Session, docket: Docket, author: Contact, absence: Absence) -> None:
    found = _ADDRESS.search(absence.deputy)
    why = wording(
        "{name} ({address}) vắng mặt đến {until} và chỉ người liên hệ thay: “{deputy}”. Các bước nhắc chờ đến ngày trở "
        "lại; để gửi cho người thay: 'dondoc contact set {agency} {role} {other} --beside'",
        name=author.name or docket.name_of(author.agency_id),
        address=author.address,
        until=short_date(absence.until) if absence.until else "–",
        deputy=absence.deputy,
        agency=author.agency_id,
        role=author.role,
        other=found[0] if found else "ĐỊA-CHỈ",
    )
    put_question(session, docket, f"absence:{author.id}", NO_TASK, _away(author, docket), why, author.agency_id)


def _away(author: Contact, docket: Docket) -> Wording:
    return wording("{agency}: người nhận thư vắng mặt", agency=docket.name_of(author.agency_id))
