"""Answers that came after a digest was frozen, as its letter and its page list them apart."""

from collections.abc import Sequence

from language.wording import wording
from models.digest_parts import LateAnswer
from models.digest_words import Words


def late_told(late: Sequence[LateAnswer], words: Words) -> tuple[str, ...]:
    """A sentence for each, as many as the form has room for."""
    return words.shortened(
        [
            words.say(
                wording(
                    "{name}, nhiệm vụ {code}: nhận lúc {minute}.",
                    name=words.cut(answer.agency_name),
                    code=answer.task_code,
                    minute=words.minute(answer.recorded_at),
                )
            )
            for answer in late
        ]
    )
