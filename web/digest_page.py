"""The page of a digest that was approved, behind its reader's key."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from casework.opening import Refusal, digest_behind
from documents.digest_page import render_page
from models.database import reading
from models.digest import APPROVED, SENT, Digest
from models.digest_canonical import from_canonical
from models.letter import Letter
from models.mode import LIVE
from web.counter import Counter
from web.pages import EXPIRED_KEY, HEADERS, UNKNOWN_KEY, refusal

# The page is one file that can be kept: its styles stand in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


def digest_routes(counter: Counter) -> APIRouter:
    """The route /d/{key}."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/d/{key}", methods=["GET", "HEAD"])
    def show(key: str) -> Response:
        return show_digest(counter, key)

    return routes


def show_digest(counter: Counter, key: str) -> Response:
    """The digest as it was approved; one taken back since is gone."""
    with reading(counter.engine) as session:
        digest_id = digest_behind(session, counter.sender, key)
        digest = None if isinstance(digest_id, Refusal) else session.get(Digest, digest_id)
        letter = session.get(Letter, digest.letter_id) if digest and digest.letter_id else None
    if digest is None:
        return refusal(counter.office, 404, UNKNOWN_KEY)
    if digest.state not in {APPROVED, SENT}:
        return refusal(counter.office, 410, EXPIRED_KEY)
    trial = letter is None or letter.mode != LIVE
    page = render_page(from_canonical(digest.content), counter.office.locale, trial=trial, draft=False)
    return HTMLResponse(page, headers=HEADERS | {"Content-Security-Policy": POLICY})
