"""The fonts that reports and charts are set in, which come with dondoc and never from the machine."""

from collections.abc import Sequence
from pathlib import Path

import typst

FONTS = Path(__file__).parent.parent / "fonts"
CHART_FONTS = FONTS / "be-vietnam-pro"
FACES = (
    ("Tinos", "normal", 400),
    ("Tinos", "italic", 400),
    ("Tinos", "normal", 700),
    ("Tinos", "italic", 700),
    ("Be Vietnam Pro", "normal", 400),
    ("Be Vietnam Pro", "normal", 700),
)


def missing_faces(folder: Path = FONTS) -> Sequence[str]:
    """Those that the folder lacks or that cannot be read, as 'family style weight'."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    there = {(one.family, one.style, one.weight) for one in found}
    return [f"{family} {style} {weight}" for family, style, weight in FACES if (family, style, weight) not in there]
