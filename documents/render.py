"""Turns values and a template of `templates/report/` into a page: escaped, in one language, unknown names an error."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from language.wording import catalogue

TEMPLATES = Path(__file__).parent.parent / "templates" / "report"


def render(template: str, locale: str, **values: object) -> str:
    """The template with its values, in the language `locale`.

    Raises jinja2.UndefinedError when the template names a value that was not given.
    """
    return environment(locale).get_template(template).render(locale=locale, **values)


@cache
def environment(locale: str) -> Environment:
    """The templates of all reports, speaking `locale`."""
    house = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html", "svg"), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    house.policies["ext.i18n.trimmed"] = True
    said = catalogue(locale)
    house.install_gettext_callables(said.gettext, said.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return house
