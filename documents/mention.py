"""What one part of a cell of agencies names, as a value."""

from dataclasses import dataclass

from documents.agency_words import ROLE_IN_BRACKETS, ROLE_WORD


@dataclass(frozen=True)
class Mention:
    """What one part of a cell names; `phrase` is its text as written, `remark` what it says its body does.

    An open phrase has neither agency nor collective. An unknown one has neither and is not open; `proposals` are
    the ids of the nearest names.
    """

    phrase: str
    agency: str | None = None
    collective: str | None = None
    open: bool = False
    proposals: tuple[str, ...] = ()
    remark: str = ""

    @property
    def known(self) -> bool:
        """Whether it names somebody, one or many."""
        return self.agency is not None or self.collective is not None

    @property
    def role_said(self) -> str:
        """The role that a bracket or a word behind the name says ("(phối hợp)", "chủ trì"), "" when none does."""
        said = ROLE_IN_BRACKETS.search(self.phrase) or ROLE_WORD.match(self.remark)
        return "" if said is None else "coordinating" if said[1].lower() == "phối hợp" else "lead"
