"""The private page of a request: GET shows it, POST records it, and a page reads back what was recorded."""

from collections.abc import Mapping

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from casework.answering import AnswerForm, Refusal, read_form, submit_form
from models.database import reading, writing
from models.digest_labels import STATUSES as NAMES
from models.response import STATUSES
from web.answer_form import new_answers, read_entries, shown_entries
from web.clock import now
from web.counter import Counter
from web.pages import EXPIRED_KEY, UNKNOWN_KEY, page, refusal
from web.posted import posted_fields

NAMED = {status: NAMES[status] for status in STATUSES}


def answer_routes(counter: Counter) -> APIRouter:
    """The routes under /b/{key}."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/b/{key}", methods=["GET", "HEAD"])
    def show(key: str) -> Response:
        return show_form(counter, key)

    @routes.post("/b/{key}")
    async def record(key: str, request: Request) -> Response:
        posted = await posted_fields(request)
        return await run_in_threadpool(record_form, counter, key, posted)

    @routes.api_route("/b/{key}/recorded", methods=["GET", "HEAD"])
    def recorded(key: str, count: int = Query(default=0, ge=0, le=9999, alias="n")) -> Response:
        return show_recorded(counter, key, count)

    return routes


def show_form(counter: Counter, key: str) -> Response:
    """The form, filled with what is on record."""
    form = _form(counter, key)
    if isinstance(form, Refusal):
        return _refused(counter, form)
    return page(counter.office, "answer.html", form=form, entries=shown_entries(form), statuses=NAMED)


def record_form(counter: Counter, key: str, posted: Mapping[str, str]) -> Response:
    """Record what is new in the posted form; with a fault nothing is recorded and the form comes back as typed."""
    with writing(counter.engine) as session:
        moment = now(counter.data)
        form = read_form(session, counter.sender, key, moment)
        if isinstance(form, Refusal):
            return _refused(counter, form)
        entries = read_entries(form, posted)
        if any(entry.faults for entry in entries):
            return page(counter.office, "answer.html", 422, form=form, entries=entries, statuses=NAMED)
        submitted = submit_form(session, counter.sender, key, new_answers(entries), moment)
    if isinstance(submitted, Refusal):
        return _refused(counter, submitted)
    return RedirectResponse(f"/b/{key}/recorded?n={len(submitted.responses)}", 303)


def show_recorded(counter: Counter, key: str, count: int) -> Response:
    """What is on record for the request, read back after `count` answers were recorded."""
    form = _form(counter, key)
    if isinstance(form, Refusal):
        return _refused(counter, form)
    return page(counter.office, "recorded.html", form=form, recorded=count, key=key, statuses=NAMED)


def _form(counter: Counter, key: str) -> AnswerForm | Refusal:
    with reading(counter.engine) as session:
        return read_form(session, counter.sender, key, now(counter.data))


def _refused(counter: Counter, why: Refusal) -> Response:
    if why.reason == "expired":
        return refusal(counter.office, 410, EXPIRED_KEY)
    return refusal(counter.office, 404, UNKNOWN_KEY)
