"""Read a plan's folder and store its tasks, agencies, contacts and policy; its problems are shown."""

from pathlib import Path

import prefect

from casework.loading import Loaded
from casework.loading import load_plan as store_plan
from documents.plan_folder import read_plan_folder
from flows.installation import installation
from flows.visible import show_table
from models.database import writing


class PlanHasProblemsError(ValueError):
    """The folder was read and nothing was stored: the artifact of the run lists each problem with its place."""


@prefect.flow(name="load_plan", flow_run_name="load_plan {folder}")
async def load_plan(
    folder: str,
) -> dict[str, int]:
    """Nạp thư mục của một kế hoạch: nhiệm vụ, cơ quan, địa chỉ liên hệ và quy định theo dõi.

    Args:
        folder: Tên thư mục của kế hoạch trong plans/, ví dụ ocop-2021-2025.
    """
    here = installation()
    loaded = load_folder(here.settings.plans / folder, here.settings.officer)
    table = [{"place": one.place, "why": one.why.say()} for one in loaded.problems]
    table += [{"place": one.code, "why": one.why.say()} for one in loaded.questions]
    await show_table("load_plan", table or [{"place": folder, "why": "–"}])
    if loaded.plan_slug is None:
        raise PlanHasProblemsError(f"{folder}: {len(loaded.problems)} problems; see the run's artifact")
    return {"tasks": loaded.tasks, "contacts": loaded.contacts, "questions": len(loaded.questions)}


def load_folder(folder: Path, by: str) -> Loaded:
    """The folder read and, unless problems hold it up, stored in this installation."""
    here = installation()
    read = read_plan_folder(folder)
    with writing(here.engine) as session:
        return store_plan(session, read, here.now(), by)
