"""How a simulated agency answers on its private page: as a browser without JavaScript would."""

import html
import re

import httpx

from rehearsal.phrases import Said

ARTICLE = re.compile(r'<article id="task-(\d+)"[^>]*>\s*<h3>(.+?)</h3>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class PageRefusedError(RuntimeError):
    """The page did not open, or did not take what was typed."""


async def answer_on_page(link: str, answers: dict[str, Said]) -> None:
    """Open the page behind `link`, fill in the tasks whose codes are in `answers`, and submit."""
    async with httpx.AsyncClient(timeout=60, follow_redirects=True) as browser:
        page = await browser.get(link)
        _check(page)
        posted = await browser.post(link, data=_filled_in(page.text, answers))
        _check(posted)


def _filled_in(page: str, answers: dict[str, Said]) -> dict[str, str]:
    fields = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
    for obligation_id, heading in ARTICLE.findall(page):
        said = answers.get(html.unescape(heading).partition(". ")[0])
        for name, value in said.fields.items() if said else ():
            fields[f"{name}-{obligation_id}"] = value
    return fields


def _check(response: httpx.Response) -> None:
    if response.status_code != httpx.codes.OK:
        raise PageRefusedError(f"the private page answered {response.status_code}")
