"""HTML of received letters as lines: quotations marked with ">", a row of a table on one line, lists with signs."""

import re
from functools import lru_cache
from html import unescape

from mail.html_quotes import is_quotation

LONGEST = 3_000_000  # characters: what people type stands well before that
DEEPEST = 5
MEMORABLE = 400  # characters of attributes: longer ones hold pictures
RULE = "_" * 32
# The attributes' pattern is possessive and stops at "<": no tag is looked at twice, however it is broken off.
_MARKUP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]*)(?P<rest>(?>[^<>\"']+|\"[^\"<]{0,500}\"|'[^'<]{0,500}'|[\"'])*+)>"
    r"|<[!?][^<>]*>"
)
_SHOWN = re.compile(r">([^<]+)")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACED_OUT = re.compile(r"[\t\r\n\f]|  ")
_UNREAD = re.compile(r"<!--|<(?:script|style|xml)(?=[\s>])", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"])
_BLOCKS = _SPACED | frozenset(
    [
        "div",
        "tr",
        "table",
        "ul",
        "ol",
        "li",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
        "center",
        "form",
        "fieldset",
        "dl",
        "dt",
        "dd",
        "address",
    ]
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(["head", "title", "template", "noscript", "select", "object", "svg"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def text_of_html(html: str) -> str:
    """The text of an HTML page, one line a block, never more than one empty line between two."""
    reader = _Reader()
    first, *others = _MARKUP.split(_without_unread(html[:LONGEST]))
    reader.words(first)
    for close, name, rest, words in zip(others[::4], others[1::4], others[2::4], others[3::4], strict=True):
        if name:
            (reader.closed if close else reader.opened)(name.lower(), rest)
        if words:
            reader.words(words)
    text = "\n".join(reader.lines()).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text) if "\n\n\n" in text else text


def count_words(html: str) -> int:
    """About how many words the page shows; quicker than reading it."""
    shown = " ".join(_SHOWN.findall(f">{_without_unread(html[:LONGEST])}"))
    return len((unescape(shown) if "&" in shown else shown).split())


def _without_unread(html: str) -> str:
    """Without comments, styles and scripts. One that never ends is passed over and hides nothing; by searching, not by
    a pattern: thousands that are only opened must not cost the square of their number."""
    kept, place, unclosed = list[str](), 0, set[str]()
    for found in _UNREAD.finditer(html):
        end = "-->" if found.group() == "<!--" else f"</{found.group()[1:].lower()}"
        if found.start() < place or end in unclosed:
            continue
        behind = _behind(html, found.end(), end)
        if behind is None:
            unclosed.add(end)
            continue
        kept.append(html[place : found.start()])
        place = behind
    return "".join([*kept, html[place:]])


def _behind(html: str, place: int, end: str) -> int | None:
    """The place behind the next `end` and its tag; None when there is none."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(html, place)
    if found is None or end == "-->":
        return found.end() if found else None
    return html.find(">", found.end()) + 1 or len(html)


class _Reader:
    """Collects lines; keeps a stack of open elements, each with whether it began a quotation or hides its text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._open: list[tuple[str, bool, bool]] = []
        self._depth: dict[str, int] = {}
        self._quotes = self._hidden = 0
        self._counters: list[int | None] = []
        self._ended = self._spaced = False  # a paragraph ended inside a cell: a new line, unless the cell ends too

    def opened(self, name: str, rest: str) -> None:
        """An opening tag."""
        if name in _CELLS:
            self._next_cell()
        elif name in ("p", "div") and self._in_cell():
            self._ended = self._ended or bool(self._line.strip() and self._line[-1] != "\t")
        elif name in _BLOCKS:
            self._end_line()
        elif name in ("br", "hr"):
            self._break(rule=name == "hr")
        if name in _VOID:
            return
        quote, hidden, start = _told_by(name, rest) if len(rest) < MEMORABLE else _told_by.__wrapped__(name, rest)
        if not rest.endswith("/"):
            self._enter(name, quote, hidden or name in _UNSEEN)
        if name in ("ol", "ul"):
            self._counters.append(start if name == "ol" else None)
        elif name == "li":
            self._line = self._bullet()

    def closed(self, name: str, _: str) -> None:
        """A closing tag; one that nothing opened is passed over, one that closes others closes them all."""
        if not self._depth.get(name):
            if name == "p":
                self._break(rule=False)
            return
        if name in _BLOCKS:
            self._block_ends(spaced=name in _SPACED)
        while (left := self._leave()) != name:
            if left in ("ol", "ul") and self._counters:
                self._counters.pop()
        if name in ("ol", "ul") and self._counters:
            self._counters.pop()

    def words(self, data: str) -> None:
        """Running text, entities and all."""
        if self._hidden:
            return
        if not data.strip(" \t\r\n\f") and not self._depth.get("pre"):
            self._line += " " if self._line and self._line[-1] not in " \t" and data else ""
            return
        data = unescape(data) if "&" in data else data
        if self._depth.get("pre"):
            self._verbatim(data)
            return
        folded = _SPACE.sub(" ", data) if _SPACED_OUT.search(data) else data
        if self._ended and folded.strip():
            self._end_line()
        self._line += folded.lstrip(" ") if not self._line or self._line[-1] in " \t" else folded

    def lines(self) -> list[str]:
        """All lines read so far."""
        self._end_line()
        return self._lines

    def _verbatim(self, data: str) -> None:
        first, *others = data.replace("\r\n", "\n").split("\n")
        self._line += first
        for line in others:
            self._end_line(keep_empty=True)
            self._line = line

    def _bullet(self) -> str:
        if not self._counters or self._counters[-1] is None:
            return "- "
        number = self._counters[-1]
        self._counters[-1] = number + 1
        return f"{number}. "

    def _in_cell(self) -> bool:
        return bool(self._depth.get("td") or self._depth.get("th"))

    def _next_cell(self) -> None:
        if self._line.strip():
            self._line = self._line.rstrip(" ") + "\t"
        self._ended = self._spaced = False

    def _block_ends(self, spaced: bool) -> None:
        if self._in_cell() and self._open[-1][0] in ("p", "div"):
            self._ended, self._spaced = True, spaced
            return
        self._end_line()
        if spaced and not self._hidden:
            self._lines.append(self._marks.rstrip())

    def _break(self, rule: bool) -> None:
        self._end_line(keep_empty=not rule)
        if rule and not self._hidden:
            self._lines.append(self._marks + RULE)

    def _enter(self, name: str, quote: bool, hidden: bool) -> None:
        if quote:
            self._end_line()
        self._open.append((name, quote, hidden))
        self._depth[name] = self._depth.get(name, 0) + 1
        self._quotes += quote
        self._hidden += hidden

    def _leave(self) -> str:
        name, quote, hidden = self._open.pop()
        if quote:
            self._end_line()
        self._depth[name] -= 1
        self._quotes -= quote
        self._hidden -= hidden
        return name

    @property
    def _marks(self) -> str:
        return "> " * min(self._quotes, DEEPEST)

    def _end_line(self, keep_empty: bool = False) -> None:
        said = self._line.strip()
        if said or (keep_empty and not self._hidden):
            self._lines.append((self._marks + said).rstrip() if self._quotes else said)
            if self._spaced:
                self._lines.append(self._marks.rstrip())
        self._line, self._ended, self._spaced = "", False, False


@lru_cache(maxsize=4096)
def _told_by(name: str, rest: str) -> tuple[bool, bool, int]:
    """What an opening tag's attributes tell: whether it begins a quotation or hides its text, a list's first number."""
    attributes = {one.lower(): unescape(value.strip("\"'")) for one, value in _ATTRIBUTE.findall(rest)}
    start = attributes.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    return is_quotation(name, attributes), bool(_HIDDEN_STYLE.search(attributes.get("style", ""))), first
