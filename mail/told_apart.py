"""A reply held against the letter it answers: what its author typed, where in the letter, and what others had written.

We know what we sent, so no mark, colour or language of a mail program is needed to know our words again: a run of them
is the quotation, and words between them that are not ours were typed there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from mail.boundaries import Boundary, boundaries, is_rule
from mail.link_notes import with_words_alone, without_notes
from mail.own_words import NOWHERE, PASSAGE, OwnWords, own_words_in
from mail.quotes import lines_of, own_words, passed_on, tell
from mail.sent_letter import SentLetter
from mail.signature import without_signature
from mail.zones import OTHER, Piece, Zone, pieces_in, zones_of

_FORWARDED = re.compile(
    r"[ \t*]*(?:-{2,}[ \t]*(?:forwarded (?:message|by)|(?:thư|tin nhắn|email) (?:đã |được )*chuyển tiếp|"
    r"message transféré|weitergeleitete nachricht|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|"
    r"doorgestuurd bericht|пересылаемое сообщение|转发)|begin forwarded message|bắt đầu thư (?:được )?chuyển tiếp)",
    re.IGNORECASE,
)

LONGEST_ANNOUNCEMENT = 200  # characters
_ADDRESS_AND_DAY = re.compile(r"@[\w.-]+.*\b(?:19|20)\d\d\b")
_ANNOUNCES = re.compile(
    r"^\W*(?:nội dung )?(?:thư|tin nhắn|email) (?:gốc|đến|trước|ban đầu|đã nhận)\W*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Typed:
    """Words typed inside our letter; `place` is the character of `SentLetter.whole` behind the words of ours that
    stand before them, `under` the line of ours they stand in or under. Without a place (-1) they stood elsewhere."""

    text: str
    place: int = -1
    under: str = ""


@dataclass(frozen=True)
class ToldApart:
    """`above` is what stands over the quotation (and is all there is when nothing of ours was quoted), `inside` what
    was typed in it or under it, `relayed` what a third person wrote in between: a colleague whose answer was passed on;
    `letter` is the one quoted, and `forwarded` says that a program announced the first message below as passed on."""

    above: str
    inside: tuple[Typed, ...] = ()
    relayed: tuple[Typed, ...] = ()
    letter: SentLetter | None = None
    forwarded: bool = False

    @property
    def text(self) -> str:
        """All that the author typed, in its order."""
        return "\n".join(one for one in (self.above, *(typed.text for typed in self.inside)) if one)


def told_apart(
    body: str, letters: Sequence[SentLetter] = (), *, from_html: bool = False, author: str = ""
) -> ToldApart:
    """What was typed in `body`, the text of a reply to that of `letters` of which it quotes most.

    Where it quotes none, general rules decide.

    `from_html`: the text was made of HTML, where a mark of quotation is certain to be a program's. `author` is the
    name in the message's header.
    """
    lines = lines_of(without_notes(with_words_alone(body), (letter.whole for letter in letters)))
    body = "\n".join(lines)
    announced = list(boundaries(lines, frozenset().union(*(one.lines for one in letters)))) if letters else []
    starts = _starts(lines)
    passed_over = [(starts[one.start], starts[one.end]) for one in announced]
    found = [(own_words_in(body, letter, passed_over), letter) for letter in letters]
    ours, letter = max(found, key=lambda one: one[0].weight, default=(None, None))
    if ours is not None and letter is not None and ours.runs:
        others = [one for one, of in found if of is not letter]
        if said := _of_other_letters(lines, announced, ours, others):
            rest = [line for at, line in enumerate(lines) if at not in said]
            return told_apart("\n".join(rest), letters, from_html=from_html, author=author)
        told = _read(zones_of(lines, announced, ours, letter), letter, announced, author)
        if not _is_of_another_letter(told, letter):
            return told
    plain = tell(lines, from_html=from_html)
    forwarded = bool(_FORWARDED.match(plain.announcement))
    below = passed_on(plain.below) if forwarded or letters else ""
    return ToldApart(
        without_signature(plain.own, author), relayed=(Typed(below),) if below else (), forwarded=forwarded
    )


def _of_other_letters(
    lines: Sequence[str], announced: Sequence[Boundary], ours: OwnWords, others: Sequence[OwnWords]
) -> set[int]:
    """The lines that another letter of ours says whole, in messages that quote it and not the one that most quote: a
    receipt over the request."""
    if not others:
        return set()
    edges = [0, *(one.start for one in announced), len(lines)]
    said = set[int]()
    for first, last in zip(edges[1:], edges[2:], strict=False):
        other = max(others, key=lambda one: _said_of(one, first, last), default=ours)
        most = _said_of(other, first, last)
        if most >= PASSAGE and most > _said_of(ours, first, last):
            said |= {at for at in range(first, last) if _is_whole(other, at)}
    return said


def _said_of(ours: OwnWords, first: int, last: int) -> int:
    """How many words from one line up to another are the letter's."""
    return sum(place != NOWHERE for place in ours.places[ours.words.first_from(first) : ours.words.first_from(last)])


def _is_whole(ours: OwnWords, line: int) -> bool:
    places = ours.places[ours.words.first_from(line) : ours.words.first_from(line + 1)]
    return bool(places) and NOWHERE not in places


def _is_of_another_letter(told: ToldApart, letter: SentLetter) -> bool:
    """Whether what seems typed holds our forms again, "Hạn báo cáo: …": then it is another letter of ours that was
    quoted, which says the same around other tasks."""
    lines = [line for typed in told.inside for line in typed.text.split("\n")]
    return sum(line.partition(":")[0].strip() in letter.forms for line in lines if ":" in line) > 1


def _starts(lines: list[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines), initial=0))


def _read(zones: list[Zone], letter: SentLetter, announced: Sequence[Boundary], author: str) -> ToldApart:
    above = without_signature(own_words(_without_announcement(zones[0].lines_above(), letter), arrows=True), author)
    inside, relayed = list[Typed](), list[Typed]()
    for zone in zones:
        for piece in pieces_in(zone, letter):
            typed = _typed(piece, letter, "" if piece.author == OTHER else author)
            if typed.text:
                (relayed if piece.author == OTHER else inside).append(typed)
    forwarded = bool(announced and _FORWARDED.match(announced[0].text))
    return ToldApart(above, tuple(inside), tuple(relayed), letter, forwarded)


def _without_announcement(lines: Sequence[str], letter: SentLetter) -> Sequence[str]:
    """Without a last line that says in words we do not know that ours follows: a colon ends it, and it names us or
    stands under a line that is drawn; or it is our name, our address and a day."""
    said = [at for at, line in enumerate(lines) if line.strip()]
    last = lines[said[-1]].rstrip() if said else ""
    drawn = len(said) > 1 and is_rule(lines[said[-2]])
    if drawn and (last.endswith((":", "：")) or _ANNOUNCES.match(last)):
        return lines[: said[-2]]
    announces = last.endswith((":", "：")) or (_ADDRESS_AND_DAY.search(last) and len(last) <= LONGEST_ANNOUNCEMENT)
    return lines[: said[-1]] if announces and letter.is_named_in(last) else lines


def _typed(piece: Piece, letter: SentLetter, author: str) -> Typed:
    under = letter.line_at(piece.place) if piece.place >= 0 else ""
    return Typed(without_signature(piece.text, author), piece.place, under)
