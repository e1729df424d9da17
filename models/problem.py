"""Faults in somebody's data, and what only the office can settle: values with a place, never exceptions."""

from dataclasses import dataclass

from language.wording import Wording


@dataclass(frozen=True)
class Problem:
    """A fault that holds a plan up until it is mended: where, in what text, why, and what is proposed."""

    place: str
    text: str
    why: Wording
    proposal: str | None = None


@dataclass(frozen=True)
class MailboxProblem(Problem):
    """A fault of one mailbox: it is shown, and holds up nothing but the letters that would go there."""


@dataclass(frozen=True)
class Question:
    """What only the office can settle about one task; it blocks nothing but its own obligation."""

    code: str
    text: str
    why: Wording


@dataclass(frozen=True)
class PassedOver:
    """A part of a document that was looked at and left, and why."""

    place: str
    why: Wording
