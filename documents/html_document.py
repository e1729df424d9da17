"""A web page, or what Word saved as one, as lines and tables: spanning cells, line breaks, hidden parts left out."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from itertools import count

from lxml import etree, html

from documents.grid import Span, laid_out
from documents.table_rows import Document, Table, document
from documents.text_file import decoded
from documents.text_tables import with_lists
from language.legacy import decode

_TAG = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SILENT = {"script", "style", "head", "title", "meta", "link", "noscript", "template", "colgroup", "col", "o:p"}
_BLOCKS = {
    "p",
    "div",
    "li",
    "tr",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "blockquote",
    "pre",
}
_BLOCKS |= {"table", "td", "th", "center", "header", "footer", "main", "dl", "dt", "dd", "caption", "body"}
_MOST = 5_000  # cells that one may span; more is a fault
_DEEPEST = 200


def is_html(text: str) -> bool:
    """Whether a text is a page's source: one of the tags that pages begin with stands near its beginning."""
    return _TAG.search(text[:4096]) is not None


def page_text(raw: bytes) -> str | None:
    """The source of a page in the encoding that it names itself; None when its bytes are no text."""
    named = _CHARSET.search(raw[:4096])
    charset = named[1].decode("ascii", "replace") if named else ""
    old = decode(raw, charset)
    if old is not None:
        return old
    text = decoded(raw)
    return text if isinstance(text, str) else None


def mhtml_page(raw: bytes) -> str | None:
    """The page inside a ".doc" or ".mht" that is really a web archive; None for any other file."""
    if (
        not re.match(rb"\s*(?:MIME-Version|From|Date|Subject|Content-Type):", raw[:200], re.IGNORECASE)
        or b"text/html" not in raw[:4096].lower()
    ):
        return None
    message: Message = email.message_from_bytes(raw, policy=email.policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            return decode(content, part.get_content_charset() or "") or page_text(content)
    return None


def html_document(source: str) -> Document:
    """The lines and tables of a page; never fails, a page without a body is empty."""
    try:
        root = html.document_fromstring(
            _XML_DECLARATION.sub("", source) or "<p>", parser=html.HTMLParser(huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Document()
    return document(with_lists(_Page().blocks(root)))


class _Page:
    """One walk over a page, counting its tables."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def blocks(self, element: etree._Element, depth: int = 0) -> list[str | Table]:
        """The lines and tables of an element; a table that holds tables is only their frame."""
        if depth > _DEEPEST or _is_silent(element):
            return []
        nested = next(element.iterdescendants("table"), None) is not None
        if element.tag == "table" and not nested:
            return [self._table(element)]
        if not nested:
            return [line for line in text_of(element).split("\n") if line.strip()]
        found: list[str | Table] = _line(element.text)
        for child in element:
            found += [*self.blocks(child, depth + 1), *_line(child.tail)]
        return found

    def _table(self, element: etree._Element) -> Table:
        number = next(self.numbers)
        rows = [row for row in element.iterdescendants("tr") if not _is_silent(row)]
        spans = list(_spans(rows))
        places = [f"bảng {number}, hàng {row + 1}" for row in range(len(rows))]
        return Table(laid_out(spans, places), place=f"bảng {number}")


def _line(text: str | None) -> list[str | Table]:
    plain = " ".join((text or "").split())
    return [plain] if plain else []


def _spans(rows: list[etree._Element]) -> Iterator[Span]:
    """The cells of a table where they come to stand: beside those that reach down from rows above (HTML, tables)."""
    below: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th") or _is_silent(cell):
                continue
            while below.get(column, 0) > number:
                column += 1
            across, down = _spanned(cell, "colspan"), _spanned(cell, "rowspan", len(rows) - number)
            yield Span(number, column, text_of(cell), down, across)
            for taken in range(column, column + across):
                below[taken] = number + down
            column += across


def _spanned(cell: etree._Element, name: str, to_end: int = 1) -> int:
    given = str(cell.get(name, "1")).strip()
    number = int(given) if given.isdecimal() and len(given) < 6 else 1
    return min(number, _MOST) or to_end


def text_of(element: etree._Element) -> str:
    """What a reader sees of an element: white space folded, blocks and <br> as lines, items of lists with a dash."""
    pieces: list[str] = []
    _collect(element, pieces, 0)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: etree._Element, pieces: list[str], depth: int) -> None:
    if depth > _DEEPEST or _is_silent(element):
        return
    tag = element.tag
    if tag == "br":
        pieces.append("\n")
    elif tag in _BLOCKS:
        pieces.append("\n- " if tag == "li" else "\n")
    pieces.append(_folded(element.text))
    for child in element:
        _collect(child, pieces, depth + 1)
        pieces.append(_folded(child.tail))
    if tag in _BLOCKS:
        pieces.append("\n")


def _folded(text: str | None) -> str:
    """Text of a page: the breaks of its source are spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _is_silent(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return True
    return element.tag in _SILENT or bool(_HIDDEN.search(element.get("style") or ""))
