"""The numbers at the head of rows (I, 1, a, 1.2) and the code that a row has from those above it."""

from dataclasses import dataclass, field

from language.order import ITEM_LETTERS
from language.roman import roman_value
from language.text import tidy


@dataclass(frozen=True)
class Heading:
    """A numbered line above others: its style, its number as printed without closing marks, its title."""

    style: str
    number: str
    title: str

    @property
    def label(self) -> str:
        """ "I. TUYÊN TRUYỀN"."""
        return f"{self.number}. {self.title}"


@dataclass
class Outline:
    """Where in the numbering a reader stands: the headings from the outermost in, the last row being the last."""

    path: list[Heading] = field(default_factory=list)

    def enter(self, number: str, title: str) -> str:
        """Take up the next numbered row and give its code; a style seen before closes all that is below it."""
        bare = tidy(number).rstrip(".)/ ")
        style = self._style(bare)
        self.path = [above for above in self._above(style) if not bare.startswith(f"{above.number}.")]
        self.path.append(Heading(style, bare, title))
        return ".".join(heading.number for heading in self.path)

    def leave(self) -> None:
        """Forget the last row: it heads nothing."""
        self.path.pop()

    @property
    def section(self) -> str:
        """The outermost heading above the last row."""
        return self.path[0].label if len(self.path) > 1 else ""

    @property
    def subsection(self) -> str:
        """The innermost heading above the last row, when it is another than the section."""
        return self.path[-2].label if len(self.path) > 2 else ""

    def _above(self, style: str) -> list[Heading]:
        styles = [heading.style for heading in self.path]
        return self.path[: styles.index(style)] if style in styles else self.path

    def _style(self, bare: str) -> str:
        if "." in bare:
            return f"{bare.count('.')} dots"
        if bare.isdigit():
            return "digits"
        if bare.islower():
            return "small letter"
        return "capital letter" if self._next_capital(bare) else "roman"

    def _next_capital(self, bare: str) -> bool:
        """C, D, I, L … are numerals and letters: letters when the letter before them is what was counted last."""
        if roman_value(bare) is None:
            return True
        last = next((heading.number for heading in self.path if heading.style == "capital letter"), "")
        follows = ITEM_LETTERS.find(bare.lower()) - 1
        return len(bare) == 1 and last != "" and follows >= 0 and ITEM_LETTERS[follows] == last.lower()
