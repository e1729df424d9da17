"""Every sentence for people can be said in English, with the same values in it."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from language.extraction import collected, merge, read, untranslated, write


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house with a sentence in the code and two in a template."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "letters.py").write_text('x = wording("Kính gửi {agency}", agency="A")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        '{{ _("Đúng hạn") }}{% trans n=1 %}\n  Có {{ n }} thư\n{% endtrans %}'
    )
    return tmp_path


def test_sentences_are_found_in_code_and_templates(house: Path) -> None:
    assert [message.id for message in collected(house) if message.id] == [
        "Kính gửi {agency}",
        "Đúng hạn",
        "Có %(n)s thư",
    ]


def test_a_translation_survives_a_new_collection(house: Path, tmp_path: Path) -> None:
    known = Catalog(locale="en")
    known.add("Đúng hạn", "On time")
    write(merge(known, collected(house)), tmp_path / "en.po")
    assert read(tmp_path / "en.po")["Đúng hạn"].string == "On time"
    assert len(read(tmp_path / "en.po")) == 3


def test_a_translation_with_another_placeholder_is_found(house: Path) -> None:
    known = Catalog(locale="en")
    known.add("Kính gửi {agency}", "Dear {agencies}")
    known.add("Đúng hạn", "On time")
    known.add("Có %(n)s thư", "%(n)s letters")
    [fault] = untranslated(collected(house), known)
    assert str(fault) == "other placeholders than ['agency']: Kính gửi {agency}"


def test_every_sentence_has_an_english_translation() -> None:
    faults = untranslated(collected(), read())
    assert not faults, "run 'make catalogue' and fill in en.po:\n" + "\n".join(map(str, faults))
