"""`dondoc digest trace`, `verify`: from any figure back to answers and messages; whether a digest is what it was."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from casework.tracing import Source, Walked, walk_back
from casework.verifying import verify_digest
from cli.digest_shown import one_digest
from cli.main import say
from cli.options import JsonOption, PlanOption, chosen_plan, wrong
from cli.showing import add, finish, minute, print_json, print_tables, short, table, tell
from flows.installation import installation
from language.wording import wording
from models.database import reading
from models.digest import VOID, Digest, digests_of, issued
from models.digest_figures import counts_of
from models.digest_labels import ROLES, STANDINGS, STATUSES
from models.digest_ledger import LedgerRow
from models.issue import issue_name
from models.words import SOURCES

SHOWN = 200
DigestArgument = Annotated[int, typer.Argument(metavar="ID", help=say(wording("Số của báo cáo tổng hợp.")))]
FigureArgument = Annotated[
    str, typer.Argument(metavar="FIGURE", help=say(wording("Mã số liệu, ví dụ reports.no_answer, task.I.1.a.cell.")))
]
OneDigest = Annotated[int | None, typer.Argument(metavar="ID", help=say(wording("Để trống: mọi bản.")))]


def trace_figure(digest: DigestArgument, figure: FigureArgument, as_json: JsonOption = False) -> None:
    """The rule behind a figure or sentence, the figures in it, and the answers and messages that it counts."""
    with reading(installation().engine) as session:
        found = one_digest(session, digest)
        try:
            walked = walk_back(session, found, figure, 10**9 if as_json else SHOWN)
        except LookupError:
            names = ", ".join([*counts_of(issued(session, found).data), "task.…", "line.…", "item.…", "agency.…"])
            raise wrong(wording("Không có số liệu “{figure}”. Có: {names}", figure=figure, names=names)) from None
    if as_json:
        print_json(_as_json(walked))
    else:
        _print(walked)


def _print(walked: Walked) -> None:
    trace = walked.trace
    if trace.count is not None:
        tell(wording("{figure}: {count}", figure=trace.figure, count=trace.count))
    tell(wording("Quy tắc: {rule}", rule=say(trace.rule)))
    for part in trace.parts:
        typer.echo(f"  {part}: {counts_of(walked.found.data).get(part, '')}".rstrip(": "))
    heads = wording("Nghĩa vụ"), wording("Nhiệm vụ"), wording("Vai trò"), wording("Cơ quan"), wording("Tình trạng")
    drawn = table(wording("Các lượt báo cáo"), *heads, wording("Trả lời"), wording("Nội dung"), narrow=(0, 1))
    for row in walked.rows:
        given = walked.sources.get(row.response_id)
        standing = say(STATUSES[row.status]) if row.status else say(STANDINGS[row.standing])
        add(
            drawn,
            row.obligation_id,
            row.part.task_code,
            ROLES[row.part.role],
            row.party.name,
            standing,
            _came(given) if given else row.note,
            short(given.result or given.evidence) if given else "",
        )
    print_tables(drawn)
    if walked.rows_left:
        tell(wording("Và {count} lượt khác: thêm --json.", count=walked.rows_left))
    for number in trace.responses:
        if number in walked.sources:
            one = walked.sources[number]
            typer.echo(f"  {_came(one)}: {short(one.result)} {short(one.evidence)}".rstrip())


def _came(one: Source) -> str:
    source = say(SOURCES[one.source]) if one.source in SOURCES else one.source
    number, version, moment = one.response_id, one.version, minute(one.recorded_at)
    came = wording(
        "{number} (bản {version}), {source}, {moment}", number=number, version=version, source=source, moment=moment
    )
    if not one.message_id:
        return say(came)
    subject = short(one.subject, 30)
    return say(wording("{came}, thư {message} “{subject}”", came=say(came), message=one.message_id, subject=subject))


def _as_json(walked: Walked) -> dict[str, Any]:
    trace = walked.trace
    return {
        "figure": trace.figure,
        "count": trace.count,
        "rule": trace.rule.say(),
        "parts": trace.parts,
        "rows": [_row(row, walked.sources.get(row.response_id)) for row in walked.rows],
        "responses": [asdict(walked.sources[number]) for number in trace.responses if number in walked.sources],
    }


def _row(row: LedgerRow, given: Source | None) -> dict[str, Any]:
    return {
        "obligation_id": row.obligation_id,
        "task": row.part.task_code,
        "role": row.part.role,
        "agency_id": row.party.agency_id,
        "state": row.state,
        "standing": row.standing.value,
        "due_on": row.due_on,
        "note": row.note,
        "response": asdict(given) if given else None,
    }


def verify(digest: OneDigest = None, plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """Hold digests to their hashes and compile them once more from the frozen data; 1 when one is not what it was."""
    with reading(installation().engine) as session:
        if digest is not None:
            chosen = [one_digest(session, digest)]
        else:
            chosen = [one for one in digests_of(session, chosen_plan(session, plan).id or 0) if one.state != VOID]
        found = {one.id: verify_digest(session, one) for one in chosen}
    if as_json:
        print_json([{"id": number, "faults": [fault.say() for fault in faults]} for number, faults in found.items()])
    else:
        for one in chosen:
            _print_verified(one, [say(fault) for fault in found[one.id]])
    finish(any(found.values()))


def _print_verified(digest: Digest, faults: list[str]) -> None:
    name = say(issue_name(digest.period_key))
    if not faults:
        tell(wording("Bản {id} ({name}): đúng như đã chốt.", id=digest.id, name=name))
    for fault in faults:
        tell(wording("Bản {id} ({name}): {fault}", id=digest.id, name=name, fault=fault))
