"""Two pages that ask for a decision: an agency's head for his consent, an agency whether a stranger wrote for it.

Looking decides nothing, and neither does a form that is sent without a choice.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session

from casework.agreeing import consent, decline, read_consent
from casework.opening import Refusal
from casework.vouching import disown, read_sender, vouch
from language.wording import Wording, wording
from models.database import reading, writing
from models.digest_labels import STATUSES
from web.clock import now
from web.counter import Counter
from web.pages import page, refused
from web.posted import posted_form

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CHOOSE = wording("Chọn một trong hai ý kiến.")
CONSENTED = wording("Đã ghi nhận ý kiến đồng ý"), wording("Báo cáo đã được ghi nhận; thư xác nhận gửi đến người soạn.")
DECLINED = wording("Đã trả lại người soạn"), wording("Nội dung chưa tính là báo cáo; người soạn nhận thư kèm ý kiến.")
VOUCHED = wording("Đã ghi nhận xác nhận"), wording("Cảm ơn Quý cơ quan; nội dung chắc chắn đã được ghi nhận.")
DISOWNED = wording("Đã ghi nhận xác nhận"), wording("Thư đó không được tính là trả lời của Quý cơ quan.")
Said = tuple[Wording, Wording]


def decision_routes(counter: Counter) -> APIRouter:
    """The routes /consent/{key} and /sender/{key}."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/consent/{key}", methods=["GET", "HEAD"])
    def show_consent(key: str) -> Response:
        return consent_page(counter, key)

    @routes.post("/consent/{key}")
    async def record_consent(key: str, request: Request) -> Response:
        posted = await posted_form(request)
        return await run_in_threadpool(decide_consent, counter, key, posted.fields)

    @routes.api_route("/sender/{key}", methods=["GET", "HEAD"])
    def show_sender(key: str) -> Response:
        return sender_page(counter, key)

    @routes.post("/sender/{key}")
    async def record_sender(key: str, request: Request) -> Response:
        posted = await posted_form(request)
        return await run_in_threadpool(decide_sender, counter, key, posted.fields)

    return routes


def consent_page(
    counter: Counter, key: str, typed: Mapping[str, str] | None = None, fault: Wording | None = None
) -> Response:
    """What waits for the head, and where to decide."""
    with reading(counter.engine) as session:
        form = read_consent(session, counter.sender, key, now(counter.data))
    if isinstance(form, Refusal):
        return refused(counter.office, form)
    shown = {"form": form, "submitted_at": form.submitted_at.astimezone(ZONE), "typed": typed or {}}
    status = 422 if fault else 200
    return page(counter.office, "consent.html", status, key=key, fault=fault, statuses=STATUSES, **shown)


def decide_consent(counter: Counter, key: str, fields: Mapping[str, str]) -> Response:
    """Record the head's decision; without a choice nothing is decided."""
    if fields.get("decision") not in ("consent", "decline"):
        return consent_page(counter, key, fields, CHOOSE)
    number = fields.get("submission", "")
    submission = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    with writing(counter.engine) as session:
        done = _consent(session, counter, key, submission, fields, now(counter.data))
    return _decided(counter, done)


def _consent(
    session: Session, counter: Counter, key: str, submission: int, fields: Mapping[str, str], moment: datetime
) -> Said | Refusal:
    if fields["decision"] == "consent":
        done = consent(session, counter.sender, key, submission, moment)
        return done if isinstance(done, Refusal) else CONSENTED
    declined = decline(session, counter.sender, key, submission, fields.get("remark", ""), moment)
    return declined or DECLINED


def sender_page(counter: Counter, key: str, fault: Wording | None = None) -> Response:
    """What the stranger wrote, and where to say whether he wrote for the agency."""
    with reading(counter.engine) as session:
        form = read_sender(session, counter.sender, key, now(counter.data))
    if isinstance(form, Refusal):
        return refused(counter.office, form)
    received_at = form.received_at.astimezone(ZONE)
    status = 422 if fault else 200
    shown = {"form": form, "received_at": received_at, "statuses": STATUSES}
    return page(counter.office, "sender.html", status, key=key, fault=fault, **shown)


def decide_sender(counter: Counter, key: str, fields: Mapping[str, str]) -> Response:
    """Record what the agency says of the stranger; without a choice nothing is decided."""
    if fields.get("decision") not in ("ours", "not_ours"):
        return sender_page(counter, key, CHOOSE)
    moment = now(counter.data)
    with writing(counter.engine) as session:
        done: Said | Refusal
        if fields["decision"] == "ours":
            vouched = vouch(session, counter.sender, key, moment)
            done = vouched if isinstance(vouched, Refusal) else VOUCHED
        else:
            done = disown(session, counter.sender, key, moment) or DISOWNED
    return _decided(counter, done)


def _decided(counter: Counter, done: Said | Refusal) -> Response:
    if isinstance(done, Refusal):
        return refused(counter.office, done)
    title, said = (one.say(counter.office.locale) for one in done)
    return page(counter.office, "decided.html", title=title, said=said)
