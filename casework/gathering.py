"""All that one message says, in its text and its forms together: what agrees is one answer, the rest is in doubt."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from casework.recording import Answer
from documents.form_answers import ASKED, FormAnswer, FormAnswers, FormDoubt
from language.text import fold
from language.wording import Wording, wording
from mail.answers import AnswerRead, AnswersRead, OfferedTask, Unsure
from mail.progress import Progress, ProgressUnsure, read_progress, says_a_status
from models.digest_labels import STATUSES

MAIL, FORM = "mail", "form"
TEXTS = ("result", "evidence", "difficulty", "proposal")
FULL = 100
DISAGREE = wording("Nội dung thư và biểu kèm theo nói khác nhau về cùng một nhiệm vụ.")
NO_STATUS = wording("Dòng trong biểu không chọn tình hình thực hiện.")


@dataclass(frozen=True)
class Doubt:
    """What a person has to place: the words, why, the obligations it may concern each with its reason, a proposal.

    `relayed` are words of a third person that the author only passed on.
    """

    text: str
    why: Wording
    candidates: tuple[tuple[int, Wording], ...] = ()
    proposal: tuple[Answer, ...] = ()
    relayed: bool = False


@dataclass(frozen=True)
class Heard:
    """What is certain, each obligation once and with the way it came (mail, form), and what is not."""

    answers: tuple[tuple[Answer, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def all_answers(self) -> list[Answer]:
        """The certain answers, whichever way they came."""
        return [answer for answer, _ in self.answers]

    def by_way(self, way: str) -> list[Answer]:
        """The certain answers that came that way."""
        return [answer for answer, came in self.answers if came == way]


def gather(said: AnswersRead, forms: Sequence[FormAnswers], offered: Sequence[OfferedTask]) -> Heard:
    """The answers and doubts of a message whose text says `said` and whose forms say `forms`."""
    titles = {task.obligation_id: task.title for task in offered}
    in_forms = [_from_form(one, titles) for form in forms for one in form.answers]
    told = [(_from_text(one), MAIL) for one in said.answers]
    told += [(one, FORM) for one in in_forms if isinstance(one, Answer)]
    doubts = [one for one in in_forms if isinstance(one, Doubt)]
    doubts += [_doubt_of_form(one) for form in forms for one in form.doubts]
    answers, contradicted = _merged(told)
    filled = any(form.answers or form.doubts for form in forms)
    doubts += [_doubt_of_text(one) for one in said.unsure if not filled or says_a_status(one.text)]
    return Heard(tuple(answers), (*contradicted, *doubts))


def _from_text(read: AnswerRead) -> Answer:
    return Answer(**asdict(read))


def _from_form(row: FormAnswer, titles: dict[int, str]) -> Answer | Doubt:
    """The row as an answer; where it names no status, its words may tell it as those of a letter would."""
    if row.status is not None:
        return Answer(**{**asdict(row), "status": row.status})
    words = read_progress("\n".join(getattr(row, name) for name in TEXTS), titles.get(row.obligation_id, ""))
    if not isinstance(words, ProgressUnsure):
        return _with_status(row, words)
    likely = _with_status(row, words.likely) if words.likely else None
    proposal = (likely,) if isinstance(likely, Answer) else ()
    return Doubt(_row_text(row), NO_STATUS, ((row.obligation_id, ASKED),), proposal)


def _with_status(row: FormAnswer, words: Progress) -> Answer | Doubt:
    percent = words.percent if row.percent is None else row.percent
    if words.status == "completed" and percent not in (None, FULL):
        return Doubt(_row_text(row), NO_STATUS, ((row.obligation_id, ASKED),))
    return Answer(**{**asdict(row), "status": words.status, "percent": percent})


def _row_text(row: FormAnswer) -> str:
    percent = "" if row.percent is None else f"{row.percent}%"
    return "\n".join(part for part in (percent, *(getattr(row, name) for name in TEXTS)) if part)


def _doubt_of_form(doubt: FormDoubt) -> Doubt:
    proposed = doubt.answer
    if proposed is None or proposed.status is None:
        return Doubt(doubt.text, doubt.why, doubt.candidates)
    return Doubt(doubt.text, doubt.why, doubt.candidates, (Answer(**{**asdict(proposed), "status": proposed.status}),))


def _doubt_of_text(unsure: Unsure) -> Doubt:
    reason = ASKED if len(unsure.candidates) > 1 else NAMED
    candidates = tuple((one, reason) for one in unsure.candidates)
    return Doubt(unsure.text, unsure.why, candidates, tuple(map(_from_text, unsure.proposal)), unsure.relayed)


NAMED = wording("thư nhắc đến nhiệm vụ này")


def _merged(told: Iterable[tuple[Answer, str]]) -> tuple[list[tuple[Answer, str]], list[Doubt]]:
    by_obligation: dict[int, list[tuple[Answer, str]]] = {}
    for answer, way in told:
        by_obligation.setdefault(answer.obligation_id, []).append((answer, way))
    answers, doubts = [], []
    for versions in by_obligation.values():
        merged: Answer | None = versions[-1][0]
        for answer, _ in reversed(versions[:-1]):
            merged = agreed(merged, answer) if merged is not None else None
        if merged is None:
            doubts.append(_disagreement([answer for answer, _ in versions]))
        else:
            answers.append((merged, FORM if any(way == FORM for _, way in versions) else MAIL))
    return answers, doubts


def agreed(first: Answer, second: Answer) -> Answer | None:
    """The one answer that both are, its words those of `first` and what `second` adds; None when they disagree."""
    if first.status != second.status:
        return None
    if _differ(first.percent, second.percent) or _differ(first.forecast, second.forecast):
        return None
    return replace(
        first,
        percent=second.percent if first.percent is None else first.percent,
        forecast=first.forecast or second.forecast,
        result=_joined(first.result, second.result),
        evidence=_joined(first.evidence, second.evidence),
        difficulty=_joined(first.difficulty, second.difficulty),
        proposal=_joined(first.proposal, second.proposal),
    )


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _joined(first: str, second: str) -> str:
    """Both texts, the second left out where the first already says it."""
    if not second or fold(second) in fold(first):
        return first
    return second if fold(first) in fold(second) else f"{first}\n{second}"


def _disagreement(versions: Sequence[Answer]) -> Doubt:
    number = versions[0].obligation_id
    text = "\n---\n".join(said_in_words(one) for one in versions)
    return Doubt(text, DISAGREE, ((number, TWO_SAY),), (versions[-1],))


TWO_SAY = wording("cả thư và biểu đều trả lời nhiệm vụ này")


def said_in_words(answer: Answer) -> str:
    """An answer as a person reads it."""
    head = STATUSES[answer.status].say() + ("" if answer.percent is None else f", {answer.percent}%")
    return "\n".join((head, *(text for text in (getattr(answer, name) for name in TEXTS) if text)))
