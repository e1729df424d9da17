"""Cells that name agencies: names with commas and "và" of their own, lists, open phrases, slips."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_directory import local

from documents.agency_clauses import clauses
from documents.agency_names import Names
from documents.agency_phrase import mentions
from documents.directory_file import read_directory
from documents.open_phrase import is_open

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
SIGNED = date(2022, 10, 12)


@pytest.fixture(scope="module")
def read():
    names = Names(read_directory(PLAN / "agencies.yaml").directory, SIGNED)

    def what(cell):
        found = mentions(cell, names)
        return [
            mention.agency or mention.collective or ("?" if not mention.open else f"({mention.phrase})")
            for mention in found
        ]

    return what


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("", []),
        (" \u00a0 - ;", []),
        ("Bộ Văn hóa, Thể thao và Du lịch", ["bo-vhttdl"]),
        ("Bộ Lao động - Thương binh và Xã hội, Bộ Công an", ["bo-ldtbxh", "bo-ca"]),
        ("- Bộ KH&CN; Bộ NN&PTNT;\n- UBND các tỉnh, thành phố.", ["bo-khcn", "bo-nnptnt", "all-provinces"]),
        ("- TW Đoàn TNCS Hồ Chí Minh;\n\n- TW Hội Nông dân Việt Nam.", ["tw-doan", "tw-hnd"]),
        ("+ Bộ Y tế\n+ Bộ Nội vụ", ["bo-yt", "bo-nv"]),
        ("Bộ Nông nghiệp và Phát\ntriển nông thôn", ["bo-nnptnt"]),
        ("Bộ TT&TT Bộ KH&CN", ["bo-tttt", "bo-khcn"]),
        ("Bộ Y tế và Bộ Tài nguyên và Môi trường", ["bo-yt", "bo-tnmt"]),
        ("Bộ Y tế, Khoa học và Công nghệ, Tài chính", ["bo-yt", "bo-khcn", "bo-tc"]),
        ("các Bộ Y tế, Tài chính", ["bo-yt", "bo-tc"]),
        (
            "Các Bộ: Quốc phòng, Xây dựng, Tài nguyên và Môi trường, Nông nghiệp và PTNT và các đơn vị liên quan",
            ["bo-qp", "bo-xd", "bo-tnmt", "bo-nnptnt", "(các đơn vị liên quan)"],
        ),
        (
            "UBND các tỉnh, thành phố: Hà Nội, Quảng Ninh, Kiên Giang",
            ["ubnd-ha-noi", "ubnd-quang-ninh", "ubnd-kien-giang"],
        ),
        (
            "Các bộ, ngành, UBND TP Hà Nội và các đơn vị liên quan",
            ["(Các bộ, ngành)", "ubnd-ha-noi", "(các đơn vị liên quan)"],
        ),
        ("Bộ Ngoại giao; và các Bộ, ngành có liên quan", ["bo-ng", "(các Bộ, ngành có liên quan)"]),
        ("Bộ Y tế\nBộ Tư pháp\ncác đơn vị liên quan", ["bo-yt", "bo-tp", "(các đơn vị liên quan)"]),
        ("các đơn vị liên quan cùng với Bộ Y tế", ["(các đơn vị liên quan)", "bo-yt"]),
        ("Bộ Công an - các đơn vị liên quan", ["bo-ca", "(các đơn vị liên quan)"]),
        ("các chủ đầu tư và Thanh tra Chính phủ cùng Bộ Tài chính", ["(các chủ đầu tư)", "ttcp", "bo-tc"]),
        ("Thủ trưởng các cơ quan, đơn vị", ["(Thủ trưởng các cơ quan, đơn vị)"]),
        ("đ/c Bộ trưởng Bộ Nội vụ", ["bo-nv"]),
        ("Các cơ quan báo chí: TTXVN, Bộ Y tế", ["ttxvn", "bo-yt"]),
        ("Không", []),
        ("các Bộ, ngành, cơ quan và địa phương", ["(các Bộ, ngành, cơ quan và địa phương)"]),
        ("các địa phương, đơn vị liên quan", ["(các địa phương, đơn vị liên quan)"]),
        ("UBND các tỉnh, thành phố liên quan", ["(UBND các tỉnh, thành phố liên quan)"]),
        ("UBND các tỉnh, thành phố và đơn vị liên quan", ["all-provinces", "(đơn vị liên quan)"]),
        ("UBND các tỉnh, thành phố và các địa phương liên quan", ["all-provinces", "(các địa phương liên quan)"]),
        ("UBND các tỉnh Hà Giang, Cao Bằng", ["ubnd-ha-giang", "ubnd-cao-bang"]),
        ("Bộ Công an, các bộ: Tài chính, Y tế", ["bo-ca", "bo-tc", "bo-yt"]),
        ("các cơ quan thông tấn, báo chí", ["(các cơ quan thông tấn, báo chí)"]),
        ("Tất cả các bộ, ngành", ["(Tất cả các bộ, ngành)"]),
        ("Các bộ, ngành, địa phương", ["all-ministries-localities"]),
        ("Bộ Y tế (chủ trì phần a, b và c), Bộ Công an", ["bo-yt", "bo-ca"]),
        ("Bộ Y tế:", ["bo-yt"]),
        ("Bộ Y tế/Bộ Nội vụ", ["bo-yt", "bo-nv"]),
        ("Bộ Văn hoá, Thể thaoo và Du lịch", ["?"]),
        ("Bộ Hạnh phúc, Bộ Y tế", ["?", "bo-yt"]),
    ],
)
def test_a_cell_names(read, cell, named):
    assert read(cell) == named


def test_a_slip_in_a_list_is_one_unknown_name_with_its_likeliest(read):
    names = Names(read_directory(PLAN / "agencies.yaml").directory, SIGNED)
    unknown = mentions("Các Bộ: Y tế, Quốc phòngg", names)[1]
    assert unknown.phrase == "Bộ Quốc phòngg"
    assert "bo-qp" in unknown.proposals


@pytest.mark.parametrize(
    "phrase", ["doanh nghiệp", "các trường đại học", "đơn vị có liên quan", "Các công ty quản lý chợ"]
)
def test_a_sort_of_bodies_is_open(phrase):
    assert is_open(phrase)


@pytest.mark.parametrize("phrase", ["Bộ Y tế", "các Bộ Quốc phongg", "Hội Nông dân", "Thanh tra Chính phủ"])
def test_a_name_is_never_taken_for_an_open_phrase(phrase):
    assert not is_open(phrase)


def test_brackets_are_not_divided():
    assert clauses("A (x; y); B") == ["A (x; y)", "B"]


PROVINCE = Names(local("tỉnh Đắk Lắk", ("xã Ea Kar", "phường Buôn Hồ")), date(2026, 3, 1), "Đắk Lắk")
WRITTEN = {
    "Sở Tài chính": "so-tc",
    "Sở Văn hoá, Thể thao và Du lịch": "so-vhttdl",
    "Sở NN&MT": "so-nnmt",
    "Sở Giáo dục - Đào tạo": "so-gddt",
    "VP UBND tỉnh": "vp-ubnd",
    "Bộ Công an": "bo-ca",
    "Công an tỉnh": "ca",
    "Ủy ban MTTQ Việt Nam tỉnh": "mttq",
    "UBND xã Ea Kar": "xa-1",
    "UBND các xã, phường": "all-communes",
    "các đơn vị liên quan": "",
    "các sở, ban, ngành": "",
    "các hội, đoàn thể": "",
    "Trường Đại học Tây Nguyên": "?",
    "Hiệp hội Doanh nghiệp tỉnh": "?",
}
BETWEEN = (
    ", ",
    "; ",
    " và ",
    "\n",
    ";\n",
    ",\n",
    "/",
    "\n- ",
    " + ",
    ". ",
    ", và ",
    " cùng ",
    " cùng với ",
    " - ",
    "\nvà ",
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(WRITTEN)), st.sampled_from(BETWEEN)), min_size=1, max_size=5))
def test_whatever_stands_between_names_none_is_lost_or_made_up_in_silence(items):
    cell = items[0][0] + "".join(between + name for name, between in items[1:])
    meant = {WRITTEN[name] for name, _ in items}
    found = mentions(cell, PROVINCE)
    named = {one.agency or one.collective for one in found if one.known}
    unsure = any(not one.known and not one.open for one in found)
    assert named <= meant
    assert unsure or named == meant - {""}
    assert unsure or "" not in meant or any(one.open for one in found)
