"""A reply held against the letter it answers: what its author typed, where in the letter, and what others had written.

We know what we sent, so no mark, colour or language of a mail program is needed to know our words again: a run of them
is the quotation, and words between them that are not ours were typed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mail.boundaries import boundaries
from mail.own_words import own_words_in
from mail.quotes import LONGEST, new_text, own_words, passed_on
from mail.sent_letter import SentLetter
from mail.signature import without_signature
from mail.zones import OTHER, Piece, Zone, pieces_in, zones_of


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
    `letter` is the one quoted."""

    above: str
    inside: tuple[Typed, ...] = ()
    relayed: tuple[Typed, ...] = ()
    letter: SentLetter | None = None

    @property
    def text(self) -> str:
        """All that the author typed, in its order."""
        return "\n".join(one for one in (self.above, *(typed.text for typed in self.inside)) if one)


def told_apart(body: str, letters: Sequence[SentLetter] = (), *, from_html: bool = False) -> ToldApart:
    """What was typed in `body`, the text of a reply to the first of `letters` that it quotes; by general rules where
    it quotes none.

    `from_html`: the text was made of HTML, where a mark of quotation is certain to be a program's.
    """
    body = body[:LONGEST]
    lines = body.split("\n")
    announced = boundaries(lines) if letters else []
    starts = _starts(lines)
    passed_over = [(starts[one.start], starts[one.end]) for one in announced]
    for letter in letters:
        ours = own_words_in(body, letter, passed_over)
        if ours.runs:
            return _read(zones_of(lines, announced, ours, letter), letter)
    below = without_signature(passed_on(lines))
    return ToldApart(new_text(body, from_html=from_html), relayed=(Typed(below),) if below else ())


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _read(zones: list[Zone], letter: SentLetter) -> ToldApart:
    above = without_signature(own_words(zones[0].lines_above()))
    inside, relayed = list[Typed](), list[Typed]()
    for zone in zones:
        for piece in pieces_in(zone, letter):
            typed = _typed(piece, letter)
            if typed.text:
                (relayed if piece.author == OTHER else inside).append(typed)
    return ToldApart(above, tuple(inside), tuple(relayed), letter)


def _typed(piece: Piece, letter: SentLetter) -> Typed:
    under = letter.line_at(piece.place) if piece.place >= 0 else ""
    return Typed(without_signature(piece.text), piece.place, under)
