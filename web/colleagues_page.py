"""Passing tasks on: the contact makes a link for each colleague and takes it back; only he sees this page."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from casework.answering import AnswerForm, read_form
from casework.opening import UNKNOWN, Refusal
from casework.sharing import links_of, revoke, share
from language.wording import Wording
from models.clerk import Clerk
from models.database import reading, writing
from web.clock import now
from web.counter import Counter
from web.pages import page, refused
from web.posted import Posted, posted_form


def colleague_routes(counter: Counter) -> APIRouter:
    """The routes /b/{key}/colleagues."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/b/{key}/colleagues", methods=["GET", "HEAD"])
    def show(key: str) -> Response:
        return show_colleagues(counter, key)

    @routes.post("/b/{key}/colleagues")
    async def change(key: str, request: Request) -> Response:
        posted = await posted_form(request)
        return await run_in_threadpool(change_colleagues, counter, key, posted)

    return routes


def show_colleagues(counter: Counter, key: str, posted: Posted | None = None, fault: Wording | None = None) -> Response:
    """The links that are open, and the form for one more, as it was typed when there is a fault."""
    with reading(counter.engine) as session:
        form = read_form(session, counter.sender, key, now(counter.data))
        links = links_of(session, counter.sender, key, now(counter.data))
    if isinstance(form, Refusal):
        return refused(counter.office, form)
    if isinstance(links, Refusal):
        return refused(counter.office, links)
    return _page(counter, key, form, links, posted, fault)


def _page(
    counter: Counter,
    key: str,
    form: AnswerForm,
    links: list[tuple[Clerk, str]],
    posted: Posted | None,
    fault: Wording | None,
) -> Response:
    return page(
        counter.office,
        "colleagues.html",
        422 if fault else 200,
        form=form,
        links=links,
        key=key,
        typed=posted.fields if posted else {},
        chosen=posted.every("task") if posted else [],
        fault=fault,
    )


def change_colleagues(counter: Counter, key: str, posted: Posted) -> Response:
    """Take a link back, or make one; an empty form does neither."""
    with writing(counter.engine) as session:
        done = _change(session, counter, key, posted)
    if isinstance(done, Refusal):
        return refused(counter.office, done)
    if isinstance(done, Wording):
        return show_colleagues(counter, key, posted, done)
    return RedirectResponse(f"/b/{key}/colleagues", 303)


def _change(session: Session, counter: Counter, key: str, posted: Posted) -> Clerk | Wording | Refusal | None:
    moment = now(counter.data)
    taken_back = posted.fields.get("revoke", "")
    if taken_back:
        number = int(taken_back) if taken_back.isascii() and taken_back.isdigit() and len(taken_back) < 10 else 0
        found = revoke(session, counter.sender, key, number, moment)
        return found if isinstance(found, Refusal) else None if found else Refusal(UNKNOWN)
    name, tasks = posted.fields.get("name", ""), posted.every("task")
    if not name.strip() and not tasks:
        return None
    numbers = [int(one) for one in tasks if one.isascii() and one.isdigit() and len(one) < 10]
    return share(session, counter.sender, key, name, numbers, moment)
