"""Claims about the office's own words: they stand in their places, survive compiling, and change no figure."""

import pytest
from digest_desk import AFTER

from casework.rewording import undecided_places
from documents.words_file import read_words_file, words_file
from language.wording import Wording
from models.digest import Digest
from models.digest_text import LEAVE_OUT, DigestText

pytest_plugins = ("digest_offices",)


def test_words_make_a_new_version_of_the_same_figures(march):
    first = march.compiled()
    march.worded(assessment="Tiến độ tốt.")
    assert [(one.version, one.state) for one in march.rows(Digest)] == [(1, "void"), (2, "draft")]
    assert march.last().frozen_at == first.frozen_at and march.last().sha256 != first.sha256
    assert march.data().said("assessment").text == "Tiến độ tốt."


def test_words_survive_a_recompilation(march):
    march.compiled()
    march.worded(assessment="Tiến độ tốt.", causes="Thiếu vốn.")
    march.answer("I.1", "bo-b", AFTER)
    march.compiled()
    assert {one.place: one.text for one in march.data().texts} == {"assessment": "Tiến độ tốt.", "causes": "Thiếu vốn."}
    assert march.data().obligations.answered == 2


def test_the_last_words_in_a_place_count_and_the_earlier_ones_are_kept(march):
    march.compiled()
    march.worded(assessment="Một.")
    march.worded(assessment="Hai.")
    assert march.data().said("assessment").text == "Hai."
    assert [one.text for one in march.rows(DigestText)] == ["Một.", "Hai."]


def test_nothing_to_say_is_a_decision_with_a_name(march):
    march.compiled()
    assert undecided_places(march.last()) == ["assessment", "causes", "next_tasks", "proposals"]
    march.worded(causes="")
    said = march.data().said("causes")
    assert (said.text, said.by) == ("", "officer")
    assert "causes" not in undecided_places(march.last())


def test_items_of_the_office_come_first_and_are_numbered_with_the_others(march):
    march.answer("I.1", "bo-b", AFTER, proposal="Sớm ban hành hướng dẫn")
    march.compiled()
    march.worded(decisions="Cho tổ chức hội nghị.\n\nCho bổ sung kinh phí")
    items = march.data().for_decision
    assert [(one.number, one.text) for one in items] == [
        (1, "Cho tổ chức hội nghị"),
        (2, "Cho bổ sung kinh phí"),
        (3, "Sớm ban hành hướng dẫn"),
    ]


def test_a_proposal_left_out_is_told_with_its_reason_and_can_be_put_back(march):
    march.answer("I.1", "bo-b", AFTER, proposal="Sớm ban hành hướng dẫn")
    march.compiled()
    place = LEAVE_OUT + "Sớm ban hành hướng dẫn"
    march.worded(**{place: "Thuộc thẩm quyền của Bộ"})
    [left] = march.data().left_out
    assert march.data().for_decision == () and left.reason == "Thuộc thẩm quyền của Bộ"
    march.worded(**{place: ""})
    assert len(march.data().for_decision) == 1


def test_a_place_that_no_report_has_is_refused(march):
    march.compiled()
    assert isinstance(march.worded(lời="x"), Wording)
    assert isinstance(march.worded(**{LEAVE_OUT + "không có": "x"}), Wording)
    assert march.rows(DigestText) == []


def test_what_was_approved_is_not_worded_any_more(march):
    march.compiled()
    march.approved()
    assert isinstance(march.worded(assessment="x"), Wording)


@pytest.mark.parametrize(
    "said",
    [{}, {"assessment": "Một dòng"}, {"assessment": "Dòng 1\nDòng 2\n\nDòng 3", "causes": "", "decisions": "a\nb"}],
)
def test_a_file_of_words_is_read_back_as_it_was_written(said):
    assert read_words_file(words_file("Quý I/2023", said)) == said


def test_a_file_saved_by_another_editor_is_read_too():
    typed = "\ufeff# ghi chú\r\n== causes ==\r\n# Tồn tại\r\n\r\nThiếu vốn.\r\n== proposals ==\r\nKhông phát sinh.\r\n"
    assert read_words_file(typed) == {"causes": "Thiếu vốn.", "proposals": ""}
