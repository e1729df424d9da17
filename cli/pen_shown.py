"""How `dondoc pen show` lays out an item, so that an officer can decide without opening the mail elsewhere."""

from dataclasses import dataclass
from typing import Any

import typer
from sqlmodel import Session

from casework.placing import proposed_answers
from casework.reading_files import FileHeard
from casework.recording import Answer
from cli.main import say
from cli.showing import add, apart, joined, minute, pairs, picked, print_tables, short, table, tell
from flows.installation import Installation
from language.wording import wording
from mail.render import size
from mail.reply import Reply
from models.agency import read_directory
from models.contact import contacts_at
from models.digest_labels import ROLES, STATUSES
from models.message import Message
from models.obligation import obligation_with_task
from models.pen import OPEN, PenItem, candidates_of, reasons_of
from models.period import period_keyed
from models.plan import Plan
from models.request import Request
from models.response import Response, latest_responses
from models.standing import Standing, standings
from models.words import MESSAGES, STATES

LONGEST_TEXT_SHOWN = 60
MOST_IN_BRIEF = 3  # answers of a proposal named in the list


@dataclass(frozen=True)
class ItemShown:
    """An item with its message as stored, as read, and its files as opened."""

    item: PenItem
    message: Message
    reply: Reply
    files: tuple[FileHeard, ...]


def item_as_json(item: PenItem, message: Message) -> dict[str, Any]:
    """An item with its message, with stable keys."""
    shown = picked(item, "id", "state", "since", "why", "text", "proposal", "request_id")
    decided = picked(item, "decided_by", "decided_at", "decision", "confirmed_by", "part_of")
    about = picked(message, "id", "message_id", "sender", "subject", "received_at", "authentication")
    return shown | decided | {"message": about}


def proposal_in_brief(item: PenItem) -> str:
    """What would be recorded, in a line: "I.2.a: Đang thực hiện 40%"; empty when nothing is proposed."""
    codes = str(item.proposal.get("say", "")).split(", ")
    said = [f"{code}: {_in_brief(one)}" for code, one in zip(codes, proposed_answers(item), strict=False)]
    left = len(said) - MOST_IN_BRIEF
    more = [say(wording("và {n} nhiệm vụ nữa", n=left))] if left > 0 else []
    return joined([*said[:MOST_IN_BRIEF], *more], "; ")


def _in_brief(answer: Answer) -> str:
    status = say(STATUSES[answer.status])
    return status if answer.percent is None else f"{status} {answer.percent}%"


def whole_as_json(session: Session, here: Installation, shown: ItemShown) -> dict[str, Any]:
    """An item with its candidates, its whole text and its files."""
    candidates = [_candidate_as_json(session, here, shown.item, one) for one in _candidate_ids(session, shown.item)]
    files = [_file_as_json(one) for one in shown.files]
    whole = {"candidates": candidates, "full_text": shown.reply.full_text, "files": files}
    return item_as_json(shown.item, shown.message) | whole


def _candidate_ids(session: Session, item: PenItem) -> list[int]:
    return candidates_of(session, item.id or 0)


def _candidate_as_json(session: Session, here: Installation, item: PenItem, number: int) -> dict[str, Any]:
    obligation, assignment, occasion, task = obligation_with_task(session, number)
    about = {"obligation": number, "code": task.code, "title": task.title, "role": assignment.role}
    found = _standing(session, here, number)
    why = reasons_of(session, item.id or 0).get(number, "")
    more = {"agency_id": obligation.agency_id, "period": occasion.period_key, "due_on": found.due_on}
    return about | more | {"state": found.state, "why": why}


def _file_as_json(file: FileHeard) -> dict[str, Any]:
    refused = file.refused.say() if file.refused else None
    rows = len(file.form.rows) if file.form else None
    return {**vars(file.ref), "refused": refused, "form_rows": rows, "text": file.text}


def _standing(session: Session, here: Installation, number: int) -> Standing:
    occasion = obligation_with_task(session, number)[2]
    docket = here.docket(session, session.get_one(Plan, occasion.plan_id))
    return standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=[number])[0]


def print_item(session: Session, here: Installation, shown: ItemShown, *, full: bool) -> None:
    """The item, from what it is to what can be done with it."""
    print_tables(_card(session, shown), _files(shown))
    tell(wording("Toàn văn thư:") if full else wording("Nội dung chờ xử lý (số đầu dòng dùng cho --lines):"))
    typer.echo(shown.reply.full_text if full else _numbered(shown.item.text))
    if full:
        for file in shown.files:
            if file.text:
                tell(wording("Chữ trong tệp {name}:", name=file.ref.filename))
                typer.echo(file.text)
    typer.echo()
    print_tables(*_candidates(session, here, shown.item))
    for answer in proposed_answers(shown.item):
        print_tables(_proposal(session, answer))
    if shown.item.state == OPEN:
        _print_what_to_do(session, shown)


def _numbered(text: str) -> str:
    return "\n".join(f"{number:>4}  {line}" for number, line in enumerate(text.splitlines(), 1))


def _card(session: Session, shown: ItemShown) -> Any:
    item, message, reply = shown.item, shown.message, shown.reply
    decided = say(wording("{by}, {at}: {what}", by=item.decided_by, at=minute(item.decided_at), what=item.decision))
    facts = {
        wording("Người gửi"): f"{reply.sender_name} <{message.sender or '–'}>".strip(),
        wording("Là"): _who(session, message.sender or ""),
        wording("Tiêu đề"): message.subject,
        wording("Gửi lúc"): minute(reply.sent_at) if reply.sent_at else "",
        wording("Nhận lúc"): minute(message.received_at),
        wording("Máy chủ xác thực người gửi"): message.authentication or "",
        wording("Trả lời cho"): _case(session, item),
        wording("Loại thư"): say(MESSAGES[message.kind]) if message.kind in MESSAGES else "",
        wording("Vì sao chờ"): item.why,
        wording("Cơ quan xác nhận"): item.confirmed_by or "",
        wording("Cắt ra từ mục"): item.part_of or "",
        wording("Đã xử lý"): decided if item.decided_by else "",
    }
    return pairs(wording("Mục {id}", id=item.id), facts)


def _case(session: Session, item: PenItem) -> str:
    """The agency and the period that the message was found to answer; empty when none was."""
    request = session.get(Request, item.request_id) if item.request_id else None
    if request is None:
        return ""
    return f"{read_directory(session).name(request.agency_id)}, {period_keyed(request.period_key).name}"


def _who(session: Session, address: str) -> str:
    directory = read_directory(session)
    known = contacts_at(session, address)
    named = [f"{directory.name(one.agency_id)} ({one.role})" for one in known]
    return joined(named, "; ") or say(wording("không có trong danh sách liên hệ"))


def _files(shown: ItemShown) -> Any:
    heads = wording("Tệp"), wording("Cỡ"), wording("Đọc được"), wording("SHA-256")
    drawn = table(wording("Tệp kèm theo (ghi ra bằng --save)"), *heads)
    for file in shown.files:
        add(drawn, file.ref.filename, size(file.ref.size), _reading(file), file.ref.sha256[:16])
    return drawn


def _reading(file: FileHeard) -> str:
    if file.refused is not None:
        return say(file.refused)
    if file.form is not None:
        return say(wording("bảng trả lời, {n} dòng có điền", n=len(file.form.rows)))
    return short(file.text, LONGEST_TEXT_SHOWN) or say(wording("không có chữ đọc được"))


def _candidates(session: Session, here: Installation, item: PenItem) -> tuple[Any, Any]:
    heads = [wording("Nghĩa vụ"), wording("Mã"), wording("Nhiệm vụ"), wording("Vai trò")]
    heads += [wording("Cơ quan"), wording("Kỳ"), wording("Vì sao"), wording("Đang có")]
    ids = _candidate_ids(session, item)
    reasons, last = reasons_of(session, item.id or 0), latest_responses(session, ids)
    rows = [_candidate(session, here, one, reasons.get(one, ""), last.get(one)) for one in ids]
    return apart(wording("Có thể trả lời cho"), heads, rows, staying=3, narrow=(0, 1))


def _candidate(
    session: Session, here: Installation, number: int, why: str, last: Response | None
) -> tuple[object, ...]:
    obligation, assignment, occasion, task = obligation_with_task(session, number)
    agency = read_directory(session).agencies[obligation.agency_id].short or obligation.agency_id
    state = say(STATES[_standing(session, here, number).state])
    held = f"{say(STATUSES[last.status])}; {state}" if last else state
    return number, task.code, short(task.title), say(ROLES[assignment.role]), agency, occasion.name, why, held


def _proposal(session: Session, answer: Answer) -> Any:
    code = obligation_with_task(session, answer.obligation_id)[3].code
    facts = {
        wording("Tình trạng"): STATUSES[answer.status],
        wording("Tỷ lệ"): None if answer.percent is None else f"{answer.percent}%",
        wording("Kết quả"): answer.result,
        wording("Văn bản, số liệu"): answer.evidence,
        wording("Khó khăn, vướng mắc"): answer.difficulty,
        wording("Kiến nghị"): answer.proposal,
        wording("Dự kiến hoàn thành"): answer.forecast,
        wording("Tệp kèm theo"): joined((file.filename for file in answer.files), "; "),
    }
    return pairs(wording("Đề xuất cho nghĩa vụ {id} ({code})", id=answer.obligation_id, code=code), facts)


def _print_what_to_do(session: Session, shown: ItemShown) -> None:
    """The commands that decide, with this item's own numbers."""
    number, candidates = shown.item.id, _candidate_ids(session, shown.item)
    about = candidates[0] if candidates else say(wording("SỐ"))
    commands = [f"dondoc pen file {number} --accept"] if proposed_answers(shown.item) else []
    commands.append(f"dondoc pen file {number} --obligation {about} --status in_progress --result “…”")
    if len(shown.item.text.splitlines()) > 1:
        commands.append(f"dondoc pen split {number} --lines 1-2")
    commands.append(f"dondoc pen drop {number} --reason “…”")
    tell(wording("Xử lý bằng một trong các lệnh (nghĩa vụ bất kỳ: dondoc answer show):"))
    for command in commands:
        typer.echo(f"  {command}")
