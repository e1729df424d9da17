"""The digest as a page: one file that needs nothing else, to be read on a screen or printed."""

from collections.abc import Sequence

from markupsafe import Markup

from documents.charts import digest_chart
from documents.render import render
from language.document_number import kept_whole
from language.wording import SOURCE_LANGUAGE
from models.digest_data import DigestData
from models.digest_late import late_told
from models.digest_parts import LateAnswer
from models.digest_story import story_of
from models.digest_words import Detail, Words

PAGE = Detail(names=200, items=10, tasks=1_000, lines=200, rows=100)


def render_page(
    data: DigestData,
    locale: str = SOURCE_LANGUAGE,
    *,
    trial: bool = False,
    draft: bool = True,
    late: Sequence[LateAnswer] = (),
    sources: str = "",
    files: Sequence[tuple[str, str]] = (),
) -> str:
    """The digest as standalone HTML with an anchor for each task ("nv-I.2.a") and a name for each figure.

    It says that it is a draft unless told otherwise, and that it is a trial when it is one. `late` is what came after
    the minute of freezing; with `sources`, the address before a figure's name, each figure leads to what is behind it;
    `files` are the other forms, by name and address. Nothing is fetched from anywhere; every text of an agency is
    escaped.
    """
    words = Words(data.head.zone, locale, PAGE)
    story = story_of(data, locale, PAGE)
    page = render(
        "digest.html",
        locale,
        data=data,
        story=story,
        chart=Markup(digest_chart(story, words).svg),  # noqa: S704 - drawn by our own escaping template
        late=late_told(late, words),
        trial=trial,
        draft=draft,
        sources=sources,
        files=files,
    )
    return kept_whole(page)
