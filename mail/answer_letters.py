"""The letters about answers already given: sent back or opened again, waiting for consent, sent by a stranger."""

from dataclasses import dataclass
from datetime import date, datetime

from language.wording import SOURCE_LANGUAGE, Wording
from mail.letters import ThreadLetter, heading
from mail.render import RenderedLetter, render
from models.digest_labels import STATUSES


@dataclass(frozen=True, kw_only=True)
class AnswerGiven:
    """One answer that a letter speaks of; `reason` is what the office asks to be mended in it.

    `status` is one of models.response.SAYABLE.
    """

    code: str
    title: str
    role: str
    status: str
    due_on: date
    percent: int | None = None
    result: str = ""
    reason: str = ""

    @property
    def status_name(self) -> Wording:
        """The status as letters and digests call it."""
        return STATUSES[self.status]

    @property
    def heading(self) -> str:
        """The same line as in the request."""
        return heading(self.code, self.title)


@dataclass(frozen=True, kw_only=True)
class ReturnedLetter(ThreadLetter):
    """Answers to be mended; `kind` says why: returned by the office, reopened by it, or declined by their own head.

    `remark` is the head's; `form_name` names the form that goes with the letter.
    """

    kind: str
    answers: tuple[AnswerGiven, ...]
    remark: str = ""
    form_name: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentLetter(ThreadLetter):
    """To an agency's head: what somebody of the agency wants to send, and where to consent."""

    answers: tuple[AnswerGiven, ...]
    by_name: str
    submitted_at: datetime
    consent_url: str


@dataclass(frozen=True, kw_only=True)
class ConfirmSenderLetter(ThreadLetter):
    """To an agency's contacts: a stranger wrote in its name; `excerpt` is what he said."""

    stranger: str
    excerpt: str
    received_at: datetime
    confirm_url: str


def returned_letter(letter: ReturnedLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter that asks for an answer to be mended, with the reason."""
    return render("returned", letter, locale)


def consent_letter(letter: ConsentLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter that asks an agency's head for consent."""
    return render("consent", letter, locale)


def confirm_sender_letter(letter: ConfirmSenderLetter, locale: str = SOURCE_LANGUAGE) -> RenderedLetter:
    """The letter that asks an agency whether a stranger wrote for it."""
    return render("confirm_sender", letter, locale)
