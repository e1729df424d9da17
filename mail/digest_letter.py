"""The digest as a letter: one page to be read on a phone, with the same words and figures as the other forms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from language.document_number import kept_whole
from language.wording import SOURCE_LANGUAGE
from mail.render import RenderedLetter, render
from models.digest_data import DigestData
from models.digest_late import late_told
from models.digest_parts import LateAnswer
from models.digest_story import Story, story_of
from models.digest_words import Detail, Words
from models.issue import IssueKind, issue_keyed

# Gmail clips a letter at about 102 KB of HTML; 90 leaves room for what a gateway adds.
HTML_LIMIT = 90_000
LEVELS = (
    Detail(names=15, characters=500, items=8, tasks=60, lines=12, rows=12),
    Detail(names=10, characters=300, items=8, tasks=60, lines=8, rows=12),
    Detail(names=8, characters=160, items=6, tasks=40, lines=4, rows=8),
    Detail(names=6, characters=120, items=5, tasks=20, lines=2, rows=6),
    Detail(names=4, characters=100, items=4, tasks=0, lines=0, rows=4),
)


class LetterTooLongError(Exception):
    """The shortest form of a digest is too long for a letter: a name or title of the plan has no sane length."""


@dataclass(frozen=True)
class Enclosed:
    """What goes with the letter: the address of its page, its one picture by CID with its numbers, files by name.

    `on_page` names the files that are too large for a letter, `late` what came after the minute of freezing.
    """

    page_url: str
    chart_src: str = ""
    chart_alt: str = ""
    attached: tuple[str, ...] = ()
    on_page: tuple[str, ...] = ()
    late: tuple[LateAnswer, ...] = ()


@dataclass(frozen=True)
class DigestLetter:
    """What the letter's templates see; `year` is empty for a review, which is a thread of its own."""

    story: Story
    short_name: str
    year: str
    office_name: str
    page_url: str
    chart_src: str
    chart_alt: str
    attached: Sequence[str]
    on_page: Sequence[str]
    late: Sequence[str]
    trial: bool


def digest_letter(data: DigestData, enclosed: Enclosed, trial: bool, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter to the Committee, in the fullest form whose HTML is under 90 KB.

    Lists and texts are cut before totals, which never are; what is cut is counted and found on the page. Raises
    LetterTooLongError if even the shortest form is longer.
    """
    for detail in LEVELS:
        letter = _rendered(_letter(data, enclosed, trial, locale, detail), locale)
        if len(letter.html.encode()) < HTML_LIMIT:
            return letter
    raise LetterTooLongError(f"the digest of {data.head.period.key} is longer than {HTML_LIMIT} bytes at its shortest")


def _rendered(letter: DigestLetter, locale: str) -> RenderedLetter:
    rendered = render("digest", letter, locale)
    return replace(rendered, html=kept_whole(rendered.html))


def _letter(data: DigestData, enclosed: Enclosed, trial: bool, locale: str, detail: Detail) -> DigestLetter:
    return DigestLetter(
        story=story_of(data, locale, detail),
        short_name=data.head.plan.short_name,
        year=str(thread_year(data)) if data.head.kind is IssueKind.PERIOD else "",
        office_name=data.head.plan.office,
        page_url=enclosed.page_url,
        chart_src=enclosed.chart_src,
        chart_alt=enclosed.chart_alt,
        attached=enclosed.attached,
        on_page=enclosed.on_page,
        late=late_told(enclosed.late, Words(data.head.zone, locale, detail)),
        trial=trial,
    )


def thread_year(data: DigestData) -> int:
    """The year whose thread the letter belongs to: mail programs join what has one subject."""
    return issue_keyed(data.head.period.key).last.year
