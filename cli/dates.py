"""`dondoc dates`: the reporting periods of a year with their windows and due dates, and the year's days off."""

from typing import Annotated, Any

import typer

from cli.main import say
from cli.options import JsonOption, PlanOption, chosen_plan, today
from cli.showing import add, print_json, print_tables, table
from flows.installation import installation
from language.wording import wording
from models.database import reading
from models.days_off import SpecialDay
from models.period import Period, periods_in_year
from models.plan import plan_policy
from models.policy import Policy
from settings import settings

app = typer.Typer(no_args_is_help=True, help=say(wording("Lịch: kỳ báo cáo, ngày nghỉ.")))

YearOption = Annotated[
    int | None, typer.Option("--year", min=1995, max=2099, help=say(wording("Năm; để trống: năm nay.")))
]


def policy_of(plan: str | None) -> Policy:
    """The policy of the plan chosen."""
    with reading(installation().engine) as session:
        return plan_policy(chosen_plan(session, plan))


@app.command(help=say(wording("Các kỳ báo cáo của một năm: số liệu tính từ ngày nào đến ngày nào, hạn báo cáo.")))
def periods(year: YearOption = None, plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """The year's periods: the days whose results count, due to the office, due to the Committee."""
    policy, chosen = policy_of(plan), year or today(installation()).year
    found = [Period(chosen, number, policy.period) for number in range(1, periods_in_year(policy.period) + 1)]
    rows = [period_as_json(policy, one) for one in found]
    if as_json:
        print_json(rows)
        return
    heads = (
        wording("Kỳ"),
        wording("Số liệu từ"),
        wording("Đến hết"),
        wording("Cơ quan gửi"),
        wording("Trình Ban Chỉ đạo"),
    )
    drawn = table(wording("Kỳ báo cáo năm {year}", year=chosen), *heads, narrow=(0,))
    for row in rows:
        add(drawn, *(row[name] for name in ("name", "window_begins", "last_day", "due_to_office", "due_to_committee")))
    print_tables(drawn)


def period_as_json(policy: Policy, period: Period) -> dict[str, Any]:
    """A period with its dates, with stable keys."""
    window = policy.window_of(period)
    return {
        "period": period.key,
        "name": period.name,
        "window_begins": window.begins,
        "last_day": window.last_day,
        "due_to_office": policy.office_due(period),
        "due_to_committee": policy.committee_due(period),
    }


@app.command(help=say(wording("Ngày nghỉ lễ và ngày hoán đổi của một năm, với văn bản quy định.")))
def holidays(year: YearOption = None, plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """The year's days off and the days of rest that are worked; plain weekends are not listed."""
    policy, chosen = policy_of(plan), year or today(installation()).year
    rows = [day_as_json(one) for _, one in sorted(policy.working_days.year(chosen).special.items())]
    if as_json:
        print_json(rows)
        return
    heads = wording("Ngày"), wording("Nghỉ hay làm"), wording("Tên"), wording("Văn bản")
    drawn = table(wording("Ngày nghỉ và ngày hoán đổi năm {year}", year=chosen), *heads, narrow=(0,))
    for row in rows:
        add(drawn, row["day"], wording("làm việc") if row["worked"] else wording("nghỉ"), row["name"], row["document"])
    print_tables(drawn)


def day_as_json(special: SpecialDay) -> dict[str, Any]:
    """A special day with stable keys."""
    name = special.name.say(settings().language)
    return {"day": special.day, "worked": special.worked, "name": name, "document": special.document}
