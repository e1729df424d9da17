"""How `dondoc answer` shows obligations and the versions of their answers."""

from datetime import date
from typing import Any

from sqlmodel import Session

from casework.authors import author_name
from casework.docket import Docket
from cli.main import say
from cli.showing import add, joined, minute, picked, print_json, print_tables, short, table, tell
from language.dates import short_date
from language.wording import wording
from models.answer_file import files_of
from models.digest_labels import ROLES, STATUSES
from models.response import Response, decisions_of, latest_responses, responses_of
from models.standing import Standing
from models.words import CHANNELS, SOURCES, STATES, VERDICTS


def show_standings(session: Session, docket: Docket, found: list[Standing], as_json: bool) -> None:
    """One line an obligation."""
    last = latest_responses(session, [one.obligation_id for one in found])
    if as_json:
        print_json([standing_as_json(one, last.get(one.obligation_id)) for one in found])
        return
    heads = wording("Nghĩa vụ"), wording("Mã"), wording("Cơ quan"), wording("Vai trò"), wording("Hạn")
    rest = wording("Trạng thái"), wording("Bản"), wording("Trả lời gần nhất")
    drawn = table(wording("Nghĩa vụ báo cáo"), *heads, *rest, narrow=(0, 1, 4))
    for one in found:
        response = last.get(one.obligation_id)
        agency = docket.directory.agencies[one.agency_id].short
        about = one.obligation_id, one.task_code, agency, ROLES[one.role], one.due_on, STATES[one.state]
        add(drawn, *about, response.id if response else "", _said(response) if response else "")
    print_tables(drawn)
    tell(wording("{n} nghĩa vụ, {m} có trả lời.", n=len(found), m=len(last)))


def _said(response: Response) -> str:
    percent = f" {response.percent}%" if response.percent is not None else ""
    return f"{say(STATUSES[response.status])}{percent}. {short(response.result, 60)}".strip()


def standing_as_json(standing: Standing, response: Response | None) -> dict[str, Any]:
    """An obligation with its state and last answer, with stable keys."""
    names = "obligation_id", "task_code", "agency_id", "role", "period_key", "due_on", "due_revision", "state"
    return picked(standing, *names) | {"response": response_as_json(response) if response else None}


def response_as_json(response: Response) -> dict[str, Any]:
    """One version of an answer, with stable keys."""
    said = picked(response, "status", "percent", "result", "evidence", "difficulty", "proposal", "forecast")
    given = picked(
        response, "source", "by", "channel", "given_by", "given_on", "consent_by", "message_id", "recorded_at"
    )
    return picked(response, "id", "version") | said | given


def show_versions(session: Session, obligation_id: int, as_json: bool) -> None:
    """Every version of the answer on one obligation, with what was decided about each."""
    versions = responses_of(session, obligation_id)
    decided = {one.id: decisions_of(session, one.id or 0) for one in versions}
    files = files_of(session, [one.id or 0 for one in versions])
    if as_json:
        names = "verdict", "reason", "by", "at"
        shown = [
            response_as_json(one)
            | {"decisions": [picked(d, *names) for d in decided[one.id]]}
            | {"files": [vars(file) for file in files.get(one.id or 0, ())]}
            for one in versions
        ]
        print_json(shown)
        return
    heads = (
        wording("Bản"),
        wording("Lúc"),
        wording("Nguồn"),
        wording("Tình trạng"),
        wording("Nội dung"),
        wording("Văn phòng"),
    )
    drawn = table(wording("Các bản trả lời của nghĩa vụ {id}", id=obligation_id), *heads, narrow=(0,))
    for one in versions:
        office = joined((f"{say(VERDICTS[d.verdict])} ({d.by}): {d.reason}" for d in decided[one.id]), "; ")
        said = _all(one, [file.filename for file in files.get(one.id or 0, ())])
        add(drawn, one.id, minute(one.recorded_at), _whence(session, one), STATUSES[one.status], said, office)
    print_tables(drawn)
    if not versions:
        tell(wording("Nghĩa vụ {id} chưa có trả lời.", id=obligation_id))


def _whence(session: Session, response: Response) -> str:
    """How an answer came and from whom: who gave it, who wrote it down, who consented."""
    how = CHANNELS.get(response.channel) or SOURCES[response.source]
    parts = [say(how), say(author_name(session, response.by))]
    if response.given_by or response.given_on:
        parts.append(say(wording("{who} nói ngày {day}", who=response.given_by or "–", day=_day(response.given_on))))
    if response.consent_by:
        parts.append(say(wording("đồng ý: {head}", head=say(author_name(session, response.consent_by)))))
    return joined(parts, "; ")


def _day(day: date | None) -> str:
    return short_date(day) if day else "–"


def _all(response: Response, files: list[str]) -> str:
    percent = f"{response.percent}%" if response.percent is not None else ""
    said = (percent, response.result, response.evidence, response.difficulty, response.proposal)
    return joined((part for part in (*said, joined(files, "; ")) if part), "\n")
