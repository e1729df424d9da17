"""A letter of ours as a mail program takes it into a reply: with what a clerk typed into it, as HTML and as lines."""

import re
from dataclasses import dataclass, field
from textwrap import wrap

from lxml import etree
from lxml import html as lxml_html

from replies.sent import Sent

TYPED = "typed-here"
BLOCK = {"p", "div", "tr", "table", "li", "h1", "h2", "h3", "ol", "ul", "td"}


@dataclass(frozen=True)
class Written:
    """What a clerk types: over the quotation, at the prompts of tasks (behind them or under them), and under it all."""

    top: str = ""
    inside: dict[str, str] = field(default_factory=dict)
    bottom: str = ""
    behind: bool = True
    signature: str = ""


def body_with(letter: Sent, written: Written, style: str = "color:#1F497D") -> lxml_html.HtmlElement:
    """The body of the letter's HTML with the answers typed at their prompts."""
    body = lxml_html.document_fromstring(letter.html).find("body")
    for heading in body.iter("h3"):
        code = next((code for code in written.inside if heading.text_content().startswith(f"{code}. ")), None)
        if code is None:
            continue
        prompt = next(one for one in heading.itersiblings("p") if one.get("class") == "answer")
        _type(prompt, written.inside[code], written.behind, style)
    return body


def _type(prompt: lxml_html.HtmlElement, text: str, behind: bool, style: str) -> None:
    first, *others = text.split("\n")
    if behind:
        span = etree.SubElement(prompt, "span", style=style)
        span.text = first
        prompt.text = "Trả lời: "
    else:
        others = [first, *others]
    for line in reversed(others):
        typed = lxml_html.Element("p", style=style)
        typed.set("class", TYPED)
        typed.text = line
        prompt.addnext(typed)


def inner(body: lxml_html.HtmlElement) -> str:
    """The HTML inside the body, the marks of this file taken away."""
    parts = [body.text or "", *(etree.tostring(one, encoding="unicode", method="html") for one in body)]
    return "".join(parts).replace(f' class="{TYPED}"', "")


@dataclass(frozen=True)
class Flat:
    """How a program makes lines of HTML."""

    bold: str = ""
    link: str = ""
    item: str = "  {}. "
    gap: bool = True


def lines_of(body: lxml_html.HtmlElement, how: Flat) -> list[tuple[bool, str]]:
    """The lines of the letter, each with whether the clerk typed it as a line of its own."""
    lines: list[tuple[bool, str]] = []
    current: list[str] = []

    def flush(typed: bool = False, gap: bool = False) -> None:
        text = re.sub(r"[ \t\n\u00a0]+", " ", "".join(current)).strip()
        if text:
            lines.append((typed, text))
            if gap and how.gap:
                lines.append((typed, ""))
        current.clear()

    def walk(node: lxml_html.HtmlElement, number: int = 0) -> None:
        if not isinstance(node.tag, str):
            return
        typed = node.get("class") == TYPED
        if node.tag in BLOCK:
            flush()
        if node.tag == "li":
            current.append(how.item.format(number))
        if node.tag in ("b", "strong") and how.bold:
            current.append(how.bold)
        current.append(node.text or "")
        for place, child in enumerate(node, 1):
            walk(child, place)
            if child.tag == "br":
                flush(typed)
            current.append(child.tail or "")
        if node.tag in ("b", "strong") and how.bold:
            current.append(how.bold)
        if node.tag == "a" and how.link and node.get("href") != node.text_content():
            current.append(how.link.format(node.get("href")))
        if node.tag in BLOCK:
            flush(typed, gap=node.tag in ("p", "h1", "h2", "h3", "ol"))

    walk(body)
    flush()
    return lines


def marked(lines: list[tuple[bool, str]], width: int, mark: str = "> ") -> str:
    """The lines behind marks, broken at `width`; what was typed as a line of its own stands without."""
    told = []
    for typed, text in lines:
        if typed:
            told += ["", text, ""] if text else []
            continue
        told += [f"{mark}{piece}".rstrip() for piece in wrap(text, width, break_long_words=False) or [""]]
    return "\n".join(told)


def unmarked(lines: list[tuple[bool, str]], width: int = 10_000) -> str:
    """The lines as they are, broken at `width`."""
    return "\n".join(piece for _, text in lines for piece in wrap(text, width, break_long_words=False) or [""])


def html_lines(text: str, tag: str = "div") -> str:
    """Typed lines as elements."""
    return "".join(f"<{tag}>{_escaped(line) or '<br>'}</{tag}>" for line in text.split("\n")) if text else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
