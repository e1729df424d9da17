"""The page of a correction round: an agency reads its own lines of a draft digest and says what is not right."""

import re
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from casework.objecting import object_to, read_round
from casework.opening import Refusal
from models.database import reading, writing
from web.clock import now
from web.counter import Counter
from web.pages import EXPIRED_KEY, UNKNOWN_KEY, page, refusal
from web.posted import posted_form

FIELD = re.compile(r"objection-(\d{1,12})")
LONGEST = 4_000


def round_routes(counter: Counter) -> APIRouter:
    """The route /c/{key}."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/c/{key}", methods=["GET", "HEAD"])
    def show(key: str) -> Response:
        return show_round(counter, key)

    @routes.post("/c/{key}")
    async def store(key: str, request: Request) -> Response:
        posted = await posted_form(request)
        return await run_in_threadpool(store_objections, counter, key, posted.fields)

    return routes


def show_round(counter: Counter, key: str) -> Response:
    """The agency's lines, and what it has said of them."""
    with reading(counter.engine) as session:
        shown = read_round(session, counter.sender, key, now(counter.data), counter.office.locale)
    if isinstance(shown, Refusal):
        return _refused(counter, shown)
    said = {one.obligation_id: one for one in shown.objections}
    return page(counter.office, "round.html", round=shown, said=said, longest=LONGEST)


def store_objections(counter: Counter, key: str, posted: Mapping[str, str]) -> Response:
    """Store what was typed, then show the page again: what is stored stands on it."""
    said = {int(found[1]): text[:LONGEST] for name, text in posted.items() if (found := FIELD.fullmatch(name))}
    with writing(counter.engine) as session:
        stored = object_to(session, counter.sender, key, said, now(counter.data))
    if isinstance(stored, Refusal):
        return _refused(counter, stored)
    return RedirectResponse(f"/c/{key}", 303)


def _refused(counter: Counter, why: Refusal) -> Response:
    if why.reason == "expired":
        return refusal(counter.office, 410, EXPIRED_KEY)
    return refusal(counter.office, 404, UNKNOWN_KEY)
