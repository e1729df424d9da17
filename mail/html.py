"""HTML of received letters as plain lines, quotations marked with ">" as in plain letters."""

import re
from collections import Counter
from html.parser import HTMLParser

DEEPEST = 5
_STRAY = re.compile(r"<(?![a-zA-Z/!?][^<>]*>)")  # the library's parser is slow on tags that never end
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "tr",
        "table",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "center",
        "form",
        "dl",
        "dt",
        "dd",
    ]
)
_SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))
_UNSEEN = frozenset(("script", "style", "head", "title", "template"))
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_QUOTES = re.compile(
    r"gmail_quote(?!_attribution)|gmail_extra|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|OLK_SRC_BODY|zmail_extra|"
    r"protonmail_quote|WordSection_quote|x_?appendonsend|appendonsend|isForwardContent|replyblock|quoted-?text|"
    r"gmail_attr|ymail_android_signature_quote|zimbra-quote|tutanota_quote|ms-outlook-mobile-reference-message",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    """Collects lines; keeps a stack of open elements, each with whether it opened a quotation or hides its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._open: list[tuple[str, bool, bool]] = []
        self._depth: Counter[str] = Counter()
        self._quotes = self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr"):
            self._end_line(keep_empty=tag == "br")
            if tag == "hr" and not self._unseen:
                self._lines.append(self._marks + "_" * 32)
        elif tag in _BLOCKS or tag in ("blockquote", "li"):
            self._end_line()
        elif tag in ("td", "th") and self._line.strip():
            self._line += "\t"
        if tag not in _VOID:
            self._enter(tag, _is_quote(tag, dict(attrs)), tag in _UNSEEN)
        if tag == "li":
            self._line = "- "

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._depth[tag]:
            return
        if tag in _BLOCKS or tag in ("blockquote", "li"):
            self._end_line()
        if tag in _SPACED and not self._unseen:
            self._lines.append(self._marks.rstrip())
        while self._leave() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._depth["pre"]:
            first, *rest = data.split("\n")
            self._line += first
            for line in rest:
                self._end_line(keep_empty=True)
                self._line = line
        else:
            folded = re.sub(r"[ \t\r\n\f]+", " ", data)
            self._line += folded.lstrip(" ") if not self._line or self._line.endswith((" ", "\t")) else folded

    def lines(self) -> list[str]:
        """All lines read so far."""
        self._end_line()
        return self._lines

    def _enter(self, tag: str, quote: bool, hidden: bool) -> None:
        self._open.append((tag, quote, hidden))
        self._depth[tag] += 1
        self._quotes += quote
        self._hidden += hidden

    def _leave(self) -> str:
        tag, quote, hidden = self._open.pop()
        self._depth[tag] -= 1
        self._quotes -= quote
        self._hidden -= hidden
        return tag

    @property
    def _marks(self) -> str:
        return "> " * min(self._quotes, DEEPEST)

    @property
    def _unseen(self) -> bool:
        return self._hidden > 0

    def _end_line(self, keep_empty: bool = False) -> None:
        if self._line.strip() or (keep_empty and not self._unseen):
            self._lines.append((self._marks + self._line.strip()).rstrip())
        self._line = ""


def _is_quote(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "blockquote":
        return True
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_QUOTES.search(named))


def text_of_html(html: str) -> str:
    """The text of an HTML page, one line a block, never more than one empty line between two."""
    reader = _Reader()
    reader.feed(_STRAY.sub("&lt;", _without_comments(html)))
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines())).strip("\n")


def _without_comments(html: str) -> str:
    """By searching, not by a pattern: thousands of opened comments must not cost the square of their number."""
    kept, place = [], 0
    while (start := html.find("<!--", place)) >= 0:
        kept.append(html[place:start])
        end = html.find("-->", start + 4)
        place = end + 3 if end >= 0 else len(html)
    return re.sub(r"<!\[[^<>]{0,200}>", "", "".join([*kept, html[place:]]))
