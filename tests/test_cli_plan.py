"""`dondoc plan load` and `show`, `agency`, `contact`: what an officer sees and how each call ends."""

import shutil
from pathlib import Path

import pytest
from office import PLAN, Office
from sqlmodel import select

from models.contact import Contact
from models.event import lines
from models.plan import all_plans
from settings import ROOT

pytest_plugins = ("office",)


def test_a_sound_folder_is_loaded_and_its_questions_shown(empty_office: Office) -> None:
    code, said = empty_office.type("plan", "load", PLAN)
    assert code == 0
    assert "30 nhiệm vụ" in said and "Thời hạn 30/09/2022 đã qua" in said


def test_a_folder_with_problems_stores_nothing_and_names_the_place(empty_office: Office, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "plans" / PLAN, tmp_path / "plan")
    (folder / "plan.yaml").write_text("slug: ocop")
    code, said = empty_office.type("plan", "load", str(folder))
    assert (code, "plan.yaml" in said, "Chưa lưu gì" in said) == (1, True, True)
    with empty_office.session() as session:
        assert all_plans(session) == []


def amended(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(ROOT / "plans" / PLAN, folder)
    text = (folder / "decision.txt").read_text()
    assert old in text
    (folder / "decision.txt").write_text(text.replace(old, new, 1))
    return folder


def test_a_folder_with_a_name_that_nobody_bears_is_loaded_once_it_is_settled(
    empty_office: Office, tmp_path: Path
) -> None:
    folder = amended(tmp_path / "plan", "\tBộ Y tế, Bộ Khoa học", "\tBộ Y tê, Bộ Khoa học")
    code, said = empty_office.type("plan", "load", str(folder), "--draft-corrections")
    assert (code, "Chưa lưu gì" in said, (folder / "corrections.yaml").exists()) == (1, True, True)
    (folder / "corrections.yaml").write_text("corrections:\n- {text: Bộ Y tê, means: bo-yt}")
    assert empty_office.type("plan", "load", str(folder))[0] == 0


def test_an_amended_version_shows_what_it_changes_and_keeps_what_was_loaded(office: Office, tmp_path: Path) -> None:
    before = office.json("plan", "show", "--plan", PLAN)["tasks"]
    folder = amended(tmp_path / "plan", "\tQuý I/2023", "\tQuý II/2023")
    code, said = office.type("plan", "load", str(folder))
    assert (code, "đổi thời hạn" in said) == (0, True)
    assert office.json("plan", "show", "--plan", PLAN)["tasks"] == before
    told = office.json("plan", "load", str(folder))["difference"]
    assert [(change["code"], change["kinds"]) for change in told["changed"]] == [("I.2.a", ["redated"])]


def test_the_same_version_again_changes_nothing(office: Office) -> None:
    assert office.json("plan", "load", PLAN)["difference"] == {"added": [], "removed": [], "changed": []}


def test_loading_is_recorded_with_the_name_given(empty_office: Office) -> None:
    empty_office.type("plan", "load", PLAN, "--by", "Trần B")
    with empty_office.session() as session:
        assert ["Trần B" in line.body.decode() for line in lines(session)] == [True]


def test_plans_are_listed_with_stable_keys(office: Office) -> None:
    [plan] = office.json("plan", "show")
    assert (plan["slug"], plan["signed_on"], plan["tasks"]) == (PLAN, "2022-10-12", 30)


def test_a_plan_s_tasks_say_who_leads_and_by_when(office: Office) -> None:
    shown = office.json("plan", "show", "--plan", PLAN)
    [task] = [task for task in shown["tasks"] if task["code"] == "I.2.a"]
    assert (task["leads"], task["milestones"][0]["due"]) == (["bo-nnptnt"], "2023-03-31")


def test_an_unknown_plan_is_wrong_usage_and_names_those_that_are_loaded(office: Office) -> None:
    code, said = office.type("plan", "show", "--plan", "nothing")
    assert code == 2
    assert PLAN in said


def test_without_a_plan_the_way_to_load_one_is_said(empty_office: Office) -> None:
    code, said = empty_office.type("answer", "show")
    assert code == 2
    assert "dondoc plan load" in said


@pytest.mark.parametrize(("day", "provinces"), [("2023-03-10", 63), ("2025-08-01", 34)])
def test_the_provinces_are_those_of_the_day(office: Office, day: str, provinces: int) -> None:
    found = office.json("agency", "find", "UBND các tỉnh, thành phố", "--on", day)
    assert len(found["members"]) == provinces


def test_a_phrase_that_is_nobody_s_ends_with_one(office: Office) -> None:
    assert office.type("agency", "find", "Bộ Không Đâu")[0] == 1


def test_an_agency_that_was_merged_names_who_answers(office: Office) -> None:
    found = office.json("agency", "find", "Bộ NN&PTNT", "--on", "2025-08-01")
    assert found["agency"] == "bo-nnptnt"
    assert found["answering"] != ["bo-nnptnt"]


def test_a_day_that_is_none_is_wrong_usage(office: Office) -> None:
    assert office.type("agency", "list", "--on", "tomorrow")[0] == 2


def test_every_listed_agency_exists_on_the_day(office: Office) -> None:
    assert all((one["valid_to"] or "9") >= "2023-03-10" for one in office.json("agency", "list", "--on", "2023-03-10"))


def test_a_new_mailbox_takes_the_place_of_the_old_one(office: Office) -> None:
    assert office.type("contact", "set", "bo-yt", "answers", "moi@bo-yt.vn", "--name", "Văn thư")[0] == 0
    ours = [one for one in office.json("contact", "list") if (one["agency_id"], one["role"]) == ("bo-yt", "answers")]
    assert [(one["address"], one["valid_to"]) for one in ours] == [
        ("vanthu@bo-yt.example", "2023-03-05"),
        ("moi@bo-yt.vn", None),
    ]


@pytest.mark.parametrize(
    "words", [("nobody", "answers", "a@b.vn"), ("bo-yt", "boss", "a@b.vn"), ("bo-yt", "answers", "not an address")]
)
def test_a_contact_that_cannot_be_is_refused(office: Office, words: tuple[str, ...]) -> None:
    before = office.json("contact", "list")
    assert office.type("contact", "set", *words)[0] == 1
    assert office.json("contact", "list") == before


def test_a_check_without_fault_ends_with_nought(office: Office) -> None:
    assert office.type("contact", "check")[0] == 0


def test_a_check_names_who_cannot_be_written_to_and_who_bounced(office: Office) -> None:
    with office.session() as session:
        for contact in session.exec(select(Contact).where(Contact.agency_id == "bo-yt")):
            contact.bounced_at = contact.valid_from = None
            contact.bounced_at = all_plans(session)[0].loaded_at
    found = office.json("contact", "check")
    assert [one["agency_id"] for one in found["missing"]] == ["bo-yt"]
    assert {one["agency_id"] for one in found["bounced"]} == {"bo-yt"}


def test_a_mailbox_set_again_counts_as_mended(office: Office) -> None:
    with office.session() as session:
        [contact] = session.exec(select(Contact).where(Contact.address == "vanthu@bo-yt.example"))
        contact.bounced_at = all_plans(session)[0].loaded_at
    office.type("contact", "set", "bo-yt", "answers", "vanthu@bo-yt.example")
    assert office.type("contact", "check")[0] == 0
