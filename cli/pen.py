"""`dondoc pen`: what could not be placed with certainty, and deciding where it belongs."""

from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.placing import drop_item, file_item, proposed_answers
from casework.recording import Answer
from cli.main import say
from cli.options import (
    ByOption,
    DifficultyOption,
    EvidenceOption,
    ForecastOption,
    JsonOption,
    PercentOption,
    ProposalOption,
    ReasonOption,
    ResultOption,
    StatusOrNone,
    docket_of,
    given_reason,
    known_obligation,
    numbered,
    officer,
    wrong,
)
from cli.showing import add, finish, joined, minute, pairs, picked, print_json, print_tables, refuse, short, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from mail.reply import read
from models.agency import read_directory
from models.database import reading, writing
from models.digest_labels import ROLES, STATUSES
from models.message import Message, MessageRaw
from models.obligation import obligation_with_task
from models.pen import PenItem, candidates_of, open_items

app = typer.Typer(no_args_is_help=True, help=say(wording("Ngăn chờ xử lý: liệt kê, xem, ghi nhận, bỏ.")))

ItemArgument = Annotated[int, typer.Argument(metavar="ID", help=say(wording("Số của mục.")))]
ObligationOption = Annotated[
    int | None, typer.Option("--obligation", help=say(wording("Nghĩa vụ được trả lời; bỏ trống nếu chỉ có một.")))
]
FullOption = Annotated[bool, typer.Option("--full", help=say(wording("In toàn văn thư, cả phần trích dẫn.")))]
AcceptOption = Annotated[bool, typer.Option("--accept", help=say(wording("Ghi nhận đúng như đề xuất.")))]


@app.command("list", help=say(wording("Các mục đang chờ, cũ nhất trước.")))
def list_items(as_json: JsonOption = False) -> None:
    """The items that wait; 1 when there are any."""
    with reading(installation().engine) as session:
        items = open_items(session)
        messages = {item.id: session.get_one(Message, item.message_id) for item in items}
    if as_json:
        print_json([item_as_json(item, messages[item.id]) for item in items])
    else:
        heads = wording("Mục"), wording("Nhận lúc"), wording("Người gửi"), wording("Vì sao chờ"), wording("Nội dung")
        drawn = table(wording("Ngăn chờ xử lý"), *heads, narrow=(0,))
        for item in items:
            message = messages[item.id]
            add(drawn, item.id, minute(message.received_at), message.sender, item.why, short(item.text))
        print_tables(drawn)
        tell(wording("{n} mục đang chờ.", n=len(items)))
    finish(bool(items))


def item_as_json(item: PenItem, message: Message) -> dict[str, Any]:
    """An item with its message, with stable keys."""
    shown = picked(item, "id", "state", "since", "why", "text", "proposal", "request_id")
    decided = picked(item, "decided_by", "decided_at", "decision")
    return (
        shown
        | decided
        | {"message": picked(message, "id", "message_id", "sender", "subject", "received_at", "authentication")}
    )


@app.command(help=say(wording("Một mục: thư gốc, vì sao chờ, có thể thuộc nghĩa vụ nào, đề xuất.")))
def show(item: ItemArgument, full: FullOption = False, as_json: JsonOption = False) -> None:
    """One item with all that is needed to decide."""
    with reading(installation().engine) as session:
        found = numbered(session, PenItem, item, _no_item(item))
        message = session.get_one(Message, found.message_id)
        full_text = read(session.get_one(MessageRaw, found.message_id).content).full_text
        if as_json:
            candidates = [candidate_as_json(session, one) for one in candidates_of(session, item)]
            print_json(item_as_json(found, message) | {"candidates": candidates, "full_text": full_text})
        else:
            print_tables(_card(found, message), _candidates(session, found), _proposal(session, found))
            tell(wording("Toàn văn thư:") if full else wording("Nội dung chờ xử lý:"))
            typer.echo(full_text if full else found.text)


def candidate_as_json(session: Session, obligation_id: int) -> dict[str, Any]:
    """An obligation that the item may answer."""
    obligation, assignment, occasion, task = obligation_with_task(session, obligation_id)
    about = {"obligation": obligation_id, "code": task.code, "title": task.title, "role": assignment.role}
    return about | {"agency_id": obligation.agency_id, "period": occasion.period_key}


def _card(item: PenItem, message: Message) -> Any:
    decided = say(wording("{by}, {at}: {what}", by=item.decided_by, at=minute(item.decided_at), what=item.decision))
    facts = {
        wording("Người gửi"): message.sender,
        wording("Tiêu đề"): message.subject,
        wording("Nhận lúc"): minute(message.received_at),
        wording("Máy chủ xác thực người gửi"): message.authentication or "",
        wording("Vì sao chờ"): item.why,
        wording("Đã xử lý"): decided if item.decided_by else "",
    }
    return pairs(wording("Mục {id}", id=item.id), facts)


def _candidates(session: Session, item: PenItem) -> Any:
    directory = read_directory(session)
    heads = (
        wording("Nghĩa vụ"),
        wording("Mã"),
        wording("Nhiệm vụ"),
        wording("Vai trò"),
        wording("Cơ quan"),
        wording("Kỳ"),
    )
    drawn = table(wording("Có thể trả lời cho"), *heads, narrow=(0, 1))
    for one in candidates_of(session, item.id or 0):
        obligation, assignment, occasion, task = obligation_with_task(session, one)
        agency = directory.agencies[obligation.agency_id].short
        add(drawn, one, task.code, short(task.title), ROLES[assignment.role], agency, occasion.name)
    return drawn


def _proposal(session: Session, item: PenItem) -> Any:
    heads = wording("Nghĩa vụ"), wording("Mã"), wording("Tình trạng"), wording("Kết quả")
    drawn = table(wording("Đề xuất (ghi nhận bằng: dondoc pen file {id} --accept)", id=item.id), *heads, narrow=(0, 1))
    for answer in proposed_answers(item):
        code = obligation_with_task(session, answer.obligation_id)[3].code
        add(drawn, answer.obligation_id, code, STATUSES[answer.status], short(answer.result))
    return drawn


@app.command("file", help=say(wording("Ghi nhận một mục là trả lời của một nghĩa vụ, hoặc đúng như đề xuất.")))
def file(
    item: ItemArgument,
    obligation: ObligationOption = None,
    status: StatusOrNone = None,
    accept: AcceptOption = False,
    percent: PercentOption = None,
    result: ResultOption = None,
    evidence: EvidenceOption = "",
    difficulty: DifficultyOption = "",
    proposal: ProposalOption = "",
    forecast: ForecastOption = None,
    by: ByOption = None,
) -> None:
    """Record what an item says and close it; without --result the item's own words are the result."""
    if accept == (status is not None):
        raise wrong(wording("Hoặc --accept (theo đề xuất), hoặc --status (do Văn phòng xác định)."))
    with writing(installation().engine) as session:
        found = numbered(session, PenItem, item, _no_item(item))
        if status is None:
            answers = proposed_answers(found)
        else:
            about, words = _obligation_of(session, found, obligation), found.text if result is None else result
            answers = [Answer(about, status, percent, words, evidence, difficulty, proposal, forecast)]
        recorded = _file(session, found, answers, officer(by))
    tell(wording("Đã ghi nhận {n} trả lời từ mục {id}.", n=recorded, id=item))


def _file(session: Session, item: PenItem, answers: list[Answer], by: str) -> int:
    """File the item on the obligations of one plan; how many answers said something new."""
    if not answers:
        refuse(wording("Mục {id} không có đề xuất để chấp nhận: nêu --obligation và --status.", id=item.id))
    docket = docket_of(session, answers[0].obligation_id)
    filed = file_item(session, docket, installation().sender, item, answers, by)
    refuse(filed if isinstance(filed, Wording) else None)
    return len(filed) if isinstance(filed, list) else 0


def _obligation_of(session: Session, item: PenItem, chosen: int | None) -> int:
    candidates = candidates_of(session, item.id or 0)
    if chosen is None and len(candidates) == 1:
        return candidates[0]
    if chosen is None:
        raise wrong(wording("Nêu nghĩa vụ bằng --obligation; có thể là: {ids}.", ids=joined(candidates) or "–"))
    return known_obligation(session, chosen)


@app.command(help=say(wording("Bỏ một mục vì không phải trả lời, với lý do; thư gốc vẫn được lưu.")))
def drop(item: ItemArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Close an item as answering nothing."""
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, PenItem, item, _no_item(item))
        refuse(drop_item(session, found, officer(by), given_reason(reason), here.now()))
    tell(wording("Đã bỏ mục {id}.", id=item))


def _no_item(number: int) -> Wording:
    return wording("Không có mục số {number} trong ngăn chờ.", number=number)
