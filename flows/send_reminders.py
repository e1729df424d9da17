"""Walk the plan: queue the reminder or escalation of every report that was asked for and not answered."""

from datetime import date

import prefect

from casework.asking import REMINDING
from flows.walking import walk_plans


@prefect.flow(name="send_reminders", flow_run_name="send_reminders {day}")
async def send_reminders(
    plan: str | None = None,
    day: date | None = None,
    dry_run: bool = False,
) -> dict[str, int]:
    """Xếp hàng thư nhắc và thư báo cáo lên lãnh đạo cơ quan đối với báo cáo đã yêu cầu mà chưa nhận được.

    Of several steps that are due, the last is taken and the others are kept as overtaken.

    Args:
        plan: Kế hoạch (để trống: mọi kế hoạch đang thực hiện).
        day: Ngày xét (để trống: hôm nay; ngày khác: chỉ chạy thử).
        dry_run: Chạy thử: không ghi, không gửi gì.
    """
    return await walk_plans("send_reminders", REMINDING, plan, day, dry_run)
