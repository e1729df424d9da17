"""Turns one letter's values and its folder of templates into a subject, a plain text and an HTML part."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from language.dates import short_date
from language.numbers import format_number
from language.wording import SOURCE_LANGUAGE, catalogue, translator

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class RenderedLetter:
    """A letter as it is read: `subject` in one line, `text` and `html` with the same figures."""

    subject: str
    text: str
    html: str


def render(folder: str, letter: object, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter of `templates/email/<folder>` with `letter` as its values, in the language `locale`.

    Raises jinja2.UndefinedError when a template names a value that the letter does not have.
    """
    house = environment(locale)

    def part(name: str) -> str:
        return house.get_template(f"{folder}/{name}").render(letter=letter, locale=locale)

    return RenderedLetter(
        subject=one_line(part("subject.txt")),
        text=squeeze_blank_lines(part("body.txt")),
        html=_inliner().inline(part("body.html")),
    )


@cache
def environment(locale: str, room: str = "email") -> Environment:
    """The templates in `templates/<room>`, speaking `locale`; HTML is escaped, an unknown name is an error."""
    house = Environment(
        loader=FileSystemLoader(TEMPLATES / room),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    house.policies["ext.i18n.trimmed"] = True
    said = translator(locale), catalogue(locale).ngettext
    house.install_gettext_callables(*said, newstyle=True)  # type: ignore[attr-defined]
    house.globals["_"] = house.globals["gettext"]  # jinja's own "_" looks gettext up again at each call
    house.filters |= {
        "date": short_date,
        "moment": moment,
        "line": one_line,
        "lines": breaks,
        "indented": indented,
        "size": size,
        "number": format_number,
    }
    return house


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def moment(value: datetime) -> str:
    """A moment, "08:30, 05/03/2023". The caller has turned it to that zone."""
    return f"{value:%H:%M}, {short_date(value.date())}"


def one_line(value: object) -> str:
    """The value with every run of white space, line ends included, made one space."""
    return " ".join(str(value).split())


def breaks(value: object) -> Markup:
    """Several lines for HTML: escaped, a line end becomes <br>."""
    return Markup("<br>").join(escape(line.strip()) for line in str(value).strip().splitlines())


def size(value: int) -> str:
    """A size in bytes as people read it: "820 byte", "12 KB", "1,4 MB"."""
    if value < 1000:
        return f"{value} byte"
    if value < 1_000_000:
        return f"{format_number(round(value / 1000))} KB"
    return f"{format_number(value / 1_000_000, 1)} MB"


def indented(value: object, by: str = "    ") -> str:
    """Several lines for plain text, each after the first moved in by `by`."""
    return f"\n{by}".join(line.strip() for line in str(value).strip().splitlines())


def squeeze_blank_lines(text: str) -> str:
    """The text without space at line ends and without two blank lines on end."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
