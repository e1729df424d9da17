"""Walk the plan's tasks: queue the reminder or escalation of every report that was asked for and not answered."""

from datetime import date
from typing import Annotated

import prefect
from pydantic import Field

from flows.walking import walk_plans


@prefect.flow(name="send_reminders", flow_run_name="send_reminders {day}")
async def send_reminders(
    plan: Annotated[str | None, Field(description="Kế hoạch (để trống: mọi kế hoạch đang thực hiện)")] = None,
    day: Annotated[date | None, Field(description="Ngày xét (để trống: hôm nay; ngày khác: chỉ chạy thử)")] = None,
    dry_run: Annotated[bool, Field(description="Chạy thử: không ghi, không gửi gì")] = False,
) -> dict[str, int]:
    """Xếp hàng thư nhắc và thư báo cáo lên lãnh đạo cơ quan đối với báo cáo đã yêu cầu mà chưa nhận được.

    Of several steps that are due, the last is taken and the others are kept as overtaken.
    """
    return await walk_plans("remind", plan, day, dry_run)
