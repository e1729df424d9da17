"""Claims about verification: a digest is what it was, and whatever was changed is found."""

import sqlite3
import zlib
from contextlib import closing

import pytest
from digest_desk import AFTER_AGAIN, DigestDesk

from casework.verifying import verify_digest
from models.database import reading

pytest_plugins = ("digest_offices",)


def faults(desk: DigestDesk) -> list[str]:
    with reading(desk.engine) as session:
        return [fault.say() for fault in verify_digest(session, session.merge(desk.last()))]


def tampered(desk: DigestDesk, statement: str, **values: object) -> None:
    """Changed behind the back of the code, with the database's own refusal taken away first."""
    with closing(sqlite3.connect(desk.engine.url.database)) as connection:
        for table in ("response", "digestledger", "digestform"):
            for verb in ("update", "delete"):
                connection.execute(f"DROP TRIGGER IF EXISTS {table}_{verb}_refused")
        connection.execute(statement, values)
        connection.commit()


def test_a_sent_digest_comes_out_of_its_frozen_data_again(june):
    assert june.last().state == "sent" and faults(june) == []


def test_the_second_digest_does_too_with_everything_that_it_remembers(june):
    june.answer_in("2023-Q1", "I.1", "bo-a", AFTER_AGAIN, status="in_progress", result="Còn làm")
    june.compiled("2023-Q2", AFTER_AGAIN)
    assert june.data().corrections and faults(june) == []


def test_answers_that_came_since_change_nothing(june):
    june.answer_in("2023-Q1", "I.1", "bo-b", AFTER_AGAIN)
    june.answer_in("2023-Q1", "I.1", "bo-a", AFTER_AGAIN, result="khác")
    assert faults(june) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE response SET status = 'suspended'", "tính lại"),
        ("UPDATE response SET recorded_at = '2024-01-01 00:00:00'", "sau thời điểm chốt"),
        ("UPDATE digestform SET content = X'78'", "bị sửa"),
        ('UPDATE digest SET recipients = \'[{"contact": 1, "address": "x@y", "header": "to"}]\'', "được duyệt"),
    ],
)
def test_whatever_was_changed_is_found(june, statement, found):
    tampered(june, statement)
    assert any(found in fault for fault in faults(june))


def test_a_changed_text_is_found_by_its_hash(june):
    tampered(june, "UPDATE digest SET content = :content", content=june.last().content.replace(b"1", b"2"))
    assert faults(june) == ["nội dung không khớp với dấu kiểm đã lưu"]


def test_a_changed_ledger_is_found_by_its_hash(june):
    tampered(june, "UPDATE digestledger SET content = :content", content=zlib.compress(b"{}"))
    assert faults(june) == ["bảng kê các lượt báo cáo bị sửa"]


def test_a_missing_answer_is_named(june):
    tampered(june, "DELETE FROM response")
    assert any(fault.startswith("thiếu trả lời số") for fault in faults(june))
