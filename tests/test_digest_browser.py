"""The digest in a real browser: its letter and its pages by day and by night, narrow and wide; and ICU's order."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from builders import AFTER, SENDER, at
from digest_desk import DigestDesk
from playwright.sync_api import Browser, Page
from real_browser import audited, scrolls_sideways
from served_pages import served
from test_vietnamese_mail import words

from casework.correction_round import open_round
from documents.digest_page import render_page
from documents.plan_folder import read_plan_folder
from language.order import sort_key
from mail.digest_letter import Enclosed, digest_letter
from models.contact import Contact
from models.database import writing
from rehearsal.sample_digest import everywhere, quarter_one, quarter_two
from web.app import create_app
from web.clock import REHEARSAL_CLOCK

pytest_plugins = ("digest_offices", "real_browser")
pytestmark = pytest.mark.browser

ENCLOSED = Enclosed("https://dondoc.example/d/abc")
# A letter is shown inside the page of a mail program, which has the landmarks.
OF_WHOLE_PAGES = ("landmark-one-main", "region")
PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in which the audit, a script of ours, may run; the pages themselves have none."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def letters() -> dict[str, str]:
    """The letter of the first quarter in trial, of the second in both languages."""
    return {
        "first": digest_letter(quarter_one().data, ENCLOSED, trial=True).html,
        "second": digest_letter(quarter_two().data, ENCLOSED, trial=False).html,
        "second, en": digest_letter(quarter_two().data, ENCLOSED, trial=False, locale="en").html,
    }


def test_the_letter_passes_the_accessibility_audit_by_day_and_by_night(page: Page) -> None:
    faults = {}
    for name, html in letters().items():
        page.set_content(html)
        for scheme in ("light", "dark"):
            faults[name, scheme] = audited(page, scheme, OF_WHOLE_PAGES)
    assert {where: found for where, found in faults.items() if found} == {}


def test_the_letter_stays_within_a_telephone_and_a_preview_pane(page: Page) -> None:
    for html in (*letters().values(), digest_letter(everywhere().data, ENCLOSED, trial=False).html):
        page.set_content(html)
        assert not [width for width in (320, 375, 640, 1280) if scrolls_sideways(page, width)]


def test_the_letter_s_words_are_not_broken_and_its_figures_stand_in_one_line(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.set_content(letters()["second"])
    tall = page.eval_on_selector_all(
        "td[data-figure]", "all => all.filter(one => one.getClientRects()[0].height > 60).map(one => one.innerText)"
    )
    assert tall == []


@pytest.fixture
def addresses(march: DigestDesk, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The pages of a digest that was sent and of the round of the next, in use."""
    march.issued()
    reader = next(one.id for one in march.rows(Contact, agency_id="bcd") if one.role == "answers")
    key = SENDER.digest_key(march.last().id, reader)
    march.compiled()
    with writing(march.engine) as session:
        docket = march.docket(session, AFTER)
        open_round(session, docket, SENDER, session.merge(march.last()), at(AFTER, 16), "officer")
    agency = next(one.id for one in march.rows(Contact, agency_id="bo-a") if one.role == "answers")
    (tmp_path / REHEARSAL_CLOCK).write_text(at(AFTER, 12).isoformat())
    with served(create_app(march.engine, SENDER, tmp_path)) as site:
        yield {
            "digest": f"{site}/d/{key}",
            "source": f"{site}/d/{key}/source/reports.no_answer",
            "task": f"{site}/d/{key}/source/task.I.1.cell",
            "round": f"{site}/c/{SENDER.round_key(march.last().id, agency)}",
        }


def test_the_pages_pass_the_accessibility_audit_by_day_and_by_night(page: Page, addresses: dict[str, str]) -> None:
    faults = {}
    for name, address in addresses.items():
        assert page.goto(address).ok, name
        for scheme in ("light", "dark"):
            faults[name, scheme] = audited(page, scheme)
    assert {where: found for where, found in faults.items() if found} == {}


def test_the_pages_stay_within_telephones_and_desks(page: Page, addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        page.goto(address)
        assert not [width for width in (320, 375, 768, 1280) if scrolls_sideways(page, width)], name


def test_the_page_of_a_large_digest_passes_too(page: Page) -> None:
    page.set_content(render_page(quarter_two().data, sources="/d/k/source/"))
    assert [audited(page, scheme) for scheme in ("light", "dark")] == [[], []]
    assert not [width for width in (320, 375, 768, 1280) if scrolls_sideways(page, width)]


def test_a_digest_prints_its_figures_without_the_marks_of_links_on_white(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="light")
    page.set_content(render_page(quarter_two().data, sources="/d/k/source/"))
    figures = page.locator("a.source")
    marks = figures.evaluate_all("all => [...new Set(all.map(one => getComputedStyle(one).textDecorationLine))]")
    assert (page.locator("a.walk:visible").count(), figures.first.is_visible(), marks) == (0, True, ["none"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_names_stand_in_the_order_of_icu(page: Page) -> None:
    random, agencies = Random(1), read_plan_folder(PLAN).directory.agencies.values()
    made_up = {words(random, 4) for _ in range(4_000)}
    names = sorted(made_up | {name for one in agencies for name in (one.vi, one.short) if name}, key=sort_key)
    by_icu = page.evaluate("names => [...names].sort(new Intl.Collator('vi').compare)", names)
    assert len(names) > 4_000 and [pair for pair in zip(names, by_icu, strict=True) if pair[0] != pair[1]] == []
