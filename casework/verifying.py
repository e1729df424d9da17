"""Whether a digest is what it was: its hashes, the responses it rests on, and the same text from the frozen data."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from casework.frozen import compile_again
from casework.publishing import approval_hash
from language.wording import Wording, wording
from models.digest import Digest, DigestLedger, forms_of, issued, ledger_behind
from models.digest_canonical import from_canonical, hash_of, to_canonical
from models.digest_compile import Issued
from models.digest_rows import chunks
from models.response import Response


def verify_digest(session: Session, digest: Digest) -> list[Wording]:
    """Every fault found; an empty list when the digest is whole."""
    if hash_of(digest.content) != digest.sha256:
        return [wording("nội dung không khớp với dấu kiểm đã lưu")]
    sha256 = from_canonical(digest.content).ledger_sha256
    if session.get(DigestLedger, sha256) is None:
        return [wording("thiếu bảng kê các lượt báo cáo")]
    if hash_of(ledger_behind(session, sha256)) != sha256:
        return [wording("bảng kê các lượt báo cáo bị sửa")]
    found = issued(session, digest)
    return [*_responses(session, found), *_recomputed(session, digest, found), *_forms(session, digest)]


def _responses(session: Session, found: Issued) -> Iterator[Wording]:
    """Each response is there, is that obligation's, and was recorded by the minute of freezing."""
    expected = {row.response_id: row.obligation_id for row in found.ledger.rows() if row.response_id}
    columns = col(Response.id), col(Response.obligation_id), col(Response.recorded_at)
    known = {
        number: (obligation_id, recorded_at)
        for ids in chunks(expected)
        for number, obligation_id, recorded_at in session.execute(select(*columns).where(columns[0].in_(ids)))
    }
    for number, obligation_id in expected.items():
        if number not in known:
            yield wording("thiếu trả lời số {id}", id=number)
        elif known[number][0] != obligation_id:
            yield wording("trả lời số {id} không thuộc nghĩa vụ số {obligation}", id=number, obligation=obligation_id)
        elif known[number][1] > found.data.frozen_at:
            yield wording("trả lời số {id} ghi nhận sau thời điểm chốt", id=number)


def _recomputed(session: Session, digest: Digest, found: Issued) -> Iterator[Wording]:
    try:
        again = compile_again(session, found)
    except (KeyError, ValueError):
        return  # what is missing or too late was named above
    if hash_of(to_canonical(again.data)) != digest.sha256:
        yield wording("tính lại từ dữ liệu đã chốt ra nội dung khác")


def _forms(session: Session, digest: Digest) -> Iterator[Wording]:
    forms = forms_of(session, digest.id or 0)
    for form in forms:
        if hash_of(form.content) != form.sha256:
            yield wording("tệp {name} bị sửa", name=form.filename)
    if digest.approved_sha256 and approval_hash(digest, [form.sha256 for form in forms]) != digest.approved_sha256:
        yield wording("không còn đúng bản đã được duyệt")
