"""The numbers that Word counts itself: a list's label before its paragraph, as the page shows it (ECMA-376, 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from language.roman import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how its number is written, the text about it ("%1.")."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass
class Lists:
    """The lists of a document, and how far each has counted."""

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number_id: str, level: int) -> str:
        """The label of the next paragraph of a list at a level: "2.", "a)", "-" for a bullet; "" for no list."""
        levels = self.levels.get(number_id)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        own = levels.get(level, Level())
        counts = self.counts.setdefault(self.shared.get(number_id, number_id), {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if own.form in ("bullet", "none"):
            return "-" if own.form == "bullet" else ""
        return _PLACE.sub(lambda found: self._at(levels, counts, int(found[1]) - 1), own.text)

    def _at(self, levels: Mapping[int, Level], counts: dict[int, int], level: int) -> str:
        own = levels.get(level, Level())
        return _written(counts.get(level, own.start), own.form)


def lists(numbering: etree._Element | None) -> Lists:
    """The lists that a numbering part defines; none without one."""
    if numbering is None:
        return Lists()
    abstract = {str(one.get(f"{W}abstractNumId")): _levels(one) for one in numbering.iterfind(f"{W}abstractNum")}
    levels: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    for number in numbering.iterfind(f"{W}num"):
        name, of = str(number.get(f"{W}numId")), number.find(f"{W}abstractNumId")
        based = str(of.get(f"{W}val")) if of is not None else ""
        own = _overrides(number, abstract.get(based, {}))
        levels[name] = {**abstract.get(based, {}), **own}
        shared[name] = name if own else f"abstract {based}"
    return Lists(levels, shared)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_index(level): _level(level) for level in abstract.iterfind(f"{W}lvl")}


def _overrides(number: etree._Element, based: Mapping[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in number.iterfind(f"{W}lvlOverride"):
        index, level = _index(override), override.find(f"{W}lvl")
        own = _level(level) if level is not None else based.get(index, Level())
        start = _value(override, "startOverride")
        found[index] = Level(int(start), own.form, own.text) if start.isdecimal() else own
    return found


def _index(element: etree._Element) -> int:
    value = str(element.get(f"{W}ilvl", "0"))
    return int(value) if value.isdecimal() else 0


def _level(element: etree._Element) -> Level:
    start = _value(element, "start")
    return Level(
        int(start) if start.isdecimal() else 1, _value(element, "numFmt") or "decimal", _value(element, "lvlText")
    )


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _written(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{number:02}" if form == "decimalZero" else str(number)
