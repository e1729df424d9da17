"""Charts of a digest: horizontal bars with the numbers beside them, as SVG and as PNG, the same on every machine."""

from collections.abc import Sequence
from dataclasses import dataclass

import resvg_py

from documents.fonts import CHART_FONTS
from documents.render import render
from language.wording import Wording, wording
from models.digest_labels import STANDINGS
from models.digest_reports import Standing
from models.digest_story import Story
from models.digest_story_promises import TrendRow
from models.digest_words import Words

WIDTH, LEFT, ROOM = 592, 240, 240
TOP, STEP = 34, 26
DARK, LIGHT = "#1a3e6e", "#c9d8ec"
SHARPNESS = 2


@dataclass(frozen=True)
class Bar:
    """One bar: what it is called, its length in pixels, the number beside it."""

    label: str
    value: str
    length: int
    y: int
    fill: str
    strong: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawn chart and its numbers in words, for whoever does not see it."""

    svg: str
    alt: str

    def png(self) -> bytes:
        """The chart as a picture, at twice its size; raises ValueError when it cannot be drawn."""
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=self.svg, skip_system_fonts=True, font_dirs=[str(CHART_FONTS)], zoom=SHARPNESS
            )
        )


def digest_chart(story: Story, words: Words) -> Chart:
    """The line over periods once there are two, until then how the reports of the period stand."""
    return trend_chart(story.trend, words) if story.trend else standing_chart(story, words)


def trend_chart(rows: Sequence[TrendRow], words: Words) -> Chart:
    """For each period how many reports came, and how many of them in time, of those owed."""
    bars: list[Bar] = []
    for row in rows:
        owed = max(row.owed, 1)
        came, in_time = words.say(wording("đã báo cáo")), words.say(wording("đúng hạn"))
        bars.append(_bar(f"{row.period}: {came}", row.reports, row.answered / owed, len(bars), DARK, strong=True))
        bars.append(_bar(in_time, f"{row.on_time}/{words.number(row.owed)}", row.in_time / owed, len(bars), LIGHT))
    said = "; ".join(
        words.say(
            wording(
                "{period}: đã báo cáo {reports} lượt, đúng hạn {on_time}",
                period=row.period,
                reports=row.reports,
                on_time=row.on_time,
            )
        )
        for row in rows
    )
    return _drawn(wording("Lượt báo cáo qua các kỳ"), said, bars, words)


def standing_chart(story: Story, words: Words) -> Chart:
    """How the reports of the period stand."""
    counts = [(standing, story.number[f"reports.{standing.value}"]) for standing in Standing]
    shown = [(words.say(STANDINGS[one]), count) for one, count in counts if count != "0"]
    most = max((_whole(count) for _, count in shown), default=1)
    bars = [_bar(label, count, _whole(count) / most, place, DARK) for place, (label, count) in enumerate(shown)]
    said = "; ".join(f"{label}: {count}" for label, count in shown)
    return _drawn(wording("Lượt báo cáo theo tình trạng"), said, bars, words)


def _whole(count: str) -> int:
    return int(count.replace(".", "").replace(",", ""))


def _bar(label: str, value: str, share: float, place: int, fill: str, strong: bool = False) -> Bar:
    return Bar(label, value, max(1, round(share * ROOM)), TOP + place * STEP, fill, strong)


def _drawn(title: Wording, said: str, bars: Sequence[Bar], words: Words) -> Chart:
    heading = words.say(title)
    alt = f"{heading}. {said}."
    height = TOP + len(bars) * STEP + 4
    svg = render("bars.svg", words.locale, title=heading, alt=alt, bars=bars, width=WIDTH, height=height, left=LEFT)
    return Chart(svg, alt)
