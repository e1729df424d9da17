"""Digests at the terminal: which one is meant, as a line of a table, as JSON."""

from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.docket import Docket
from cli.main import say
from cli.options import numbered, wrong
from cli.showing import add, minute, picked, print_tables, table, tell
from flows.installation import installation
from language.wording import wording
from models.digest import DRAFT, ROUND, Digest
from models.issue import Issue, issue_keyed, issue_name
from models.plan import Plan
from models.words import DIGESTS

DigestArgument = Annotated[int, typer.Argument(metavar="ID", help=say(wording("Số của báo cáo tổng hợp.")))]


def one_digest(session: Session, number: int) -> Digest:
    """The digest of that number."""
    return numbered(session, Digest, number, wording("Không có báo cáo tổng hợp số {id}.", id=number))


def docket_of_digest(session: Session, digest: Digest) -> Docket:
    """The docket of the digest's plan."""
    return installation().docket(session, session.get_one(Plan, digest.plan_id))


def read_issue(key: str, docket: Docket) -> Issue:
    """The issue of a key; typer's error for anything else."""
    try:
        return issue_keyed(key, docket.policy.period)
    except ValueError:
        raise wrong(
            wording("“{key}” không phải kỳ báo cáo: viết 2023-Q1, year:2023, mid_term:2022-Q4..2023-Q4.", key=key)
        ) from None


def print_digests(found: list[Digest]) -> None:
    """One line a digest, and what to do next."""
    heads = wording("Số"), wording("Kỳ"), wording("Bản"), wording("Trạng thái"), wording("Chốt lúc"), wording("Ghi chú")
    drawn = table(wording("Báo cáo tổng hợp"), *heads, narrow=(0, 1))
    for one in found:
        name = say(issue_name(one.period_key))
        add(drawn, one.id, name, one.version, DIGESTS[one.state], minute(one.frozen_at), _note(one))
    print_tables(drawn)
    for one in found:
        if one.state == DRAFT:
            tell(wording("Bản {id} chờ duyệt: dondoc digest show {id}, rồi dondoc digest approve {id}", id=one.id))
    if not found:
        tell(wording("Chưa lập báo cáo tổng hợp nào."))


def _note(one: Digest) -> str:
    if one.void_reason:
        return one.void_reason
    if one.state == ROUND:
        return say(wording("lấy ý kiến đến {moment}", moment=minute(one.round_until)))
    approved = f"{one.approved_by}, {minute(one.approved_at)}" if one.approved_by else ""
    return f"{one.number}; {approved}" if one.number else approved


def digest_as_json(digest: Digest) -> dict[str, Any]:
    """A digest without its content, with stable keys."""
    return picked(
        digest,
        "id",
        "period_key",
        "version",
        "state",
        "frozen_at",
        "sha256",
        "round_until",
        "approved_by",
        "approved_at",
        "approved_sha256",
        "sent_at",
        "number",
        "numbered_on",
        "void_reason",
    )
