"""The letter that tells the office that its nightly proof did not hold."""

from dataclasses import dataclass
from datetime import datetime

from language.wording import SOURCE_LANGUAGE
from mail.render import RenderedLetter, render


@dataclass(frozen=True, kw_only=True)
class HoleFound:
    """Something that is not accounted for: where, and what is wrong with it."""

    place: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ProofLetter:
    """What one proof found; `holes` are the first of `count`, `proved_at` is in the plan's zone."""

    tag: str
    office_name: str
    plan_name: str
    slug: str
    trial: bool
    proved_at: datetime
    obligations: int
    accounted: int
    count: int
    holes: tuple[HoleFound, ...]

    @property
    def unnamed(self) -> int:
        """How many holes the letter does not name."""
        return self.count - len(self.holes)


def proof_letter(letter: ProofLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter, with the same figures in both parts."""
    return render("proof_failed", letter, locale)
