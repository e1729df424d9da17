"""The private page of a request: GET shows it, POST records it or keeps it, and a page reads back what was recorded."""

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from casework.answering import AnswerForm, file_on_page, read_form
from casework.evidence import content_of
from casework.opening import UNKNOWN, Refusal
from models.database import reading, writing
from models.digest_labels import STATUSES as NAMES
from models.response import SAYABLE
from web.answer_files import saved_as
from web.answer_posting import take
from web.clock import now
from web.counter import Counter
from web.filled_form import Filled, as_shown
from web.pages import page, refused
from web.posted import Posted, posted_form

NAMED = {status: NAMES[status] for status in SAYABLE}


def answer_routes(counter: Counter) -> APIRouter:
    """The routes under /b/{key}."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/b/{key}", methods=["GET", "HEAD"])
    def show(key: str) -> Response:
        return show_form(counter, key)

    @routes.post("/b/{key}")
    async def record(key: str, request: Request) -> Response:
        posted = await posted_form(request)
        return await run_in_threadpool(record_form, counter, key, posted)

    @routes.api_route("/b/{key}/recorded", methods=["GET", "HEAD"])
    def recorded(
        key: str,
        count: int = Query(default=0, ge=0, le=9999, alias="n"),
        waiting: int = Query(default=0, ge=0, le=9999, alias="w"),
        report: int = Query(default=0, ge=0, le=1, alias="r"),
    ) -> Response:
        return show_recorded(counter, key, count, waiting, report)

    @routes.api_route("/b/{key}/files/{sha256}", methods=["GET", "HEAD"])
    def file(key: str, sha256: str) -> Response:
        return send_file(counter, key, sha256)

    return routes


def show_form(counter: Counter, key: str) -> Response:
    """The form, filled with the draft if there is one, else with what is on record."""
    form = _form(counter, key)
    if isinstance(form, Refusal):
        return refused(counter.office, form)
    return _page(counter, key, as_shown(form))


def record_form(counter: Counter, key: str, posted: Posted) -> Response:
    """Record what is new in the posted form, or keep it as a draft; with a fault it comes back as it was typed."""
    moment = now(counter.data)
    with writing(counter.engine) as session:
        form = read_form(session, counter.sender, key, moment)
        done = form if isinstance(form, Refusal) else take(session, counter, key, form, posted, moment)
    if isinstance(done, Refusal):
        return refused(counter.office, done)
    if isinstance(done, Filled):
        return _page(counter, key, done, 422)
    return RedirectResponse(done, 303)


def show_recorded(counter: Counter, key: str, count: int, waiting: int, report: int) -> Response:
    """What is on record, read back after `count` answers were recorded or `waiting` were sent to the head."""
    form = _form(counter, key)
    if isinstance(form, Refusal):
        return refused(counter.office, form)
    said = {"recorded": count, "awaiting": waiting, "reported": bool(report)}
    return page(counter.office, "recorded.html", form=form, key=key, statuses=NAMED, **said)


def send_file(counter: Counter, key: str, sha256: str) -> Response:
    """A file that the page lists, to be saved and never shown: what others sent is no page of ours."""
    form = _form(counter, key)
    if isinstance(form, Refusal):
        return refused(counter.office, form)
    file = file_on_page(form, sha256)
    with reading(counter.engine) as session:
        content = content_of(session, sha256) if file is not None else None
    if file is None or content is None:
        return refused(counter.office, Refusal(UNKNOWN))
    return Response(content, media_type="application/octet-stream", headers=saved_as(file.filename))


def _page(counter: Counter, key: str, filled: Filled, status: int = 200) -> Response:
    return page(
        counter.office,
        "answer.html",
        status,
        form=filled.form,
        entries=filled.entries,
        report=filled.report,
        faulty=filled.faulty,
        key=key,
        statuses=NAMED,
    )


def _form(counter: Counter, key: str) -> AnswerForm | Refusal:
    with reading(counter.engine) as session:
        return read_form(session, counter.sender, key, now(counter.data))
