"""What becomes of a posted private page: recorded, kept as a draft, or sent back with its faults."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from casework.answering import AnswerForm, Submitted, submit_form
from casework.drafting import REPORT, draft_files, drop_draft, keep_file, save_draft
from casework.opening import Refusal, open_request
from language.wording import Wording
from models.answer_file import FileRef
from web.answer_files import choose
from web.answer_form import carried_over, new_answers
from web.counter import Counter
from web.filled_form import Filled, as_shown, fill, with_file_faults
from web.posted import Posted

ACTION, CARRY, DRAFT = "action", "carry", "draft"
BUTTONS = (ACTION, CARRY)


def take(
    session: Session, counter: Counter, key: str, form: AnswerForm, posted: Posted, moment: datetime
) -> str | Filled | Refusal:
    """The address to go on to, or the form with its faults: it is recorded whole or not at all, and then kept."""
    if _says_nothing(form, posted):
        return f"/b/{key}/recorded?n=0"
    fields = carried_over(form, posted.fields, posted.fields.get(CARRY, ""))
    files, faults = _take_files(session, form, posted)
    filled = with_file_faults(fill(form, fields, files), faults)
    keeps = CARRY in posted.fields or posted.fields.get(ACTION) == DRAFT
    if keeps or (filled.touched and filled.faulty):
        _keep(session, counter, key, filled, fields, files, moment)
    if keeps and not faults:
        return _back_to(key, posted.fields.get(CARRY, ""))
    return filled if filled.faulty else _submit(session, counter, key, filled, moment)


def _says_nothing(form: AnswerForm, posted: Posted) -> bool:
    """Whether no button was pressed, and the form is empty or as the page showed it: machines post such forms."""
    if posted.files or any(button in posted.fields for button in BUTTONS):
        return False
    typed = any(value.strip() for name, value in posted.fields.items() if not name.startswith("found-"))
    return not typed or _words(fill(form, posted.fields, draft_files(form.draft))) == _words(as_shown(form))


def _words(filled: Filled) -> list[object]:
    report = filled.report
    entries = [(entry.typed, entry.files) for entry in filled.entries]
    return [*entries, (report.number, report.signed_on, report.scan)]


def _take_files(
    session: Session, form: AnswerForm, posted: Posted
) -> tuple[list[tuple[int, FileRef]], dict[str, Wording]]:
    """The files of the draft that were not dropped, and those that came now; what is wrong with the others."""
    kept = [(number, ref) for number, ref in draft_files(form.draft) if not _dropped(number, ref, posted.fields)]
    places = {line.obligation_id for line in form.lines if not line.locked} | (
        {REPORT} if not form.clerk_name else set()
    )
    chosen, faults = choose(posted.files)
    taken = [
        (one.obligation_id, keep_file(session, one.file.filename, one.file.content_type, one.file.content))
        for one in chosen
        if one.obligation_id in places
    ]
    return [*kept, *taken], faults


def _dropped(number: int, ref: FileRef, fields: Mapping[str, str]) -> bool:
    return ("drop-report" if number == REPORT else f"drop-{number}-{ref.sha256}") in fields


def _keep(
    session: Session,
    counter: Counter,
    key: str,
    filled: Filled,
    fields: Mapping[str, str],
    files: list[tuple[int, FileRef]],
    moment: datetime,
) -> None:
    """Keep what was typed; a draft that says no more than what is on record is none."""
    opened = open_request(session, counter.sender, key, moment)
    if isinstance(opened, Refusal):
        return
    if not filled.touched:
        drop_draft(session, opened)
        return
    typed = {name: value for name, value in fields.items() if value and not name.startswith(("drop-", *BUTTONS))}
    save_draft(session, opened, typed, files)


def _back_to(key: str, carried: str) -> str:
    return f"/b/{key}#task-{carried}" if carried.isascii() and carried.isdigit() else f"/b/{key}"


def _submit(session: Session, counter: Counter, key: str, filled: Filled, moment: datetime) -> str | Refusal:
    answers = new_answers(filled.entries)
    submitted = submit_form(session, counter.sender, key, answers, moment, filled.report.report())
    if isinstance(submitted, Refusal):
        return submitted
    opened = open_request(session, counter.sender, key, moment)
    if (answers or submitted.report) and not isinstance(opened, Refusal):
        drop_draft(session, opened)
    return _recorded_at(key, submitted)


def _recorded_at(key: str, submitted: Submitted) -> str:
    waiting = f"&w={submitted.awaiting}" if submitted.awaiting else ""
    report = "&r=1" if submitted.report else ""
    return f"/b/{key}/recorded?n={len(submitted.responses)}{waiting}{report}"
