"""Which years' days off Viet Nam has decided, by what documents; any other year is worked out and provisional.

The Labour Code (45/2019/QH14, Article 112) leaves the five days of Tết and the second day of National Day to a
decision of the Prime Minister, made late in the year before, and swaps of working days are ordered later still.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

VIET_NAM = "VN"

DECIDED: Mapping[int, tuple[str, ...]] = {
    2021: ("4875/TB-LĐTBXH",),
    2022: ("245/VPCP-KGVX", "119/TB-LĐTBXH"),
    2023: ("8056/VPCP-KGVX", "5034/TB-LĐTBXH"),
    2024: ("5015/TB-LĐTBXH", "2450/VPCP-KGVX"),
    2025: ("8726/VPCP-KGVX", "6150/TB-BLĐTBXH"),
    2026: ("9441/TB-BNV", "28/2026/QH16"),
    2027: ("10065/VPCP-KGVX",),
}


@dataclass(frozen=True)
class Swap:
    """A working day taken off for a day of rest that is worked instead."""

    off: date
    worked: date
    document: str


SWAPS = (
    Swap(date(2024, 4, 29), date(2024, 5, 4), "2450/VPCP-KGVX"),
    Swap(date(2025, 5, 2), date(2025, 4, 26), "6150/TB-BLĐTBXH"),
    Swap(date(2026, 8, 31), date(2026, 8, 22), "9441/TB-BNV"),
)


def decisions(country: str, year: int) -> tuple[str, ...]:
    """The documents that settled a year's days off; () when none is on record."""
    return DECIDED.get(year, ()) if country == VIET_NAM else ()


def swap_on(country: str, day: date) -> Swap | None:
    """The swap that takes `day` off or has it worked, when the document is on record."""
    swaps = SWAPS if country == VIET_NAM else ()
    return next((swap for swap in swaps if day in (swap.off, swap.worked)), None)
