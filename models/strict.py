"""The base of what people write in a policy: a key that is not known is a fault, and nothing changes after reading."""

from pydantic import BaseModel, ConfigDict

from language.wording import Wording


class Strict(BaseModel):
    """A part of the policy; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BrokenRuleError(ValueError):
    """A policy says what no single key forbids: in English for who reads the code, and as the office is told."""

    def __init__(self, english: str, why: Wording, write: str) -> None:
        super().__init__(english)
        self.why = why
        self.write = write
