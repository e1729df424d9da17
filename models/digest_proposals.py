"""What is put to the Committee: the office's own items, then the agencies' proposals, equal texts joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.digest_lines import ObligationLine, Part
from models.digest_parts import DecisionItem, LeftOut
from models.digest_rules import name_key, says_something


@dataclass
class Makers:
    """Everybody who wrote one proposal."""

    lines: list[ObligationLine] = field(default_factory=list)
    named: bool = False

    def rank(self) -> tuple[bool, int]:
        """Proposals of agencies that the plan names come first, then those that most share."""
        return not self.named, -len({line.party.agency_id for line in self.lines})


@dataclass
class ProposalTally:
    """The proposals, gathered as lines come, in the order in which they are first met."""

    makers: dict[str, Makers] = field(default_factory=dict)

    def add(self, part: Part, lines: Sequence[ObligationLine]) -> None:
        """Gather from the lines of one assignment."""
        for line in lines:
            if line.given and line.given.proposal and (text := proposal_text(line.given.proposal)):
                makers = self.makers.setdefault(text, Makers())
                makers.lines.append(line)
                makers.named = makers.named or part.collective is None

    def items(
        self, own: Sequence[str], leave_out: Mapping[str, str]
    ) -> tuple[tuple[DecisionItem, ...], tuple[LeftOut, ...]]:
        """(numbered items, the office's own first; proposals that it leaves out, by text with its reason)."""
        ranked = sorted(self.makers.items(), key=lambda item: item[1].rank())
        kept = [(text, makers.lines) for text, makers in ranked if text not in leave_out]
        every = [*((text, []) for text in own), *kept]
        items = tuple(_item(number, text, lines) for number, (text, lines) in enumerate(every, start=1))
        left = [(text, makers.lines) for text, makers in ranked if text in leave_out]
        return items, tuple(LeftOut(_item(0, text, lines), leave_out[text]) for text, lines in left)


def proposal_text(written: str) -> str:
    """A proposal in one line with a capital; empty when it proposes nothing."""
    text = " ".join(written.split()).rstrip(" .;")
    return text[:1].upper() + text[1:] if says_something(text) else ""


def _item(number: int, text: str, lines: Sequence[ObligationLine]) -> DecisionItem:
    ranked = sorted(lines, key=lambda line: (line.part.collective is not None, name_key(line.party.short_name)))
    agencies = {line.party.agency_id: line.party.short_name for line in ranked}
    return DecisionItem(
        number=number,
        text=text,
        agency_ids=tuple(agencies),
        agencies=tuple(agencies.values()),
        task_codes=tuple(dict.fromkeys(line.part.task_code for line in lines)),
        response_ids=tuple(dict.fromkeys(line.given.response_id for line in lines if line.given)),
    )
