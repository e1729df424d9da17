"""The digest as a page: one file that needs nothing else, to be read on a screen or printed."""

from documents.render import render
from language.wording import SOURCE_LANGUAGE
from models.digest_data import DigestData
from models.digest_figures import figures
from models.digest_story import story_of
from models.digest_task_story import sections_told, tasks_left
from models.digest_words import Detail

PAGE = Detail(names=200, items=10, tasks=1_000, lines=200, members=100)


def render_page(data: DigestData, locale: str = SOURCE_LANGUAGE, *, trial: bool = False, draft: bool = True) -> str:
    """The digest as standalone HTML with an anchor for each task ("nv-I.2.a") and a name for each figure.

    It says that it is a draft unless told otherwise, and that it is a trial when it is one. Nothing is fetched from
    anywhere; every text of an agency is escaped.
    """
    story = story_of(data, locale, PAGE)
    return render(
        "digest.html",
        locale,
        data=data,
        story=story,
        number=figures(data, story.words),
        sections=sections_told(data, story.words),
        tasks_left=tasks_left(data, story.words),
        trial=trial,
        draft=draft,
    )
