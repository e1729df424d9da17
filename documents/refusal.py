"""Why a file was not read, and what to do about it."""

from dataclasses import dataclass

from language.wording import Wording


@dataclass(frozen=True)
class Refusal:
    """Why a file was not read, and what to do."""

    why: Wording
    proposal: str
