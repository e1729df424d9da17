"""Claims about the numbers of documents: they keep to one line, and nothing else changes."""

import pytest

from language.document_number import hyphens_in_numbers, kept_whole


@pytest.mark.parametrize("number", ["1048/QĐ-TTg", "04/QĐ-BCĐTW-VPĐPNTM", "57/2018/NĐ-CP", "05/BC-VPĐP"])
def test_a_number_keeps_to_one_line(number):
    assert kept_whole(f"<p>số {number}.</p>") == f'<p>số <span style="white-space:nowrap">{number}</span>.</p>'
    assert [number[place] for place in hyphens_in_numbers(number)] == ["-"] * number.count("-")


@pytest.mark.parametrize(
    "html", ["<p>864/916, 2021-2025, Bà Rịa - Vũng Tàu</p>", '<a href="/d/1/QĐ-TTg">x</a>', "<style>1/A-b</style>"]
)
def test_nothing_else_is_touched(html):
    assert kept_whole(html) == html
