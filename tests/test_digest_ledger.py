"""Claims about the ledger: every obligation is in it, it reads back the same, and gives the digest again."""

import json
from dataclasses import replace

import pytest
from digest_sample import ALL, FROZEN, HEAD, a_line, a_task, an_answer, compiled
from hypothesis import given
from hypothesis import strategies as some

from models.digest_canonical import hash_of, ledger_bytes, read_ledger, to_canonical
from models.digest_compile import Beside, Issued, compile_digest_data
from models.digest_rules import STANDING_OF_STATE
from models.lateness import Cause, Lateness
from models.response import STATUSES
from rehearsal import sample_digest

lateness = some.none() | some.builds(
    Lateness, some.integers(0, 9), some.dictionaries(some.sampled_from(Cause), some.integers(1, 9))
)


@some.composite
def lines(draw):
    """Some obligations on two tasks, as they may stand."""
    found = []
    for number in range(draw(some.integers(0, 12))):
        state = draw(some.sampled_from(sorted(STANDING_OF_STATE)))
        answer = an_answer(draw(some.sampled_from(STATUSES)), response_id=number + 1) if draw(some.booleans()) else None
        place = draw(some.integers(0, 2))
        found.append(
            known_as(
                draw(some.sampled_from([(), ("Bộ A", "Bộ cũ")])),
                number + 1,
                ("I.1", "I.2")[place % 2],
                ("lead", "coordinating")[place // 2],
                agency_id=draw(some.sampled_from("abc")),
                state="overdue" if state == "answered" and answer is None else state,
                response=answer,
                collective=ALL if place == 1 else None,
                place=place,
                late=draw(lateness),
                note=draw(some.sampled_from(["", "550 không có hộp thư"])),
            )
        )
    return found


def known_as(names, *given, **named):
    line = a_line(*given, **named)
    return line._replace(party=line.party._replace(known_as=names))


TASKS = [a_task(), a_task("I.2")]


@given(lines())
def test_a_ledger_is_read_back_as_it_was_written(found):
    stored = compiled(TASKS, found).stored_ledger
    assert ledger_bytes(read_ledger(stored)) == stored
    assert list(read_ledger(stored).rows()) == list(compiled(TASKS, found).ledger.rows())


@given(lines())
def test_the_digest_comes_out_of_its_ledger_and_the_answers_again(found):
    first = compiled(TASKS, found)
    answers = {line.given.response_id: line.given for line in found if line.given}
    again = compile_digest_data(HEAD, TASKS, read_ledger(first.stored_ledger).lines(answers), FROZEN)
    assert to_canonical(again.data) == to_canonical(first.data)


def test_a_ledger_s_bytes_are_canonical_json():
    stored = sample_digest.quarter_two().stored_ledger
    plain = json.dumps(json.loads(stored), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert stored == plain.encode()


def test_the_digest_names_its_ledger_by_hash():
    found = sample_digest.quarter_one()
    assert found.data.ledger_sha256 == hash_of(found.stored_ledger)


def test_the_second_quarter_comes_out_of_its_ledger_with_promises_and_changes():
    first, second = sample_digest.quarter_one(), sample_digest.quarter_two()
    answers = {line.given.response_id: line.given for line in sample_digest.lines(sample_digest.JUNE) if line.given}
    data = second.data
    beside = Beside(
        before=Issued(first.data, first.ledger),
        corrections=data.corrections,
        followed_up=data.followed_up,
        texts=data.texts,
        leave_out={one.item.text: one.reason for one in data.left_out},
    )
    ledger = read_ledger(second.stored_ledger)
    again = compile_digest_data(data.head, sample_digest.tasks(), ledger.lines(answers), data.frozen_at, beside)
    assert again.data == data


def test_a_missing_answer_is_not_passed_over():
    with pytest.raises(KeyError):
        list(sample_digest.quarter_one().ledger.lines({}))


def test_an_answer_that_does_not_count_is_not_in_the_ledger():
    returned = a_line(state="returned", response=an_answer(response_id=7))
    [row] = compiled(lines=[returned]).ledger.rows()
    assert (row.response_id, row.status) == (0, "")


def test_another_word_of_the_office_leaves_the_ledger_as_it_is():
    first = sample_digest.quarter_two()
    other = replace(first.data, texts=())
    assert other.ledger_sha256 == first.data.ledger_sha256
