"""`dondoc digest round`, `objections`, `reply`: agencies see and contest their own lines before approval."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from casework.correction_round import end_round, open_round
from casework.objecting import settle_objection
from cli.digest_shown import DigestArgument, docket_of_digest, one_digest
from cli.main import say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, numbered, officer, wrong
from cli.showing import add, finish, minute, picked, print_json, print_tables, refuse, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from models.database import reading, writing
from models.objection import ACCEPTED, REJECTED, WAITING, Objection, objections_of
from models.obligation import obligation_with_task

STATES = {WAITING: wording("chờ trả lời"), ACCEPTED: wording("tiếp thu"), REJECTED: wording("không tiếp thu")}
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="2023-03-23T16:00", help=say(wording("Giờ kết thúc, theo múi giờ của kế hoạch."))),
]
EndOption = Annotated[bool, typer.Option("--end", help=say(wording("Kết thúc ngay.")))]
AcceptOption = Annotated[bool, typer.Option("--accept/--reject", help=say(wording("Tiếp thu hay không.")))]
AnswerOption = Annotated[str, typer.Option("--answer", help=say(wording("Trả lời cơ quan.")))]
ObjectionArgument = Annotated[int, typer.Argument(metavar="N", help=say(wording("Số của ý kiến.")))]


def round_of(digest: DigestArgument, until: UntilOption = None, end: EndOption = False, by: ByOption = None) -> None:
    """Open a correction round until an hour, or end the one that is open."""
    if (until is None) != end:
        raise wrong(wording("Nêu --until hoặc --end."))
    here = installation()
    with writing(here.engine) as session:
        found = one_digest(session, digest)
        docket = docket_of_digest(session, found)
        if until is None:
            refuse(end_round(session, docket, found, officer(by)))
            tell(wording("Đã kết thúc lấy ý kiến; duyệt: dondoc digest approve {id}", id=digest))
            return
        opened = open_round(session, docket, here.sender, found, _moment(until, docket.policy.zone), officer(by))
    refuse(opened if isinstance(opened, Wording) else None)
    if not isinstance(opened, Wording):
        tell(wording("Thư gửi {count} cơ quan đang chờ gửi.", count=len(opened.letters)))
        for name in opened.unreached:
            tell(wording("Chưa có địa chỉ: {name}", name=docket.name_of(name)))


def _moment(text: str, zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise wrong(wording("“{given}” không phải một giờ: viết 2023-03-23T16:00.", given=text)) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def objections(plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """What agencies say against their lines; 1 while one waits for an answer."""
    with reading(installation().engine) as session:
        chosen = chosen_plan(session, plan)
        docket = installation().docket(session, chosen)
        found = objections_of(session, chosen.id or 0)
        codes = {one.obligation_id: obligation_with_task(session, one.obligation_id)[3].code for one in found}
    if as_json:
        names = "id", "digest_id", "obligation_id", "agency_id", "text", "at", "state", "settled_by", "answer"
        print_json([picked(one, *names) for one in found])
    else:
        heads = (
            wording("Số"),
            wording("Bản"),
            wording("Cơ quan"),
            wording("Nhiệm vụ"),
            wording("Ý kiến"),
            wording("Lúc"),
        )
        drawn = table(wording("Ý kiến về dự thảo báo cáo"), *heads, wording("Xử lý"), narrow=(0, 1))
        for one in found:
            name, code = docket.name_of(one.agency_id), codes[one.obligation_id]
            settled = f"{say(STATES[one.state])}: {one.answer}" if one.answer else say(STATES[one.state])
            add(drawn, one.id, one.digest_id, name, code, one.text, minute(one.at), settled)
        print_tables(drawn)
        if not found:
            tell(wording("Chưa có ý kiến nào."))
    finish(any(one.state == WAITING for one in found))


def reply(objection: ObjectionArgument, accept: AcceptOption, answer: AnswerOption, by: ByOption = None) -> None:
    """Answer an objection; what it asks for is recorded by the office itself, then compiled anew."""
    with writing(installation().engine) as session:
        found = numbered(session, Objection, objection, wording("Không có ý kiến số {id}.", id=objection))
        refuse(settle_objection(session, found, accept, answer, officer(by), installation().now()))
    tell(wording("Đã trả lời ý kiến {id}.", id=objection))
    if accept:
        tell(
            wording(
                "Sửa số liệu (dondoc answer record, dondoc deadline), rồi lập lại: dondoc digest compile --period …"
            )
        )
