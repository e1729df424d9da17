"""Compile the digest of a period once its due day has passed, as a draft that waits for a person."""

from datetime import date

import prefect

from casework.compiling import compile_digest as compile_draft
from casework.compiling import periods_to_compile
from flows.installation import installation
from flows.visible import show_table
from models.database import reading, trying, writing
from models.period import period_keyed
from models.plan import open_plans


@prefect.flow(name="compile_digest", flow_run_name="compile_digest {period}")
async def compile_digest(
    plan: str | None = None,
    period: str | None = None,
    day: date | None = None,
    dry_run: bool = False,
) -> dict[str, str]:
    """Tổng hợp báo cáo của kỳ đã đến hạn thành dự thảo chờ phê duyệt.

    A period named is compiled anew; otherwise only what is due and not compiled yet. Nothing leaves without approval.

    Args:
        plan: Kế hoạch (để trống: mọi kế hoạch đang thực hiện).
        period: Kỳ báo cáo, ví dụ 2023-Q1 (để trống: kỳ đã đến hạn).
        day: Ngày xét (để trống: hôm nay; ngày khác: chỉ chạy thử).
        dry_run: Chạy thử: không ghi, không gửi gì.
    """
    with reading(installation().engine) as session:
        slugs = [one.slug for one in open_plans(session, plan)]
    compiled: dict[str, str] = {}
    for slug in slugs:
        compiled |= _compile_due(slug, period, day, dry_run)
    table = [{"plan": name, "digest": digest} for name, digest in compiled.items()]
    await show_table("compile_digest", table or [{"plan": "–", "digest": "nothing due"}])
    return compiled


def _compile_due(slug: str, key: str | None, day: date | None, dry_run: bool) -> dict[str, str]:
    here = installation()
    with reading(here.engine) as session:
        [plan] = open_plans(session, slug)
    with trying(here.engine) if here.dry(plan, day, dry_run) else writing(here.engine) as session:
        docket = here.docket(session, plan, day)
        due = [period_keyed(key)] if key else periods_to_compile(session, docket)
        digests = [compile_draft(session, docket, period, here.settings.officer) for period in due]
        return {f"{slug} {one.period_key}": f"{one.id} version {one.version}" for one in digests}
