"""Tasks offered to a reply, and what is read of it, for a test."""

from mail.answers import AnswersRead, OfferedTask, read_answers
from mail.reply import Reply

A = OfferedTask(1, "I.2.a", "Rà soát, hoàn thiện cơ chế, chính sách", "lead")
B = OfferedTask(2, "I.2.b", "Tổ chức đào tạo, tập huấn", "lead")
HEAD = OfferedTask(3, "I.2", "Công tác chỉ đạo", "lead")
JOINED = OfferedTask(5, "III.2", "Phối hợp kiểm tra", "coordinating")
TWICE = OfferedTask(4, "I.2.a", "Rà soát, hoàn thiện cơ chế, chính sách", "coordinating")


def reading(text: str, *offered: OfferedTask, **reply: object) -> AnswersRead:
    return read_answers(Reply(**{"kind": "reply", "text": text, **reply}), offered or (A, B))


def statuses(text: str, *offered: OfferedTask) -> dict[int, str]:
    return {one.obligation_id: one.status for one in reading(text, *offered).answers}
