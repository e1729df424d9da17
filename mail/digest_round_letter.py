"""The letter of a correction round: one agency's own lines of a draft digest, and until when to contest them."""

from dataclasses import dataclass
from datetime import datetime

from language.wording import SOURCE_LANGUAGE
from mail.render import RenderedLetter, render
from models.digest_task_story import LineTold


@dataclass(frozen=True, kw_only=True)
class OwnLine:
    """What the draft says of the agency on one task."""

    obligation_id: int
    code: str
    title: str
    told: LineTold


@dataclass(frozen=True, kw_only=True)
class DigestRoundLetter:
    """One agency's lines; `until` is in the plan's zone, `lines_left` counts those that are only on the page."""

    agency_name: str
    title: str
    plan_name: str
    until: datetime
    lines: tuple[OwnLine, ...]
    lines_left: int
    page_url: str
    office_name: str
    office_contact: str
    trial: bool


def digest_round_letter(letter: DigestRoundLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter."""
    return render("digest_round", letter, locale)
