"""Normal forms: what is equal to a reader is equal to the programme."""

import unicodedata

import pytest

from language.order import sort_key
from language.roman import roman, roman_value
from language.text import composed, fold, one_tone_placement, phrase_key, tidy, unmarked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("văn hoá", "VĂN HÓA"),
        ("Bộ Nông nghiệp & PTNT", "Bộ Nông nghiệp và PTNT"),
        ("Lao động – Thương binh", "Lao động-Thương binh"),
        ("  Bộ\u00a0Y\n tế. ", "Bộ Y tế"),
        ("Quý I/2023", "Qúy I/2023"),
        (unicodedata.normalize("NFD", "Bộ Ngoại giao"), "Bộ Ngoại giao"),
    ],
)
def test_two_writings_of_one_name_fold_together(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["hoàn", "toán", "quý", "quỹ", "thuỷnn", "khoảng"])
def test_a_tone_that_stands_where_it_must_is_left_alone(word):
    assert one_tone_placement(word) == word


def test_different_names_stay_different():
    assert fold("Bộ Nội vụ") != fold("Bộ Nói vụ")
    assert fold("Đak Lak") != fold("Dak Lak")


def test_abbreviations_of_letters_are_spelt_out_but_words_are_not():
    assert phrase_key("UBND TP. Hà Nội") == phrase_key("Uỷ ban nhân dân thành phố Hà Nội")
    assert phrase_key("TƯ Đoàn") == "trung ương đoàn"
    assert phrase_key("Bộ Kế hoạch và Đầu tư") == "bộ kế hoạch và đầu tư"


def test_invisible_marks_go_and_lines_stay():
    assert composed("a\u200bb\u00a0c\r\nd") == "ab c\nd"
    assert tidy(" a \n\t b ") == "a b"


def test_unmarked_text_has_no_diacritics():
    assert unmarked("Đắk Nông") == "dak nong"


def test_provinces_sort_as_a_vietnamese_reader_expects():
    right = ["An Giang", "Bạc Liêu", "Bắc Giang", "Bình Dương", "Bình Định", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng"]
    assert sorted(set(right), key=sort_key) == right


def test_tones_decide_only_between_equal_letters():
    assert sorted(["mạ", "mã", "má", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


@pytest.mark.parametrize(
    ("numeral", "number"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("MCMXC", 1990)]
)
def test_numerals_are_read_and_written(numeral, number):
    assert roman_value(numeral) == number
    assert roman(number) == numeral


@pytest.mark.parametrize("text", ["", "IIII", "VX", "iv", "A", "1"])
def test_what_is_no_numeral_has_no_value(text):
    assert roman_value(text) is None
