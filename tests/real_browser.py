"""A fixture: Chromium; and what is asked of every page in it: that all can read it, and that it keeps its width."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
AUDIT = """async ([source, left_out]) => {
    (0, eval)(source);
    const rules = Object.fromEntries(left_out.map(rule => [rule, {enabled: false}]));
    const found = await axe.run({resultTypes: ['violations'], rules});
    return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(" ")}`);
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not here (package chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def scrolls_sideways(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 700})
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def audited(page: Page, scheme: str, left_out: Sequence[str] = ()) -> list[str]:
    """What the audit finds; it reads colours, so that none may be half way into its new shade (reduced motion)."""
    page.emulate_media(color_scheme=scheme)
    return page.evaluate(AUDIT, [AXE.read_text(), left_out])
