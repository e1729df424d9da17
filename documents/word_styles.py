"""What a Word document's styles say of a paragraph: its font, and the list that it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from documents.word_numbering import W

_LONGEST_CHAIN = 20


@dataclass(frozen=True)
class _Style:
    """One style: the style it is based on, its font, its list and level ("" where it says nothing of it)."""

    based: str = ""
    font: str = ""
    list_id: str = ""
    level: str = ""


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id; `default` is the font of what has no style."""

    by_id: Mapping[str, _Style] = field(default_factory=dict)
    default: str = ""
    plain: str = ""

    def font(self, style: str) -> str:
        """The font of a style, or of the one it is based on; the document's own for no style."""
        return next((one.font for one in self._chain(style or self.plain) if one.font), self.default)

    def numbering(self, style: str) -> tuple[str, str]:
        """The list and level that a style gives to its paragraphs, ("", "") when none."""
        return next(((one.list_id, one.level) for one in self._chain(style or self.plain) if one.list_id), ("", ""))

    def _chain(self, style: str) -> Iterator[_Style]:
        for _ in range(_LONGEST_CHAIN):
            found = self.by_id.get(style)
            if found is None:
                return
            yield found
            style = found.based


def styles(part: etree._Element | None) -> Styles:
    """The styles of a styles part; none without one."""
    if part is None:
        return Styles()
    found = {str(one.get(f"{W}styleId")): _style(one) for one in part.iterfind(f"{W}style")}
    plain = next((str(one.get(f"{W}styleId")) for one in part.iterfind(f"{W}style") if _is_default(one)), "")
    return Styles(found, _font(part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")), plain)


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


def _style(style: etree._Element) -> _Style:
    return _Style(
        _value(style.find(f"{W}basedOn")),
        _font(style.find(f"{W}rPr/{W}rFonts")),
        _value(style.find(f"{W}pPr/{W}numPr/{W}numId")),
        _value(style.find(f"{W}pPr/{W}numPr/{W}ilvl")),
    )


def _font(fonts: etree._Element | None) -> str:
    return str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""


def _value(element: etree._Element | None) -> str:
    return str(element.get(f"{W}val", "")) if element is not None else ""
