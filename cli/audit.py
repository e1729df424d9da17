"""`dondoc audit`: the record, verified and exported."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.main import say
from cli.options import JsonOption
from cli.showing import add, finish, print_json, print_tables, table, tell
from flows.installation import installation
from language.wording import wording
from models.database import reading
from models.event import Event, faults, head, lines

app = typer.Typer(no_args_is_help=True, help=say(wording("Nhật ký: kiểm tra, xuất ra tệp.")))

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=say(wording("Tệp được ghi, mỗi dòng một việc.")))]


@app.command(help=say(wording("Nhật ký có nguyên vẹn không: chuỗi băm từ dòng đầu đến dòng cuối.")))
def verify(as_json: JsonOption = False) -> None:
    """Follow the chain from the first line to the last; 1 when it breaks, with each line at which it does."""
    with reading(installation().engine) as session:
        broken, (count, last) = faults(session), head(session)
    if as_json:
        told = [{"line": fault.seq, "why": say(fault.why)} for fault in broken]
        print_json({"lines": count, "head": last, "faults": told})
    elif broken:
        drawn = table(wording("Nhật ký KHÔNG nguyên vẹn"), wording("Dòng"), wording("Vì sao"))
        for fault in broken:
            add(drawn, fault.seq, fault.why)
        print_tables(drawn)
    else:
        tell(wording("Nhật ký nguyên vẹn: {count} dòng, băm cuối {last}.", count=count, last=last))
    finish(bool(broken))


@app.command(help=say(wording("Xuất nhật ký ra tệp JSON từng dòng, kèm băm để bên thứ ba kiểm tra.")))
def export(file: FileArgument) -> None:
    """Write every line with its hashes: hash = SHA-256(prev + body)."""
    with reading(installation().engine) as session, file.open("w", encoding="utf-8") as target:
        count = 0
        for line in lines(session):
            target.write(as_line(line) + "\n")
            count += 1
    tell(wording("Đã ghi {count} dòng vào {file}.", count=count, file=file))


def as_line(line: Event) -> str:
    """One line: its number, both hashes, and the body exactly as it was hashed, as a string."""
    shown = {"seq": line.seq, "prev": line.prev, "hash": line.hash, "body": line.body.decode()}
    return json.dumps(shown, ensure_ascii=False)
