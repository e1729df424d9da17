"""What a browser would post back for a page as it stands, and every link and form on it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """One form: where it goes, what its fields hold, and the names of its buttons with their values."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class PageRead(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[PageForm] = []
        self.area = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "a" and has.get("href"):
            self.links.append(has["href"])
        if tag == "form":
            self.forms.append(PageForm(has.get("action", "")))
        if self.forms and tag == "button" and has.get("name"):
            self.forms[-1].buttons.append((has["name"], has.get("value", "")))
        if self.forms and tag == "input" and has.get("name") and has.get("type") != "file":
            ticked = has.get("type") not in ("radio", "checkbox") or "checked" in has
            if ticked:
                self.forms[-1].values[has["name"]] = has.get("value", "")
        if self.forms and tag == "textarea":
            self.area = has["name"]
            self.forms[-1].values[self.area] = ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1].values[self.area] += data.removeprefix("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = ""


def as_shown(page: str) -> dict[str, str]:
    """The fields of the page's first form as they stand."""
    return PageRead(page).forms[0].values
