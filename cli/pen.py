"""`dondoc pen`: what could not be placed with certainty, and deciding where it belongs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from casework.placing import drop_item, file_item, files_of_message, proposed_answers
from casework.reading_files import read_files
from casework.recording import Answer
from casework.splitting import docket_of_item, parts_of, split_item
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
    chosen_plan,
    docket_of,
    given_reason,
    known_obligation,
    numbered,
    officer,
    wrong,
)
from cli.pen_shown import ItemShown, item_as_json, print_item, proposal_in_brief, whole_as_json
from cli.saving import save_files
from cli.showing import add, finish, joined, minute, print_json, print_tables, refuse, short, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from mail.reply import read
from models.database import reading, writing
from models.message import Message, MessageRaw
from models.pen import PenItem, candidates_of, open_items

app = typer.Typer(no_args_is_help=True, help=say(wording("Ngăn chờ xử lý: liệt kê, xem, ghi nhận, chia, bỏ.")))

ItemArgument = Annotated[int, typer.Argument(metavar="ID", help=say(wording("Số của mục.")))]
ItemsArgument = Annotated[list[int], typer.Argument(metavar="ID...", help=say(wording("Số của một hay nhiều mục.")))]
ObligationOption = Annotated[
    list[int] | None,
    typer.Option(
        "--obligation",
        help=say(wording("Nghĩa vụ được trả lời, bất kỳ nghĩa vụ nào; lặp lại cho nhiều. Bỏ trống nếu chỉ có một.")),
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help=say(wording("In toàn văn thư, cả phần trích dẫn, và chữ trong tệp kèm theo.")))
]
SaveOption = Annotated[
    Path | None,
    typer.Option("--save", file_okay=False, help=say(wording("Ghi thư gốc và các tệp kèm theo ra thư mục."))),
]
AcceptOption = Annotated[bool, typer.Option("--accept", help=say(wording("Ghi nhận đúng như đề xuất.")))]
LinesOption = Annotated[
    list[str],
    typer.Option("--lines", metavar="1-3", help=say(wording("Các dòng của một phần; lặp lại cho từng phần."))),
]


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
        drawn = table(wording("Ngăn chờ xử lý"), *heads, wording("Đề xuất"), narrow=(0,))
        for item in items:
            message, brief = messages[item.id], proposal_in_brief(item)
            add(drawn, item.id, minute(message.received_at), message.sender, item.why, short(item.text), brief)
        print_tables(drawn)
        tell(wording("{n} mục đang chờ.", n=len(items)))
    finish(bool(items))


@app.command(help=say(wording("Một mục: thư gốc, vì sao chờ, đã đọc được gì, có thể thuộc nghĩa vụ nào, phải làm gì.")))
def show(item: ItemArgument, full: FullOption = False, save: SaveOption = None, as_json: JsonOption = False) -> None:
    """One item with all that is needed to decide."""
    here = installation()
    with reading(here.engine) as session:
        found = numbered(session, PenItem, item, _no_item(item))
        raw = session.get_one(MessageRaw, found.message_id).content
        reply = read(raw, receiver=here.sender.receiver)
        shown = ItemShown(found, session.get_one(Message, found.message_id), reply, read_files(reply))
        if as_json:
            print_json(whole_as_json(session, here, shown))
        else:
            print_item(session, here, shown, full=full)
    if save is not None:
        attached = [(file.filename, file.content) for file in reply.attachments]
        save_files(save, [(f"thu-{shown.message.id}.eml", raw), *attached])


@app.command("file", help=say(wording("Ghi nhận mục là trả lời của nghĩa vụ đã nêu, hoặc đúng như đề xuất.")))
def file(
    items: ItemsArgument,
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
    """Record what an item says and close it; without --result the item's own words are the result.

    Several items can be accepted at once, each by itself: one that cannot be is said, the others are recorded.
    """
    if accept == (status is not None):
        raise wrong(wording("Hoặc --accept (theo đề xuất), hoặc --status (do Văn phòng xác định)."))
    if status is not None and len(items) > 1:
        raise wrong(wording("Nhiều mục cùng lúc chỉ ghi nhận được theo đề xuất (--accept)."))

    def answers_of(session: Session, item: PenItem) -> list[Answer]:
        if status is None:
            return proposed_answers(item)
        words, files = item.text if result is None else result, files_of_message(session, item.message_id)
        return [
            Answer(one, status, percent, words, evidence, difficulty, proposal, forecast, files)
            for one in _obligations_of(session, item, obligation)
        ]

    def filed(session: Session, item: PenItem) -> Wording | None:
        recorded = _file(session, item, answers_of(session, item), officer(by))
        if isinstance(recorded, Wording):
            return recorded
        tell(wording("Đã ghi nhận {n} trả lời từ mục {id}.", n=recorded, id=item.id))
        return None

    _decide_each(items, filed)


def _decide_each(items: list[int], decide: Callable[[Session, PenItem], Wording | None]) -> None:
    """Each item in a transaction of its own; ends with 1 when one was refused, and says why.

    Nothing is decided when there is no item of one of the numbers.
    """
    engine = installation().engine
    with reading(engine) as session:
        known = [numbered(session, PenItem, number, _no_item(number)).id for number in dict.fromkeys(items)]
    refused = False
    for number in known:
        with writing(engine) as session:
            why = decide(session, session.get_one(PenItem, number))
        if why is not None:
            typer.echo(say(why), err=True)
            refused = True
    finish(refused)


def _file(session: Session, item: PenItem, answers: list[Answer], by: str) -> int | Wording:
    """File the item on the obligations of one plan; how many answers said something new, or why it cannot be filed."""
    if not answers:
        return wording("Mục {id} không có đề xuất để chấp nhận: nêu --obligation và --status.", id=item.id)
    docket = docket_of(session, answers[0].obligation_id)
    if len({docket_of(session, one.obligation_id).plan_id for one in answers}) > 1:
        raise wrong(wording("Các nghĩa vụ phải thuộc cùng một kế hoạch."))
    filed = file_item(session, docket, installation().sender, item, answers, by)
    return filed if isinstance(filed, Wording) else len(filed)


def _obligations_of(session: Session, item: PenItem, chosen: list[int] | None) -> list[int]:
    candidates = candidates_of(session, item.id or 0)
    if not chosen and len(candidates) == 1:
        return candidates
    if not chosen:
        raise wrong(wording("Nêu nghĩa vụ bằng --obligation; có thể là: {ids}.", ids=joined(candidates) or "–"))
    return [known_obligation(session, one) for one in dict.fromkeys(chosen)]


@app.command(help=say(wording("Chia một mục theo dòng thành nhiều mục; phần không nêu thành một mục riêng.")))
def split(item: ItemArgument, lines: LinesOption, by: ByOption = None) -> None:
    """Cut an item by its lines, as `show` numbers them; each part waits as an item of its own."""
    cuts = [_cut(one) for one in lines]
    here = installation()
    with writing(here.engine) as session:
        found = numbered(session, PenItem, item, _no_item(item))
        parts = parts_of(found.text, cuts)
        if isinstance(parts, Wording):
            raise wrong(parts)
        docket = docket_of_item(session, found, here.docket(session, chosen_plan(session, None)))
        made = split_item(session, docket, found, parts, officer(by))
        refuse(made if isinstance(made, Wording) else None)
        numbers = joined(one.id for one in made) if isinstance(made, list) else ""
    tell(wording("Đã chia mục {id} thành các mục {numbers}.", id=item, numbers=numbers))


def _cut(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", text.strip())
    if found is None:
        raise wrong(wording("“{text_given}” không phải các dòng: viết 1-3.", text_given=text))
    return int(found[1]), int(found[2] or found[1])


@app.command(help=say(wording("Bỏ những mục không phải trả lời, với lý do; thư gốc vẫn được lưu.")))
def drop(items: ItemsArgument, reason: ReasonOption, by: ByOption = None) -> None:
    """Close items as answering nothing."""
    here = installation()

    def dropped(session: Session, item: PenItem) -> Wording | None:
        why = drop_item(session, item, officer(by), given_reason(reason), here.now())
        if why is None:
            tell(wording("Đã bỏ mục {id}.", id=item.id))
        return why

    _decide_each(items, dropped)


def _no_item(number: int) -> Wording:
    return wording("Không có mục số {number} trong ngăn chờ.", number=number)
