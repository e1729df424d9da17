"""Pictures for the documents, taken of a rehearsal's results by headless Chromium: `make pictures`."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from casework.sender import Sender
from models.contact import ANSWERS, Contact
from models.database import open_engine, reading
from models.request import Request
from rehearsal.form_pictures import form_pictures
from settings import ROOT
from web.app import create_app

PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHARPNESS = 1
SENDER = Sender(
    "Văn phòng Điều phối nông thôn mới Trung ương", "baocao@vpdp.example", "http://page.example", b"pictures"
)


class NoPictureError(RuntimeError):
    """No picture can be taken: no finished rehearsal, or no Chromium on this machine."""


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the samples it is of, the width of the window, and where on the page it begins and ends.

    `begins` and `ends` select elements: the picture is of what stands from the top of one to the top of the other,
    or of a window `height` high when the page has no such end.
    """

    name: str
    source: str
    width: int
    height: int
    begins: str = "body"
    ends: str = ""


LETTER = Picture("letter", "request.html", 640, 900, ends="h2 >> nth=1")
DIGEST = Picture("digest", "digest-*.page.html", 640, 900, ends="#tien-do")
WHO_ANSWERED = Picture("who-answered", "digest-*.page.html", 640, 900, begins="#tien-do", ends="h2.part >> nth=0")
LETTERS = tuple(Picture(f"digest-letter-{width}", "digest.html", width, 1600) for width in (640, 375))
ANSWER_PAGE = Picture("answer-page", "", 375, 812, begins="article >> nth=1")


def main(arguments: list[str]) -> None:
    """Take every picture of the rehearsal named, or of the newest; print their paths."""
    folder = Path(arguments[0]).resolve() if arguments else newest_rehearsal(ROOT / "rehearsals")
    for path in take_all(folder, PICTURES):
        print(path)


def newest_rehearsal(rehearsals: Path) -> Path:
    """The rehearsal that was finished last; NoPictureError when there is none."""
    finished = [path.parent for path in rehearsals.glob("*/samples")]
    if not finished:
        raise NoPictureError(f"{rehearsals} holds no finished rehearsal: run 'make demo' first")
    return max(finished, key=lambda folder: (folder / "samples").stat().st_mtime)


def take_all(folder: Path, target: Path) -> Iterator[Path]:
    """Write pictures of a letter, the digest's forms and the answer page of the rehearsal in `folder` into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for picture in (LETTER, DIGEST, WHO_ANSWERED, *LETTERS):
            with page_for(browser, picture) as page:
                page.goto(newest(folder / "samples", picture.source).as_uri())
                yield shoot(page, picture, target)
        with page_for(browser, ANSWER_PAGE) as page:
            open_answer_page(page, folder)
            yield shoot(page, ANSWER_PAGE, target)
    yield from form_pictures(folder, target)


@contextmanager
def chromium() -> Iterator[Browser]:
    """This machine's own Chromium, without a window."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        raise NoPictureError(f"none of these is installed: {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-lcd-text"])
        yield browser
        browser.close()


@contextmanager
def page_for(browser: Browser, picture: Picture) -> Iterator[Page]:
    """A window as wide as the picture."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, device_scale_factor=SHARPNESS)  # type: ignore[arg-type]
    yield page
    page.close()


def newest(folder: Path, pattern: str) -> Path:
    """The last of the files that fit the pattern, by name."""
    return sorted(folder.glob(pattern))[-1]


def shoot(page: Page, picture: Picture, target: Path) -> Path:
    """Write what the picture is to show of the page."""
    top = top_of(page, picture.begins)
    bottom = top_of(page, picture.ends) if picture.ends else top + picture.height
    page.set_viewport_size({"width": picture.width, "height": bottom - top})
    page.evaluate("top => window.scrollTo(0, top)", top)
    path = target / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    return path


def top_of(page: Page, selector: str) -> int:
    """How many pixels the element stands below the top of the page."""
    box = page.locator(selector).bounding_box()
    return round(box["y"]) if box else 0


def open_answer_page(page: Page, folder: Path) -> None:
    """Show the private page of the rehearsal's first request, answered from this process without a port."""
    engine = open_engine(f"sqlite:///{folder / 'dondoc.db'}")
    with reading(engine) as session:
        key = first_key(session)
    with TestClient(create_app(engine, SENDER, folder), base_url=SENDER.web_url) as client:
        page.route(f"{SENDER.web_url}/**", lambda route: answer(route, client))
        page.goto(SENDER.answer_url(key))
    engine.dispose()


def first_key(session: Session) -> str:
    """The key of the first request's first mailbox."""
    query = select(Request, Contact).join(Contact, col(Contact.agency_id) == Request.agency_id)
    found = session.exec(query.where(Contact.role == ANSWERS).order_by(col(Request.id))).first()
    if found is None:
        raise NoPictureError("nobody was asked in this rehearsal")
    request, contact = found
    return SENDER.request_key(request.id or 0, contact.id or 0, request.key_version)


def answer(route: Route, client: TestClient) -> None:
    """The page's answer to one request of the browser."""
    got = client.get(route.request.url)
    route.fulfill(status=got.status_code, headers=dict(got.headers), body=got.content)


if __name__ == "__main__":
    main(sys.argv[1:])
