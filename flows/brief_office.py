"""One daily letter to the office: what waits in the pen, drafts, failures, questions."""

from datetime import date

import prefect

from casework.briefing import queue_brief
from flows.installation import installation
from flows.visible import show_table
from models.database import reading, trying, writing
from models.plan import open_plans


@prefect.flow(name="brief_office")
async def brief_office(
    day: date | None = None,
) -> dict[str, int]:
    """Gửi Văn phòng thư hằng ngày về các việc đang chờ cán bộ xử lý; không có việc chờ thì không gửi.

    Args:
        day: Ngày xét (để trống: hôm nay; ngày khác: chỉ chạy thử).
    """
    here = installation()
    queued: dict[str, int] = {}
    with reading(here.engine) as session:
        plans = open_plans(session)
    for plan in plans:
        with trying(here.engine) if here.dry(plan, day, False) else writing(here.engine) as session:
            docket = here.docket(session, plan, day)
            works = docket.policy.working_days.works(docket.day)
            letter = queue_brief(session, docket, here.sender) if works else None
            queued[plan.slug] = int(letter is not None)
    await show_table("brief_office", [dict(queued)])
    return queued
