"""The page of a digest that was approved, behind its reader's key: the text, its files, and what is behind a figure."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from casework.opening import Refusal, digest_behind
from casework.overtaking import late_answers
from casework.tracing import walk_back
from documents.digest_page import render_page
from models.database import reading
from models.digest import APPROVED, SENT, Digest, DigestForm, forms_of
from models.digest_canonical import from_canonical
from models.letter import Letter
from models.mode import LIVE
from web.clock import now
from web.counter import Counter
from web.digest_source import source_values
from web.pages import EXPIRED_KEY, HEADERS, UNKNOWN_KEY, page, refusal

# The page is one file that can be kept: its styles stand in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
SHOWN = 300


@dataclass(frozen=True)
class Shown:
    """A digest that its reader may see; `trial` says that it was sent to nobody real."""

    digest: Digest
    trial: bool


def digest_routes(counter: Counter) -> APIRouter:
    """The routes under /d/{key}."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/d/{key}", methods=["GET", "HEAD"])
    def show(key: str) -> Response:
        return show_digest(counter, key)

    @routes.api_route("/d/{key}/source/{figure}", methods=["GET", "HEAD"])
    def source(key: str, figure: str) -> Response:
        return show_source(counter, key, figure)

    @routes.api_route("/d/{key}/file/{form}", methods=["GET", "HEAD"])
    def file(key: str, form: str) -> Response:
        return send_file(counter, key, form)

    return routes


def show_digest(counter: Counter, key: str) -> Response:
    """The digest as it was approved, and what came after it was frozen."""
    with reading(counter.engine) as session:
        shown = _shown(session, counter, key)
        if isinstance(shown, Response):
            return shown
        digest = shown.digest
        late = late_answers(session, digest, digest.sent_at or now(counter.data))
        forms = forms_of(session, digest.id or 0)
    text = render_page(
        from_canonical(digest.content),
        counter.office.locale,
        trial=shown.trial,
        draft=False,
        late=late,
        sources=f"/d/{key}/source/",
        files=[(f".{form.form}", f"/d/{key}/file/{form.form}") for form in forms],
    )
    return HTMLResponse(text, headers=HEADERS | {"Content-Security-Policy": POLICY})


def show_source(counter: Counter, key: str, figure: str) -> Response:
    """What is behind one figure: the rule, the figures in it, the answers that it counts."""
    with reading(counter.engine) as session:
        shown = _shown(session, counter, key)
        if isinstance(shown, Response):
            return shown
        try:
            walked = walk_back(session, shown.digest, figure, SHOWN)
        except LookupError:
            return refusal(counter.office, 404)
    values = source_values(walked, counter.office.locale)
    return page(counter.office, "source.html", key=key, trial=shown.trial, **values)


def send_file(counter: Counter, key: str, form: str) -> Response:
    """One of the digest's files exactly as it was approved."""
    with reading(counter.engine) as session:
        shown = _shown(session, counter, key)
        if isinstance(shown, Response):
            return shown
        stored = session.get(DigestForm, (shown.digest.id, form))
    if stored is None:
        return refusal(counter.office, 404)
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{stored.filename}"'}
    return Response(stored.content, media_type=stored.content_type, headers=headers)


def _shown(session: Session, counter: Counter, key: str) -> Shown | Response:
    """The digest behind a reader's key; a refusal for a wrong key, and for one taken back since."""
    digest_id = digest_behind(session, counter.sender, key)
    digest = None if isinstance(digest_id, Refusal) else session.get(Digest, digest_id)
    if digest is None:
        return refusal(counter.office, 404, UNKNOWN_KEY)
    if digest.state not in {APPROVED, SENT}:
        return refusal(counter.office, 410, EXPIRED_KEY)
    letter = session.get(Letter, digest.letter_id) if digest.letter_id else None
    return Shown(digest, trial=letter is None or letter.mode != LIVE)
