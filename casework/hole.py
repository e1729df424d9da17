"""A hole in the proof: something that is not accounted for."""

from dataclasses import dataclass

from language.wording import Wording


@dataclass(frozen=True)
class Hole:
    """Where something is not accounted for, and what is wrong with it."""

    place: str
    why: Wording
