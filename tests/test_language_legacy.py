"""Text in the encodings before Unicode: every letter of each, and telling them apart."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.legacy import decode, from_font, guess, mended

DECISION = (Path(__file__).parent.parent / "plans" / "ocop-2021-2025" / "decision.txt").read_text()
MINISTRY = "Bộ Nông nghiệp và Phát triển nông thôn"
IN_TCVN3 = "Bé N«ng nghiÖp vµ Ph¸t triÓn n«ng th«n"
IN_VNI = "Boä Noâng nghieäp vaø Phaùt trieån noâng thoân"
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
MARKS = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
HATS = dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))
CUPS = dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))
ALONE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def in_vni(letter: str) -> str:
    """A letter as VNI's chart spells it: base, then one mark for hat or cup together with the tone."""
    if letter.lower() in ALONE:
        spelt = ALONE[letter.lower()]
        return spelt.upper() if letter.isupper() else spelt
    base, *marks = unicodedata.normalize("NFD", letter)
    horn = "\u031b" in marks
    tone = next((mark for mark in marks if mark in MARKS), "")
    hat, cup = "\u0302" in marks, "\u0306" in marks
    mark = (HATS if hat else CUPS if cup else MARKS).get(tone, "â" if hat else "ê" if cup else "")
    lower = ({"o": "ô", "u": "ö"}[base.lower()] if horn else base.lower()) + mark
    return lower.upper() if letter.isupper() else lower


def as_bytes(text: str, charset: str) -> bytes:
    """`text` in a single-byte encoding, by trying out what each byte decodes to."""
    codes = {decode(bytes([code]), charset): code for code in (*range(0x7F, 0, -1), *range(0xFF, 0x7F, -1))}
    plain = text.replace("–", "-").replace("“", '"').replace("”", '"').replace("…", "...").replace("\u00a0", " ")
    return bytes(codes[letter] for letter in plain)


def windows_1258(text: str) -> bytes:
    """As Windows writes it: hats, cups and horns within the letter, tones behind it."""
    tones = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))
    out = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", apart.translate(tones))
        out.append(bare + "".join(mark for mark in apart if ord(mark) in tones))
    return "".join(out).encode("cp1258")


def vni(text: str) -> bytes:
    return "".join(in_vni(one) if one.isalpha() else one for one in text).encode("cp1252")


WRITERS = {
    "windows-1258": windows_1258,
    "vni": vni,
    "tcvn3": lambda text: as_bytes(text, "tcvn3"),
    "viscii": lambda text: as_bytes(text, "viscii"),
}


@pytest.mark.parametrize(("written", "charset"), [(IN_TCVN3, "tcvn3"), (IN_VNI, "vni")])
def test_a_name_is_read_from_its_codes(written: str, charset: str) -> None:
    assert decode(written.encode("cp1252"), charset) == MINISTRY


@pytest.mark.parametrize("font", [".VnTime", ".VnArial NarrowH", "VNI-Times", "Times New Roman"])
def test_the_font_says_what_its_letters_are(font: str) -> None:
    written = {".": IN_TCVN3, "V": IN_VNI, "T": MINISTRY}[font[0]]
    assert from_font(written, font) == (MINISTRY.upper() if font.endswith("H") else MINISTRY)


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_every_letter_has_its_vni_spelling(letter: str) -> None:
    assert from_font(in_vni(letter), "VNI-Times") == letter


@pytest.mark.parametrize("charset", ["viscii", "tcvn5712-1"])
def test_a_registered_table_has_every_letter_once(charset: str) -> None:
    assert decode(as_bytes(LETTERS + LETTERS.upper(), charset), charset) == LETTERS + LETTERS.upper()


@pytest.mark.parametrize("charset", ["windows-1258", "tcvn3", "vni", "viscii"])
def test_the_encoding_of_a_document_is_told_by_its_words(charset: str) -> None:
    found = guess(WRITERS[charset](DECISION.replace("\u00a0", " ")))
    assert found is not None
    assert found.charset == charset
    assert MINISTRY in found.text


NOT_VIETNAMESE = [b"", b"\xff\xfe\x00", bytes(range(128, 256)), "Ministère de la Santé, à Genève".encode("cp1252")]


@pytest.mark.parametrize("raw", NOT_VIETNAMESE)
def test_bytes_that_are_no_vietnamese_are_not_guessed(raw: bytes) -> None:
    assert guess(raw) is None


@pytest.mark.parametrize("spoilt", [IN_TCVN3 + " vµ Bé Y tÕ", IN_VNI + " vaø Boä Y teá"])
def test_codes_inside_unicode_are_mended(spoilt: str) -> None:
    found = mended(spoilt)
    assert found is not None
    assert found.text == MINISTRY + " và Bộ Y tế"


def test_utf_8_taken_for_latin_is_mended() -> None:
    written = (MINISTRY + " và Bộ Y tế").encode()
    spoilt = "".join(bytes([one]).decode("latin-1" if one in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for one in written)
    found = mended(spoilt)
    assert found is not None
    assert found.text == MINISTRY + " và Bộ Y tế"


@pytest.mark.parametrize("sound", [MINISTRY, unicodedata.normalize("NFD", MINISTRY), "plain", "Việt Nam", DECISION])
def test_sound_text_is_left_alone(sound: str) -> None:
    assert mended(sound) is None


@given(st.binary(max_size=80), st.sampled_from(["viscii", "tcvn3", "vni", "windows-1258", "none"]))
def test_no_bytes_raise(raw: bytes, charset: str) -> None:
    decode(raw, charset)
    guess(raw)
    mended(raw.decode("latin-1"))
