"""The example of the environment says every setting there is, and no other."""

import re
from pathlib import Path

from settings import Settings

EXAMPLE = (Path(__file__).parent.parent / ".env.example").read_text()


def test_the_example_lists_exactly_the_settings() -> None:
    listed = re.findall(r"^#?DONDOC_(\w+)=", EXAMPLE, re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)
