"""Claims about corrections: what a sent digest said and is said otherwise since is printed once, in the next one."""

from datetime import date, timedelta

from builders import at
from digest_desk import AFTER, AFTER_AGAIN

from casework.following_up import record_number
from language.wording import Wording
from models.database import writing
from models.digest_correction import field_changes
from models.digest_story_changes import corrections_told
from models.digest_words import Detail, Words
from models.response import DISPUTED, Response
from tests.digest_sample import an_answer

pytest_plugins = ("digest_offices",)
APRIL = date(2023, 4, 5)


def amended(june, **said):
    """bo-a's answer of March, amended in April."""
    return june.answer_in("2023-Q1", "I.1", "bo-a", APRIL, **{"status": "completed", "result": "Đã xong"} | said)


def test_an_amended_answer_behind_a_sent_digest_is_corrected_in_the_next(june):
    response = amended(june, status="in_progress")
    june.compiled("2023-Q2", AFTER_AGAIN)
    [one] = june.data().corrections
    assert (one.task_code, one.agency_id, one.after_id) == ("I.1", "bo-a", response.id)
    assert [(field.field, field.before, field.after) for field in one.fields] == [
        ("status", "completed", "in_progress")
    ]


def test_the_correction_names_the_report_by_its_number_once_the_registry_gave_it(june):
    with writing(june.engine) as session:
        docket = june.docket(session, AFTER)
        assert record_number(session, docket, session.merge(june.last()), "05/BC-VPĐP", AFTER, "officer") is None
    amended(june, result="Đã ban hành")
    june.compiled("2023-Q2", AFTER_AGAIN)
    [said] = corrections_told(june.data(), Words("Asia/Ho_Chi_Minh", "vi", Detail()))
    assert said == (
        "Đính chính Báo cáo số 05/BC-VPĐP ngày 23/03/2023 (Quý I/2023): nhiệm vụ I.1, Cơ quan bo-a: kết quả “Đã xong” "
        "nay là “Đã ban hành”."
    )


def test_a_draft_has_no_number_yet(march):
    march.compiled()
    with writing(march.engine) as session:
        docket = march.docket(session, AFTER)
        assert isinstance(record_number(session, docket, session.merge(march.last()), "05", None, "officer"), Wording)


def test_an_answer_sent_back_is_withdrawn_in_the_next(june):
    june.judge(june.rows(Response)[0], moment=at(APRIL))
    june.compiled("2023-Q2", AFTER_AGAIN)
    [one] = june.data().corrections
    assert (one.after_id, one.fields) == (0, ())


def test_a_correction_is_printed_once(june):
    amended(june, result="Đã ban hành")
    june.issued("2023-Q2", AFTER_AGAIN)
    june.ask(date(2023, 9, 6))
    june.compiled("2023-Q3", date(2023, 9, 22))
    assert june.data().corrections == ()


def test_what_is_amended_again_is_corrected_from_what_was_printed_last(june):
    first = amended(june, result="Đã ban hành")
    june.issued("2023-Q2", AFTER_AGAIN)
    june.answer_in("2023-Q1", "I.1", "bo-a", date(2023, 7, 5), status="completed", result="Đã ban hành và công bố")
    june.compiled("2023-Q3", date(2023, 9, 22))
    [one] = june.data().corrections
    assert (one.before_id, one.digest.period_key) == (first.id, "2023-Q1")


def test_a_late_answer_of_somebody_who_was_silent_corrects_nothing_that_was_quoted(june):
    june.answer_in("2023-Q1", "I.1", "bo-b", APRIL)
    june.compiled("2023-Q2", AFTER_AGAIN)
    assert june.data().corrections == ()


def test_the_same_words_again_are_no_correction(june):
    amended(june, percent=100)
    june.answer_in("2023-Q1", "I.1", "bo-a", date(2023, 4, 6), status="completed", result="Đã xong")
    june.compiled("2023-Q2", AFTER_AGAIN)
    assert june.data().corrections == ()


def test_fields_that_differ_only_in_space_are_the_same():
    assert field_changes(an_answer(result="Đã  xong\n"), an_answer(result="Đã xong")) == ()
    assert [one.field for one in field_changes(an_answer(), an_answer("completed", percent=5))] == ["status", "percent"]


def test_a_disputed_answer_does_not_stand(june):
    june.judge(june.rows(Response)[0], DISPUTED, at(APRIL) + timedelta(hours=1))
    june.compiled("2023-Q2", AFTER_AGAIN)
    assert [one.after_id for one in june.data().corrections] == [0]
