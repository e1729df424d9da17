"""Claims about the signed keys."""

import pytest
from builders import SENDER
from hypothesis import given
from hypothesis import strategies as st

from models.key import DIGEST_KEY, REQUEST_KEY, Key, make_key, read_key

SECRET = b"secret of a test"
KEY = Key(REQUEST_KEY, 12, 34, 1)
NUMBERS = st.integers(0, 10**12 - 1)
KEYS = st.builds(Key, st.sampled_from("rdb"), NUMBERS, NUMBERS, st.integers(0, 999_999))


@given(KEYS, st.binary(min_size=1))
def test_a_key_reads_back_whatever_it_is_for_and_in_any_case(key, secret):
    text = make_key(secret, key)
    assert read_key(secret, text) == read_key(secret, f" {text.upper()}\n") == key


@given(KEYS, st.data())
def test_one_changed_character_makes_it_no_key(key, data):
    text = make_key(SECRET, key)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda c: c.lower() != text[place]))
    assert read_key(SECRET, text[:place] + other + text[place + 1 :]) != key


@given(st.text(max_size=80))
def test_no_text_of_a_stranger_is_a_key_and_none_raises(text):
    assert read_key(SECRET, text) is None


def test_a_key_made_with_another_secret_opens_nothing():
    assert read_key(b"another", make_key(SECRET, KEY)) is None


@pytest.mark.parametrize(
    "other", [Key("r", 13, 34, 1), Key("r", 12, 35, 1), Key("r", 12, 34, 2), Key(DIGEST_KEY, 12, 34, 1)]
)
def test_the_signature_of_one_key_fits_no_other(other):
    claim = make_key(SECRET, other).partition("-")[0]
    assert read_key(SECRET, f"{claim}-{make_key(SECRET, KEY).partition('-')[2]}") is None


@pytest.mark.parametrize("text", ["r١c2v1-" + "a" * 26, "", "r1c1v1-" + "a" * 26 + "\n", "r1c1v1", "-" * 40])
def test_what_only_looks_like_a_key_is_none(text):
    assert read_key(SECRET, text) is None


def test_message_ids_are_fixed_by_the_slot_and_differ_between_slots():
    assert SENDER.message_id("a/1") == SENDER.message_id("a/1") != SENDER.message_id("a/2")
