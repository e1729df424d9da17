"""The directory: who exists on a day, who stands for many, who answers after a merger, what a phrase means."""

from datetime import date
from pathlib import Path

import pytest

from documents.directory_file import read_directory
from language.text import phrase_key
from models.directory import AgencyEntry, CollectiveEntry, Directory

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
BEFORE, AFTER = date(2023, 3, 10), date(2025, 8, 1)


@pytest.fixture(scope="module")
def directory():
    read = read_directory(PLAN / "agencies.yaml")
    assert read.problems == ()
    return read.directory


def agency(name, **more):
    return AgencyEntry(id=name, vi=f"Bộ {name}", en=name, kind="ministry", short=name, **more)


def directory_of(*agencies, collectives=()):
    return Directory({entry.id: entry for entry in agencies}, {entry.id: entry for entry in collectives})


def test_the_provinces_are_63_before_the_merger_and_34_after(directory):
    assert len(directory.expand("all-provinces", BEFORE)) == 63
    assert len(directory.expand("all-provinces", AFTER)) == 34
    assert len(directory.expand("all-provinces", date(2025, 6, 30))) == 63


def test_concerned_ministries_are_nobody(directory):
    assert directory.expand("concerned-ministries", BEFORE) == ()
    assert directory.expand("concerned-ministries", AFTER) == ()


def test_every_former_province_is_answered_for_by_one_that_stands(directory):
    standing = set(directory.expand("all-provinces", AFTER))
    for province in directory.expand("all-provinces", BEFORE):
        answering = directory.answering(province, AFTER)
        assert len(answering) == 1 and set(answering) <= standing


def test_an_agency_answers_for_itself_to_its_last_day(directory):
    assert directory.answering("bo-nnptnt", date(2025, 2, 28)) == ("bo-nnptnt",)
    assert directory.answering("bo-nnptnt", date(2025, 3, 1)) == ("bo-nnmt",)


def test_of_several_successors_all_are_given(directory):
    assert directory.answering("bo-tttt", AFTER) == ("bo-khcn", "bo-vhttdl")


def test_successors_are_followed_along_the_chain_and_a_ring_ends():
    first = agency("a", valid_to=date(2020, 1, 1), successors=("b",))
    second = agency("b", valid_to=date(2021, 1, 1), successors=("c", "a"))
    assert directory_of(first, second, agency("c")).answering("a", date(2022, 1, 1)) == ("c",)


def test_an_agency_without_successor_or_unknown_is_answered_for_by_nobody():
    assert directory_of(agency("a", valid_to=date(2020, 1, 1))).answering("a", date(2022, 1, 1)) == ()
    assert directory_of().answering("a", date(2022, 1, 1)) == ()


def test_a_listed_member_gives_way_to_its_one_successor_but_not_to_several():
    ended = agency("a", valid_to=date(2020, 1, 1), successors=("c",))
    split = agency("b", valid_to=date(2020, 1, 1), successors=("c", "d"))
    listed = CollectiveEntry("members", ("thành viên",), members=("a", "b"))
    directory = directory_of(ended, split, agency("c"), agency("d"), collectives=[listed])
    assert directory.expand("members", date(2022, 1, 1)) == ("c", "b")


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("Bộ Nông nghiệp & PTNT", "bo-nnptnt"),
        ("BỘ KH&CN", "bo-khcn"),
        ("TW Hội LHPN Việt Nam", "tw-hlhpn"),
        ("Bộ Văn hoá, Thể thao và Du lịch", "bo-vhttdl"),
        ("UBND TP. Hà Nội", "ubnd-ha-noi"),
        ("tỉnh Thừa Thiên Huế", "ubnd-hue"),
        ("Quảng Ninh", "ubnd-quang-ninh"),
    ],
)
def test_a_phrase_means_the_agency_however_it_is_written(directory, phrase, meant):
    assert directory.find(phrase, BEFORE).agency == meant


def test_a_name_borne_in_turn_means_the_agency_of_that_day(directory):
    assert directory.find("UBND thành phố Cần Thơ", BEFORE).agency == "ubnd-can-tho-2024"
    assert directory.find("UBND thành phố Cần Thơ", AFTER).agency == "ubnd-can-tho"


@pytest.mark.parametrize(
    "phrase",
    ["UBND các tỉnh, thành phố", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "các địa phương"],
)
def test_a_collective_is_found_by_any_of_its_writings(directory, phrase):
    assert directory.find(phrase, BEFORE).collective == "all-provinces"


def test_an_unknown_name_gets_the_nearest_names(directory):
    found = directory.find("Bộ Nông nghiêp và Phát triễn nông thôn", BEFORE)
    assert found.agency is None
    assert found.proposals[0] == "bo-nnptnt"


def test_no_two_agencies_share_a_writing_on_one_day(directory):
    for day in (BEFORE, AFTER):
        claimed = {}
        for name in directory.valid_on(day):
            entry = directory.agencies[name]
            for writing in {phrase_key(text) for text in (entry.vi, *entry.aliases)}:
                assert claimed.setdefault(writing, name) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agencies:\n- {id: a, kind: ministry}\n", "thiếu vi"),
        ("agencies:\n- {id: a, vi: A, kind: x, valid_to: soon}\n", "2025-07-01"),
        ("agencies:\n- {id: a, vi: A, kind: x, successor: b}\n", "không có mã này"),
        ("agencies:\n- {id: a, vi: A, kind: x}\n- {id: a, vi: B, kind: x}\n", "đã có"),
        ("agencies: [\n", "YAML"),
        ("- a\n", "tên: giá trị"),
        ("x: 1\n", "không có cơ quan nào"),
        ("", "rỗng"),
    ],
)
def test_a_faulty_directory_file_says_what_is_wrong(tmp_path, text, said):
    (tmp_path / "agencies.yaml").write_text(text)
    problems = read_directory(tmp_path / "agencies.yaml").problems
    assert any(said in str(problem.why) for problem in problems)
