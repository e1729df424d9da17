"""One task that a letter asked about."""

from dataclasses import dataclass

from mail.letters import heading


@dataclass(frozen=True)
class OfferedTask:
    """A task that the letter asked about: one obligation of the agency, in one role; `answered` when it is by now."""

    obligation_id: int
    code: str
    title: str
    role: str
    answered: bool = False

    @property
    def heading(self) -> str:
        """The line that opens its block in our letters."""
        return heading(self.code, self.title)
