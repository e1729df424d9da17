"""What a digest puts to the Committee, what it leaves out and why, and what became of what earlier ones put to it."""

from dataclasses import dataclass

from language.dates import read_date
from language.wording import wording
from models.digest_data import DigestData
from models.digest_labels import OUTCOMES
from models.digest_parts import DecisionItem, FollowedItem
from models.digest_story_changes import reference_told
from models.digest_words import Words


@dataclass(frozen=True)
class ItemTold:
    """An item as a form prints it; `source` says who wrote it and on which tasks, `reason` why it is left out."""

    number: int
    text: str
    source: str
    reason: str = ""


@dataclass(frozen=True)
class FollowedTold:
    """An item of an earlier digest: where it stood, its text, and what became of it."""

    where: str
    text: str
    outcome: str


def items_told(data: DigestData, words: Words) -> tuple[ItemTold, ...]:
    """Every numbered item, in its order."""
    return tuple(ItemTold(one.number, words.cut(one.text), _source(one, words)) for one in data.for_decision)


def left_out_told(data: DigestData, words: Words) -> tuple[ItemTold, ...]:
    """The proposals that are not put to the Committee, with the office's reason."""
    return tuple(
        ItemTold(0, words.cut(one.item.text), _source(one.item, words), words.cut(one.reason)) for one in data.left_out
    )


def _source(item: DecisionItem, words: Words) -> str:
    if not item.agencies:
        return words.say(wording("Văn phòng đề nghị"))
    names, codes = words.names(item.agencies), words.codes(item.task_codes)
    if len(item.agencies) == 1:
        return words.say(wording("{names}; nhiệm vụ {codes}", names=names, codes=codes))
    count = words.number(len(item.agencies))
    return words.say(wording("{count} đơn vị: {names}; nhiệm vụ {codes}", count=count, names=names, codes=codes))


def followed_told(data: DigestData, words: Words) -> tuple[FollowedTold, ...]:
    """What became of earlier items, as many as the form has room for."""
    return tuple(_followed(one, words) for one in data.followed_up[: words.detail.items])


def _followed(item: FollowedItem, words: Words) -> FollowedTold:
    where = wording("Nội dung {number}, {report}", number=item.number, report=reference_told(item.digest, words))
    said = words.say(OUTCOMES[item.outcome])
    if item.said:
        said = f"{said}: {words.cut(item.said)}"
    if item.decided_on and read_date(item.said) != item.decided_on:
        said = f"{said} ({words.day(item.decided_on)})"
    return FollowedTold(words.say(where), words.cut(item.text), said)
