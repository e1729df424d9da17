"""One thing that `dondoc doctor` looked at."""

from dataclasses import dataclass

from language.wording import Wording


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and what was seen."""

    name: str
    well: bool
    seen: Wording
