"""`dondoc plan load`: a plan's folder into the database, or what holds it up."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from casework.loading import Loaded, load_plan
from cli.main import say
from cli.options import ByOption, JsonOption, officer
from cli.plan_difference_shown import show_difference
from cli.plan_read import DraftOption, drafted
from cli.plan_tables import print_problems, questions_table
from cli.showing import finish, picked, print_json, print_tables, tell
from documents.plan_folder import read_plan_folder
from flows.installation import installation
from language.wording import wording
from models.database import writing
from models.directory import Directory

FolderArgument = Annotated[
    Path, typer.Argument(help=say(wording("Thư mục kế hoạch, hoặc tên của nó trong thư mục plans/.")))
]


def load(
    folder: FolderArgument, by: ByOption = None, draft_corrections: DraftOption = False, as_json: JsonOption = False
) -> None:
    """Store a plan's folder; 1 when it has problems, and but for those of mailboxes nothing is stored then."""
    here = installation()
    named = folder if folder.exists() else here.settings.plans / folder
    content = read_plan_folder(named)
    with writing(here.engine) as session:
        loaded = load_plan(session, content, here.now(), officer(by))
    if as_json:
        print_json(loaded_as_json(loaded))
    else:
        print_loaded(loaded, content.directory)
    if draft_corrections:
        drafted(named, loaded.problems, quiet=as_json)
    finish(bool(loaded.problems))


def loaded_as_json(loaded: Loaded) -> dict[str, Any]:
    """What loading did, with stable keys."""
    return {
        "plan": loaded.plan_slug,
        "tasks": loaded.tasks,
        "contacts": loaded.contacts,
        "already_there": loaded.already_there,
        "difference": loaded.difference.to_json() if loaded.difference is not None else None,
        "problems": [picked(one, "place", "text", "proposal") | {"why": say(one.why)} for one in loaded.problems],
        "questions": [picked(one, "code", "text") | {"why": say(one.why)} for one in loaded.questions],
    }


def print_loaded(loaded: Loaded, directory: Directory) -> None:
    """Problems with their places, the questions, and what was stored."""
    print_problems(loaded.problems, Console(highlight=False))
    if loaded.plan_slug is None:
        tell(wording("Chưa lưu gì: còn {n} lỗi phải sửa.", n=len(loaded.problems)))
        tell(
            wording("Sửa văn bản hoặc danh bạ, hoặc quyết định từng lỗi trong corrections.yaml (--draft-corrections).")
        )
        return
    print_tables(questions_table((one.code, one.text, say(one.why)) for one in loaded.questions))
    said = wording(
        "Kế hoạch {slug}: {tasks} nhiệm vụ, {contacts} địa chỉ liên hệ, {questions} câu hỏi cho Văn phòng.",
        slug=loaded.plan_slug,
        tasks=loaded.tasks,
        contacts=loaded.contacts,
        questions=len(loaded.questions),
    )
    tell(said)
    if loaded.problems:
        tell(wording("Các đầu mối có lỗi chưa được lưu; cơ quan không có đầu mối sẽ chưa nhận được thư."))
    if loaded.already_there:
        tell(wording("Kế hoạch đã có từ trước: nhiệm vụ giữ nguyên; danh bạ, liên hệ, quy định được cập nhật."))
    if loaded.difference:
        show_difference(loaded.difference, directory)
        tell(
            wording(
                "Những thay đổi này chưa áp dụng: nhập văn bản sửa đổi bằng dondoc plan amend, từ ngày có hiệu lực."
            )
        )
