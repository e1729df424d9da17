"""`dondoc question`: the office's answers to what only it can settle."""

from office import Office

from models.question import OpenQuestion

pytest_plugins = ("office",)


def numbers(office: Office) -> list[int]:
    return [one["question"] for one in office.json("question", "list")]


def test_a_settled_question_leaves_the_list_and_keeps_its_answer(office: Office) -> None:
    first, second, *rest = numbers(office)
    assert office.type("question", "settle", str(first), str(second), "--answer", "Hỏi mỗi quý")[0] == 0
    assert numbers(office) == rest
    with office.session() as session:
        assert session.get_one(OpenQuestion, first).settlement == "Hỏi mỗi quý"


def test_a_question_settled_before_or_unknown_is_refused_and_nothing_of_the_call_stays(office: Office) -> None:
    first, second, *_ = numbers(office)
    office.type("question", "settle", str(first), "--answer", "Đồng ý")
    assert office.type("question", "settle", str(second), str(first), "--answer", "Khác")[0] == 1
    assert office.type("question", "settle", "9999", "--answer", "Khác")[0] == 1
    assert second in numbers(office)


def test_who_takes_over_is_settled_in_the_directory_first(office: Office) -> None:
    [first, *_] = numbers(office)
    with office.session() as session:
        question = session.get_one(OpenQuestion, first)
        question.holds, question.agency_id = True, "bo-tttt"
    office.at("2025-03-03T08:30")
    code, said = office.type("question", "settle", str(first), "--answer", "Bộ KH&CN")
    assert code == 1
    assert "agencies.yaml" in said
