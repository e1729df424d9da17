"""Roman numerals as documents number their parts and quarters."""

import re

_VALUES = {"M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10}
_VALUES |= {"IX": 9, "V": 5, "IV": 4, "I": 1}
_FORM = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def roman_value(numeral: str) -> int | None:
    """The number a well-formed upper-case numeral stands for ("IV" is 4), None for anything else."""
    if not numeral or not _FORM.fullmatch(numeral):
        return None
    total = 0
    for sign, value in _VALUES.items():
        while numeral.startswith(sign):
            total, numeral = total + value, numeral.removeprefix(sign)
    return total


def roman(number: int) -> str:
    """The numeral of a number from 1 to 3999; raises ValueError outside."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    numeral = ""
    for sign, value in _VALUES.items():
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral
