"""Walk the plan's tasks: open what is owed, and queue the asking of every report whose day has come."""

from datetime import date

import prefect

from casework.asking import ASKING
from flows.walking import walk_plans


@prefect.flow(name="request_reports", flow_run_name="request_reports {day}")
async def request_reports(
    plan: str | None = None,
    day: date | None = None,
    dry_run: bool = False,
) -> dict[str, int]:
    """Mở các nghĩa vụ báo cáo và xếp hàng thư yêu cầu báo cáo đã đến ngày gửi.

    Safe to run twice, late, or never for a day: it asks what is due and not done.

    Args:
        plan: Kế hoạch (để trống: mọi kế hoạch đang thực hiện).
        day: Ngày xét (để trống: hôm nay; ngày khác: chỉ chạy thử).
        dry_run: Chạy thử: không ghi, không gửi gì.
    """
    return await walk_plans("request_reports", ASKING, plan, day, dry_run)
