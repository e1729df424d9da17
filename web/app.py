"""The pages as one application: the HTTP edge. Run it without an access log, for its paths hold keys."""

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.exceptions import HTTPException

from casework.sender import Sender
from language.wording import SOURCE_LANGUAGE
from web.answer_page import answer_routes
from web.colleagues_page import colleague_routes
from web.counter import Counter
from web.decision_pages import decision_routes
from web.digest_page import digest_routes
from web.pages import Office, page, refusal, with_headers
from web.round_page import round_routes

STATIC = Path(__file__).parent / "static"


def create_app(engine: Engine, sender: Sender, data: Path, locale: str = SOURCE_LANGUAGE) -> FastAPI:
    """The application on a migrated database; `data` is the folder in which a rehearsal leaves its clock."""
    office = Office(sender.name, sender.address, locale)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.middleware("http")(with_headers)
    counter = Counter(engine, sender, data, office)
    app.include_router(answer_routes(counter))
    app.include_router(colleague_routes(counter))
    app.include_router(decision_routes(counter))
    app.include_router(digest_routes(counter))
    app.include_router(round_routes(counter))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _add_plain_pages(app, office)
    _add_refusals(app, office)
    return app


def _add_plain_pages(app: FastAPI, office: Office) -> None:
    @app.api_route("/", methods=["GET", "HEAD"])
    def home() -> Response:
        return page(office, "home.html")

    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def healthy() -> Response:
        return PlainTextResponse("ok\n")

    @app.get("/favicon.ico")
    def no_icon() -> Response:
        return Response(status_code=204)

    @app.get("/robots.txt")
    def robots() -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _add_refusals(app: FastAPI, office: Office) -> None:
    @app.exception_handler(HTTPException)
    async def refused(request: Request, fault: HTTPException) -> Response:
        return refusal(office, fault.status_code)

    @app.exception_handler(RequestValidationError)
    async def misread(request: Request, fault: RequestValidationError) -> Response:
        return refusal(office, 404)

    @app.exception_handler(Exception)
    async def broken(request: Request, fault: Exception) -> Response:
        return refusal(office, 500)
