"""`dondoc`: the table of commands, each loaded when it is called, and how its errors are said."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer
from pydantic import ValidationError

from language.wording import Wording, wording
from settings import settings

FOUND_SOMETHING = 1


@dataclass(frozen=True)
class Command:
    """A word of the command line: where its typer application, or its one function, is found, and what it does."""

    name: str
    place: str
    does: Wording

    def load(self) -> typer.Typer | Callable[..., object]:
        """The application or function; importing its module only now keeps Prefect out of `dondoc plan read`."""
        module, _, attribute = self.place.partition(":")
        loaded: typer.Typer | Callable[..., object] = getattr(importlib.import_module(module), attribute)
        return loaded


COMMANDS = (
    Command("plan", "cli.plan:app", wording("văn bản kế hoạch: đọc, nạp, xem")),
    Command("agency", "cli.agency:app", wording("danh bạ cơ quan: liệt kê, xem, tìm")),
    Command("contact", "cli.contact:app", wording("địa chỉ liên hệ của cơ quan: liệt kê, đặt, kiểm tra")),
    Command("answer", "cli.answer:app", wording("trả lời của cơ quan: xem, ghi nhận, xác nhận, trả lại, mở lại")),
    Command("pen", "cli.pen:app", wording("ngăn chờ xử lý: liệt kê, xem, ghi nhận, chia, bỏ")),
    Command("letters", "cli.letters:app", wording("thư đi: liệt kê, xem, gửi lại, rút, kết luận")),
    Command("mail", "cli.mail:app", wording("công tắc của mọi thư; đọc thử một thư đến")),
    Command("digest", "cli.digest:app", wording("báo cáo tổng hợp: lập dự thảo, xem, phê duyệt")),
    Command("ask", "cli.ask:ask", wording("yêu cầu báo cáo đột xuất, ngoài các kỳ")),
    Command("question", "cli.question:app", wording("câu hỏi chờ Văn phòng: liệt kê, trả lời")),
    Command("deadline", "cli.deadline:app", wording("hạn báo cáo: gia hạn, miễn, tạm dừng, mở lại, liệt kê")),
    Command("dates", "cli.dates:app", wording("lịch: kỳ báo cáo, ngày nghỉ")),
    Command("prove", "cli.prove:prove_all", wording("mọi nghĩa vụ đều ở đúng một trạng thái")),
    Command("audit", "cli.audit:app", wording("nhật ký: kiểm tra, xuất ra tệp")),
    Command("backup", "cli.backup:backup", wording("sao lưu toàn bộ dữ liệu ra một tệp, khi hệ thống vẫn chạy")),
    Command("restore", "cli.backup:restore", wording("khôi phục từ tệp sao lưu vào chỗ trống, ở chế độ thử")),
    Command("preview", "cli.preview:preview", wording("thư sẽ gửi trong những ngày tới; thử một thay đổi")),
    Command("run", "cli.run:run", wording("chạy ngay một luồng bằng tay, như Prefect vẫn chạy")),
    Command("rehearse", "cli.rehearse:rehearse", wording("diễn tập một kỳ báo cáo với các cơ quan giả lập")),
    Command("doctor", "cli.doctor:doctor", wording("xem hệ thống trên máy này có sẵn sàng làm việc không")),
    Command("up", "cli.up:up", wording("chạy toàn bộ hệ thống trên máy này, ở chế độ thử")),
)


def main() -> None:
    """The console script: exits 0 when all is well, 1 when there is something to look at, 2 for wrong usage."""
    os.umask(0o077)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one call; an error is said in one sentence, or raised after `--traceback`."""
    shown = "--traceback" in arguments
    try:
        application([word for word in arguments if word != "--traceback"])()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FOUND_SOMETHING
    except Exception as error:
        if shown:
            raise
        typer.echo(sentence_of(error), err=True)
        return FOUND_SOMETHING
    return 0


def application(arguments: Sequence[str]) -> Callable[[], object]:
    """The command line, ready to be called, with only the command that `arguments` name loaded."""
    app = typer.Typer(
        name="dondoc",
        help=say(wording("Đôn đốc việc thực hiện một kế hoạch: hỏi, nhắc, nhận trả lời và tổng hợp báo cáo.")),
        epilog=say(wording("--traceback sau bất kỳ lệnh nào: khi có lỗi, in toàn bộ dấu vết của lỗi.")),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for command in COMMANDS:
        add(app, command, command.load() if command.name == wanted else _only_named)
    # typer lets a lone command swallow its own name; a callback keeps it a word.
    app.callback()(_nothing_before)
    return lambda: app(args=list(arguments), prog_name="dondoc")


def add(app: typer.Typer, command: Command, loaded: typer.Typer | Callable[..., object]) -> None:
    """Put one command under its name."""
    if isinstance(loaded, typer.Typer):
        app.add_typer(loaded, name=command.name, help=say(command.does), no_args_is_help=True)
    else:
        app.command(command.name, help=say(command.does))(loaded)


def sentence_of(error: Exception) -> str:
    """The one sentence in which an error is said: its own, or its kind and its first line."""
    own = getattr(error, "sentence", None)
    if isinstance(own, Wording):
        return say(own)
    if isinstance(error, ValidationError):
        return say(wording("Thiết lập hoặc tệp dữ liệu không hợp lệ: {faults}", faults=faults_of(error)))
    first_line = (str(error).strip().splitlines() or ["–"])[0]
    return say(
        wording("Lỗi {kind}: {what}. Thêm --traceback để xem chi tiết.", kind=type(error).__name__, what=first_line)
    )


def faults_of(error: ValidationError) -> str:
    """What pydantic found, place by place; never the values, for they may be passwords."""
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())


def say(sentence: Wording) -> str:
    """The sentence in the language of this installation's command line."""
    try:
        return sentence.say(settings().language)
    except ValidationError:
        return sentence.say()


def _only_named() -> None:
    """Stands for a command that this call does not use."""


def _nothing_before() -> None:
    """There are no options before the command."""
