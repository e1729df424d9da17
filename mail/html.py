"""HTML of received letters as plain lines: quotations marked with ">", a row of a table on one line, lists with signs."""

import re
from collections.abc import Iterator
from html import unescape

from mail.html_quotes import is_quotation

LONGEST = 3_000_000  # characters: what people type stands well before that
DEEPEST = 5
RULE = "_" * 32
# The attributes' pattern is possessive and stops at "<": no tag is looked at twice, however it is broken off.
_MARKUP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]*)(?P<rest>(?>[^<>\"']+|\"[^\"<]{0,500}\"|'[^'<]{0,500}'|[\"'])*+)>"
    r"|(?P<comment><!--)|<[!?][^<>]*>"
)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
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
_RAW_TEXT = frozenset(("script", "style", "xml"))
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def text_of_html(html: str) -> str:
    """The text of an HTML page, one line a block, never more than one empty line between two."""
    reader = _Reader()
    for text, close, name, rest in _events(html[:LONGEST]):
        if text:
            reader.words(text)
        if name:
            (reader.closed if close else reader.opened)(name, rest)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines())).strip("\n")


def _events(html: str) -> Iterator[tuple[str, bool, str, str]]:
    """The text before each tag, whether the tag closes, its name in small letters and its attributes as written."""
    place, begun, unclosed = 0, 0, set[str]()
    while found := _MARKUP.search(html, place):
        text, place = html[begun : found.start()], found.end()
        begun = place
        name = (found["name"] or "").lower()
        if found["comment"]:
            begun = place = _after(html, place, "-->", unclosed)
        elif name in _RAW_TEXT and not found["close"] and not found["rest"].endswith("/"):
            begun = place = _after(html, place, f"</{name}", unclosed)
            name = ""
        yield text, bool(found["close"]), name, found["rest"] or ""
    yield html[begun:], False, "", ""


def _after(html: str, place: int, end: str, unclosed: set[str]) -> int:
    """The place behind the next `end`; `place` itself when there is none, which is looked for only once."""
    if end in unclosed:
        return place
    found = re.compile(re.escape(end), re.IGNORECASE).search(html, place)
    if found is None:
        unclosed.add(end)
        return place
    return found.end() if end == "-->" else (html.find(">", found.end()) + 1 or len(html))


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
        attributes = _attributes(rest) if rest else {}
        hidden = name in _UNSEEN or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
        if not rest.endswith("/"):
            self._enter(name, is_quotation(name, attributes), hidden)
        if name in ("ol", "ul"):
            start = attributes.get("start", "1")
            self._counters.append((int(start) if start.isdigit() and len(start) < 6 else 1) if name == "ol" else None)
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
        data = unescape(data) if "&" in data else data
        if self._depth.get("pre"):
            self._verbatim(data)
            return
        folded = _SPACE.sub(" ", data)
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
        if self._line.strip() or (keep_empty and not self._hidden):
            self._lines.append((self._marks + self._line.strip()).rstrip())
            if self._spaced:
                self._lines.append(self._marks.rstrip())
        self._line, self._ended, self._spaced = "", False, False


def _attributes(rest: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(rest)}
