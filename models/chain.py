"""The chain of the record as a rule: what a line's hash is, and where lines are no longer what was written."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from language.wording import Wording, wording

GENESIS = "0" * 64


class Link(NamedTuple):
    """One line without its words: its number, the hash it follows, its own, and whether its own fits its words."""

    seq: int
    prev: str
    hash: str
    fits: bool


@dataclass(frozen=True)
class Fault:
    """A line that is not what was written: its number and what is wrong."""

    seq: int
    why: Wording


def chained(prev: str, body: bytes) -> str:
    """The hash of a line that follows `prev`."""
    return hashlib.sha256(prev.encode() + body).hexdigest()


def is_whole(links: Iterable[Link]) -> bool:
    """Whether every line has its number, fits its words and follows the line before."""
    seq, prev = 0, GENESIS
    for link in links:
        if link.seq != seq + 1 or link.prev != prev or not link.fits:
            return False
        seq, prev = link.seq, link.hash
    return True


def faults_among(links: Sequence[Link]) -> list[Fault]:
    """What is wrong with lines given by number: changed, missing, out of order, or following nothing that is there."""
    before = Link(0, "", GENESIS, fits=True)
    number_of = {link.hash: link.seq for link in (before, *links)}
    misplaced: set[int] = set()
    found = []
    for last, link in pairwise((before, *links)):
        found += [Fault(seq, wording("dòng bị xóa")) for seq in range(last.seq + 1, link.seq)]
        if not link.fits:
            found.append(Fault(link.seq, wording("dòng bị sửa")))
        elif link.prev != last.hash and link.seq == last.seq + 1:
            found += _unlinked(link, last, number_of.get(link.prev), misplaced)
    return found


def _unlinked(link: Link, last: Link, follows: int | None, misplaced: set[int]) -> Iterator[Fault]:
    """A line that fits its words and does not follow the one before it; `follows` is the line that it did follow.

    One that follows a misplaced line has stayed where it was; of one before it that was changed that is said already.
    """
    if follows is None and not last.fits:
        return
    if follows is None:
        yield Fault(link.seq, wording("dòng liền trước bị xóa hoặc viết lại"))
    elif follows not in misplaced:
        misplaced.add(link.seq)
        yield Fault(link.seq, wording("dòng bị đổi chỗ, lẽ ra đứng sau dòng {number}", number=follows))
