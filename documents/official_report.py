"""What an official report needs beside the story: the same values for Word and for PDF."""

from dataclasses import dataclass
from typing import Any

from language.roman import roman, roman_value
from language.wording import wording
from models.digest_data import DigestData
from models.digest_story import OfficeTold, Story, story_of
from models.digest_task_story import TaskTold
from models.digest_words import Detail, Words
from models.letterhead import Letterhead

REPORT = Detail(names=70, characters=1_200, items=40, tasks=1_000, lines=200, rows=400)
CLOSING_FROM = 3


@dataclass(frozen=True)
class Closing:
    """One of the office's parts at the end, numbered after the generated ones."""

    number: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The tasks of one section under its heading."""

    heading: str
    tasks: tuple[TaskTold, ...]


@dataclass(frozen=True)
class Report:
    """Everything that the official forms print."""

    story: Story
    letterhead: Letterhead
    recipients: tuple[str, ...]
    year: int
    subtitle: str
    about_lower: str
    frozen_lower: str
    window_lower: str
    promises_line: str
    clashes_line: str
    assessment: OfficeTold | None
    closing: tuple[Closing, ...]
    groups: tuple[Group, ...]

    def values(self) -> dict[str, Any]:
        """The parts by name, for a template."""
        return dict(vars(self))


def report_of(data: DigestData, locale: str) -> Report:
    """The digest as an official report in that language."""
    words = Words(data.head.zone, locale, REPORT)
    story = story_of(data, locale, REPORT)
    return Report(
        story=story,
        letterhead=data.head.letterhead,
        recipients=tuple(ending(data.head.letterhead.recipients)),
        year=data.head.period.due.year,
        subtitle=story.period,
        about_lower=_lower(story.about),
        frozen_lower=_lower(story.frozen),
        window_lower=_lower(story.window),
        promises_line=_promises(story),
        clashes_line="" if story.clashes else story.nothing,
        assessment=story.texts.get("assessment"),
        closing=tuple(
            Closing(roman(number), one.title, one.paragraphs)
            for number, one in enumerate(story.closing_texts, start=CLOSING_FROM)
        ),
        groups=tuple(Group(_heading(section.title, words), section.tasks) for section in story.sections),
    )


def ending(lines: tuple[str, ...]) -> list[str]:
    """Lines of a list as letters end them: ";" after each, "." after the last."""
    bare = [line.strip().rstrip(";.") for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]


def _heading(title: str, words: Words) -> str:
    """A section's title; one numbered by the plan says so, for the report has numbers of its own."""
    numbered = roman_value(title.partition(".")[0]) is not None
    return words.say(wording("Nhóm nhiệm vụ {title}", title=title)) if numbered else title


def _promises(story: Story) -> str:
    counts = "; ".join(f"{row.label}: {row.count}" for row in story.promise_rows)
    return f"{counts}." if counts else story.nothing


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
