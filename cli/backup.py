"""`dondoc backup` and `dondoc restore`: a consistent copy while the system runs, and standing up again from it."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from casework.backing_up import Restored, back_up
from casework.backing_up import restore as restored_from
from cli.main import say
from cli.options import ByOption, JsonOption, officer, wrong
from cli.showing import add, minute, print_json, print_tables, table, tell
from documents.backup_file import UnreadableBackupError
from flows.installation import installation
from language.wording import wording
from models.agency import read_directory
from models.copy import NotEmptyError
from models.database import reading
from models.words import LETTERS, PURPOSES

NewFile = Annotated[
    Path, typer.Argument(metavar="FILE", help=say(wording("Tệp sao lưu sẽ được ghi, ví dụ dondoc.tar.gz.")))
]
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help=say(wording("Tệp sao lưu.")))]


def backup(file: NewFile, as_json: JsonOption = False) -> None:
    """Write everything of this moment into one file that only its owner can read."""
    here = installation()
    try:
        card = back_up(here.engine, file, here.now())
    except FileExistsError:
        raise wrong(wording("Tệp {file} đã có; hãy chọn tên khác.", file=file)) from None
    except FileNotFoundError:
        raise wrong(wording("Không có thư mục {folder}.", folder=file.parent)) from None
    if as_json:
        print_json({"file": file, "bytes": file.stat().st_size, **asdict(card)})
        return
    tell(
        wording(
            "Đã sao lưu vào {file}: {lines} dòng nhật ký, băm cuối {head}.", file=file, lines=card.lines, head=card.head
        )
    )
    tell(wording("Khóa ký (tệp secret hoặc DONDOC_SECRET) không nằm trong bản sao lưu: giữ riêng, kín."))


def restore(file: BackupFile, by: ByOption = None, as_json: JsonOption = False) -> None:
    """Fill this empty installation from a backup, in trial, and name the letters that it would have sent."""
    here = installation()
    try:
        restored = restored_from(here.engine, file, officer(by), here.now())
    except NotEmptyError:
        sentence = wording(
            "Hệ thống này đã có dữ liệu. Chỉ khôi phục vào chỗ trống: đặt DONDOC_DATA là một thư mục mới."
        )
        raise wrong(sentence) from None
    except UnreadableBackupError as error:
        raise wrong(wording("Không đọc được bản sao lưu: {why}", why=error)) from None
    if as_json:
        print_json({**asdict(restored.card), "letters": [asdict(one) for one in restored.letters]})
    else:
        _tell(restored)


def _tell(restored: Restored) -> None:
    card = restored.card
    with reading(installation().engine) as session:
        directory = read_directory(session)
    heads = wording("Số thư"), wording("Cơ quan"), wording("Loại"), wording("Ngày")
    drawn = table(wording("Những thư mà bản sao lưu lẽ ra sẽ gửi"), *heads)
    for one in restored.letters:
        name = LETTERS.get(one.kind) or PURPOSES[one.kind]
        add(drawn, one.number or "–", directory.name(one.agency_id), name, one.day)
    print_tables(drawn)
    made_at = minute(datetime.fromisoformat(card.made_at))
    tell(wording("Đã khôi phục bản sao lưu lúc {made_at}: {lines} dòng nhật ký.", made_at=made_at, lines=card.lines))
    tell(wording("Đang ở chế độ THỬ: {n} thư trên chưa gửi và sẽ không gửi ở chế độ này.", n=len(restored.letters)))
    if any(one.number for one in restored.letters):
        tell(
            wording(
                "Thư thật đang chờ lúc sao lưu có thể đã đi sau đó, nên được ghi là chưa rõ đã gửi: kết luận từng thư "
                "bằng 'dondoc letters settle', hoặc theo nhật ký máy chủ thư bằng --postfix-log."
            )
        )
    tell(
        wording(
            "Những gì đã gửi, đã nhận sau lúc sao lưu thì bản này không biết: đối chiếu với máy chủ thư "
            "trước khi chạy 'dondoc mail live'."
        )
    )
