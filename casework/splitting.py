"""Cutting a pen item into several, each with its own words, candidates and proposal; nothing of it gets lost."""

from collections.abc import Sequence

from sqlmodel import Session

from casework.docket import Docket, open_docket
from casework.gathering import Doubt, gather
from casework.penning import put_in_pen
from casework.placing import close_item, closed_fault
from casework.recording import offered, offers_of
from documents.form_answers import ASKED
from language.wording import Wording, wording
from mail.answers import OfferedTask, read_answers
from mail.reply import Reply
from models.message import Message
from models.pen import SPLIT, PenItem, candidates_of
from models.plan import Plan
from models.request import Request

NOT_PLACED = wording("phần cắt ra từ một mục khác, chưa rõ của nhiệm vụ nào")
READ_AS_SUCH = wording("phần cắt ra từ một mục khác, chờ Văn phòng xác nhận")


def parts_of(text: str, cuts: Sequence[tuple[int, int]]) -> list[str] | Wording:
    """The text cut by lines, each cut (first, last) from 1; what no cut takes is one more part. Or why it cannot be."""
    lines = text.splitlines()
    taken = [number for first, last in cuts for number in range(first, last + 1)]
    if any(not 1 <= first <= last <= len(lines) for first, last in cuts):
        return wording("Nội dung có {count} dòng; mỗi phần là dòng-đầu-dòng-cuối, ví dụ 1-3.", count=len(lines))
    if len(taken) > len(set(taken)):
        return wording("Một dòng không thể thuộc hai phần.")
    parts = ["\n".join(lines[first - 1 : last]).strip() for first, last in cuts]
    rest = "\n".join(line for number, line in enumerate(lines, 1) if number not in set(taken)).strip()
    found = [part for part in (*parts, rest) if part]
    return found if len(found) > 1 else wording("Phải chia thành ít nhất hai phần có chữ.")


def split_item(
    session: Session, docket: Docket, item: PenItem, parts: Sequence[str], by: str
) -> list[PenItem] | Wording:
    """Put each part in the pen as an item of its own, read anew, and close the item; or why not."""
    why = closed_fault(item)
    if why is not None:
        return why
    message = session.get_one(Message, item.message_id)
    doubts = [_part(session, docket, item, part) for part in parts]
    items = [put_in_pen(session, message, doubt, docket.now, item.id) for doubt in doubts]
    numbers = ", ".join(str(one.id) for one in items)
    close_item(session, item, SPLIT, by, wording("chia thành các mục {numbers}", numbers=numbers).say(), docket.now)
    return items


def docket_of_item(session: Session, item: PenItem, docket: Docket) -> Docket:
    """The docket of the plan that an item's request belongs to; `docket` when it belongs to none."""
    if item.request_id is None:
        return docket
    plan = session.get_one(Plan, session.get_one(Request, item.request_id).plan_id)
    return open_docket(session, plan, docket.now)


def _part(session: Session, docket: Docket, item: PenItem, text: str) -> Doubt:
    offers = _offers(session, docket, item)
    heard = gather(read_answers(Reply("reply", text=text), offers), [], offers)
    answers = heard.all_answers()
    if answers:
        named = tuple((one.obligation_id, ASKED) for one in answers)
        return Doubt(text, READ_AS_SUCH, named, tuple(answers))
    narrowed = next((one.candidates for one in heard.doubts if len(one.candidates) == 1), ())
    everything = tuple((one, ASKED) for one in candidates_of(session, item.id or 0))
    return Doubt(text, NOT_PLACED, narrowed or everything)


def _offers(session: Session, docket: Docket, item: PenItem) -> list[OfferedTask]:
    if item.request_id is None:
        return []
    standing = offered(session, docket, session.get_one(Request, item.request_id))
    return offers_of(session, standing)
