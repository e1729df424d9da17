"""The letter that tells the office why an approved digest did not leave, and what to do now."""

from dataclasses import dataclass

from language.wording import SOURCE_LANGUAGE
from mail.render import RenderedLetter, render


@dataclass(frozen=True, kw_only=True)
class DigestVoidLetter:
    """The digest, who had approved it, what has changed since, and the command that compiles it anew."""

    title: str
    approved_by: str
    reason: str
    command: str
    office_name: str
    trial: bool


def digest_void_letter(letter: DigestVoidLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter."""
    return render("digest_void", letter, locale)
