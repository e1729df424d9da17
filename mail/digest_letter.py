"""The digest as a letter: one page to be read on a phone, with the same words and figures as the other forms."""

from dataclasses import dataclass
from functools import cached_property

from language.wording import SOURCE_LANGUAGE
from mail.render import RenderedLetter, render
from models.digest_data import DigestData
from models.digest_figures import figures
from models.digest_story import Story, story_of
from models.digest_task_story import SectionTold, sections_told, tasks_left
from models.digest_words import Detail

# Gmail clips a letter at about 102 KB of HTML; 90 leaves room for what a gateway adds.
HTML_LIMIT = 90_000
LEVELS = (
    Detail(names=15, characters=500, items=8, tasks=60, lines=12),
    Detail(names=10, characters=300, items=8, tasks=60, lines=8),
    Detail(names=8, characters=160, items=6, tasks=40, lines=4),
    Detail(names=6, characters=120, items=5, tasks=20, lines=2),
    Detail(names=4, characters=100, items=4, tasks=0, lines=0),
)


class LetterTooLongError(Exception):
    """The shortest form of a digest is too long for a letter: a name or title of the plan has no sane length."""


@dataclass(frozen=True)
class DigestLetter:
    """What the letter's templates see."""

    data: DigestData
    story: Story
    page_url: str
    trial: bool

    @property
    def office_name(self) -> str:
        """Who sends it."""
        return self.data.head.plan.office

    @cached_property
    def number(self) -> dict[str, str]:
        """The figures by name."""
        return figures(self.data, self.story.words)

    @cached_property
    def sections(self) -> list[SectionTold]:
        """The sections, with the tasks that have room."""
        return sections_told(self.data, self.story.words)

    @property
    def tasks_left(self) -> int:
        """How many tasks have none."""
        return tasks_left(self.data, self.story.words)


def digest_letter(data: DigestData, page_url: str, trial: bool, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter to the Committee, in the fullest form whose HTML is under 90 KB.

    Lists and texts are cut before totals, which never are; what is cut is counted and found on the page. Raises
    LetterTooLongError if even the shortest form is longer.
    """
    for detail in LEVELS:
        letter = render("digest", DigestLetter(data, story_of(data, locale, detail), page_url, trial), locale)
        if len(letter.html.encode()) < HTML_LIMIT:
            return letter
    raise LetterTooLongError(f"the digest of {data.head.period.key} is longer than {HTML_LIMIT} bytes at its shortest")
