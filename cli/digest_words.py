"""`dondoc digest edit`: what the office itself says between the generated parts."""

from pathlib import Path
from typing import Annotated

import typer

from casework.rewording import reword
from cli.digest_shown import DigestArgument, docket_of_digest, one_digest, print_digests
from cli.main import say
from cli.options import ByOption, given_reason, officer, wrong
from cli.showing import refuse, tell
from documents.words_file import read_words_file, words_file
from flows.installation import installation
from language.wording import Wording, wording
from models.database import reading, writing
from models.digest import Digest
from models.digest_canonical import from_canonical
from models.digest_labels import PLACES
from models.digest_text import LEAVE_OUT
from models.issue import issue_name


def place_of(text: str) -> str:
    """A place by its name; typer's error, naming them all, for anything else."""
    if text not in PLACES:
        names = "; ".join(f"{place} ({say(label)})" for place, label in PLACES.items())
        raise wrong(wording("Phần là một trong: {names}.", names=names))
    return text


PlaceOption = Annotated[str | None, typer.Option("--place", parser=place_of, metavar="PLACE", help=", ".join(PLACES))]
TextOption = Annotated[str | None, typer.Option("--text", help=say(wording("Lời của Văn phòng ở phần đó.")))]
NothingOption = Annotated[bool, typer.Option("--nothing", help=say(wording("Quyết định phần đó không phát sinh.")))]
WriteOption = Annotated[
    Path | None, typer.Option("--write-to", metavar="FILE", help=say(wording("Ghi các phần ra tệp để sửa.")))
]
ReadOption = Annotated[
    Path | None,
    typer.Option("--read-from", metavar="FILE", exists=True, help=say(wording("Đọc các phần từ tệp đã sửa."))),
]
LeaveOutOption = Annotated[
    int | None,
    typer.Option("--leave-out", metavar="N", help=say(wording("Không đưa kiến nghị số N vào nội dung đề nghị."))),
]
WhyOption = Annotated[str, typer.Option("--reason", help=say(wording("Lý do không đưa kiến nghị.")))]


def edit(
    digest: DigestArgument,
    place: PlaceOption = None,
    text: TextOption = None,
    nothing: NothingOption = False,
    write_to: WriteOption = None,
    read_from: ReadOption = None,
    leave_out: LeaveOutOption = None,
    reason: WhyOption = "",
    by: ByOption = None,
) -> None:
    """Write in a place, decide to say nothing there, or leave a proposal out; a new version of the same figures."""
    if write_to is not None:
        _write_out(digest, write_to)
        return
    with writing(installation().engine) as session:
        found = one_digest(session, digest)
        said = _said(found, place, text, nothing, read_from, leave_out, reason)
        reworded = reword(session, docket_of_digest(session, found), found, said, officer(by))
    refuse(reworded if isinstance(reworded, Wording) else None)
    print_digests([one for one in (reworded,) if isinstance(one, Digest)])


def _said(
    found: Digest,
    place: str | None,
    text: str | None,
    nothing: bool,
    read_from: Path | None,
    leave_out: int | None,
    reason: str,
) -> dict[str, str]:
    if read_from is not None:
        return read_words_file(read_from.read_text(encoding="utf-8"))
    if leave_out is not None:
        return {LEAVE_OUT + _proposal(found, leave_out): given_reason(reason)}
    if place is None or (text is None) != nothing:
        raise wrong(wording("Nêu --place với --text hoặc --nothing, hoặc --read-from, hoặc --leave-out."))
    return {place: text or ""}


def _proposal(found: Digest, number: int) -> str:
    items = from_canonical(found.content).for_decision
    chosen = next((one for one in items if one.number == number and one.agencies), None)
    if chosen is None:
        raise wrong(wording("Bản {id} không có kiến nghị số {number} của cơ quan.", id=found.id, number=number))
    return chosen.text


def _write_out(digest: int, path: Path) -> None:
    with reading(installation().engine) as session:
        found = one_digest(session, digest)
    said = {one.place: one.text for one in from_canonical(found.content).texts}
    path.write_text(words_file(issue_name(found.period_key).say(), said), encoding="utf-8")
    tell(wording("Đã ghi {path}; sửa xong: dondoc digest edit {id} --read-from {path}", path=path, id=digest))
