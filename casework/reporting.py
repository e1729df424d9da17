"""The official report beside an agency's answers: noted each time that something new is said of it."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from casework.docket import Docket
from casework.reading_files import FileHeard
from models.answer_file import FileRef
from models.event import record
from models.official_report import OfficialReport, report_of
from models.request import Request

LONGEST_NUMBER = 100


def set_report(
    session: Session,
    docket: Docket,
    request: Request,
    number: str,
    signed_on: date | None,
    scan: FileRef | None,
    by: str,
) -> OfficialReport | None:
    """Note what is said of the report; None when just that is on record, or nothing is said."""
    known = report_of(session, request.id or 0)
    said = (number.strip()[:LONGEST_NUMBER], signed_on, scan)
    before = (known.number, known.signed_on, known.scan) if known else ("", None, None)
    if said == before:
        return None
    report = OfficialReport(
        request_id=request.id or 0,
        number=said[0],
        signed_on=signed_on,
        by=by,
        at=docket.now,
        **(vars(scan) if scan else {}),
    )
    session.add(report)
    session.flush()
    scanned = scan.sha256 if scan else ""
    record(session, docket.now, by, "reported", f"request:{request.id}", report=report.id, scan=scanned)
    return report


def note_report(session: Session, docket: Docket, request: Request, files: Sequence[FileHeard], by: str) -> None:
    """Note the report that a returned form names; one that names none leaves what is known as it is."""
    known = report_of(session, request.id or 0)
    for form in (file.form for file in files if file.form is not None):
        if form.report_number or form.report_on:
            scan = known.scan if known else None
            set_report(session, docket, request, form.report_number, form.report_on, scan, by)
