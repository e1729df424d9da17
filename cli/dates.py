"""`dondoc dates`: the reporting periods, the days off, and why each date of a report is what it is."""

from datetime import date, timedelta
from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.docket import Docket
from casework.explaining import Explained, explain_dates
from cli.dates_explained import show_explained
from cli.dates_json import explanation_as_json
from cli.main import say
from cli.options import AsOfOption, JsonOption, PlanOption, chosen_plan, wrong
from cli.showing import add, finish, joined, print_json, print_tables, table, tell
from flows.installation import installation
from language.dates import short_date
from language.wording import Wording, wording
from models.database import reading
from models.days_off import DayKind, SpecialDay, weekday_name
from models.period import Period, period_keyed, periods_in_year
from models.policy import Policy
from models.standing import State
from models.task import Task, task_coded, tasks_of
from settings import settings

app = typer.Typer(no_args_is_help=True, help=say(wording("Lịch: kỳ báo cáo, ngày nghỉ, vì sao hạn là ngày đó.")))

YearOption = Annotated[
    int | None, typer.Option("--year", min=1995, max=2099, help=say(wording("Năm; để trống: năm nay.")))
]
ONE_DAY = timedelta(days=1)
LOOKED_AT_FROM = (12, 15)
TO_SETTLE = frozenset({State.HELD, State.NOT_REACHED})


@app.callback()
def _dates() -> None:
    """A lone command keeps its name."""


@app.command(help=say(wording("Các kỳ báo cáo của một năm: thời gian, thời gian chốt số liệu, hạn gửi từng cấp.")))
def periods(plan: PlanOption = None, year: YearOption = None, as_json: JsonOption = False) -> None:
    """The periods of a year with their bounds, windows and due dates; 1 when a decision on days off is missing."""
    docket = _docket(plan, None)
    wanted = year or docket.day.year
    kind = docket.policy.period
    found = [Period(wanted, number, kind) for number in range(1, periods_in_year(kind) + 1)]
    if as_json:
        shown = [period_as_json(docket.policy, one) for one in found]
        print_json({"plan": docket.plan.slug, "year": wanted, "periods": shown})
    else:
        _show_periods(docket.policy, found, wanted)
        _tell_decided(docket.policy, wanted)
    finish(decision_missing(docket.policy, wanted, docket.day))


def period_as_json(policy: Policy, period: Period) -> dict[str, Any]:
    """A period with stable keys; last days are included."""
    window = policy.window_of(period)
    return {
        "key": period.key,
        "name": period.name,
        "first_day": period.begins,
        "last_day": period.ends - ONE_DAY,
        "window_first_day": window.begins,
        "window_last_day": window.last_day,
        "due_to_office": policy.office_due(period),
        "due_to_committee": policy.committee_due(period),
        "provisional": bool(_provisional(policy, period)),
    }


def _provisional(policy: Policy, period: Period) -> tuple[int, ...]:
    return policy.working_days.provisional_years(policy.office_due(period), policy.committee_due(period))


def _show_periods(policy: Policy, found: list[Period], year: int) -> None:
    heads = (
        wording("Kỳ"),
        wording("Thời gian"),
        wording("Số liệu"),
        wording("Gửi Văn phòng"),
        wording("Gửi Ban Chỉ đạo"),
    )
    drawn = table(wording("Các kỳ báo cáo năm {year}", year=year), *heads, wording("Ghi chú"))
    for one in found:
        shown = period_as_json(policy, one)
        calendar = f"{short_date(shown['first_day'])} – {short_date(shown['last_day'])}"
        window = f"{short_date(shown['window_first_day'])} – {short_date(shown['window_last_day'])}"
        note = wording("tạm tính") if shown["provisional"] else None
        add(drawn, one.name, calendar, window, shown["due_to_office"], shown["due_to_committee"], note)
    print_tables(drawn)


def _tell_decided(policy: Policy, year: int) -> None:
    documents = policy.working_days.documents(year)
    if documents:
        tell(wording("Ngày nghỉ năm {year} theo {documents}.", year=year, documents=joined(documents)))
        return
    tell(wording("Ngày nghỉ năm {year} là tạm tính: chưa ghi nhận văn bản quy định; các hạn có thể đổi.", year=year))


def decision_missing(policy: Policy, year: int, today: date) -> bool:
    """Whether the year's days off should be on record by now (from 15 December of the year before) and are not."""
    return policy.working_days.provisional(year) and today >= date(year - 1, *LOOKED_AT_FROM)


@app.command("holidays", help=say(wording("Các ngày nghỉ và ngày làm bù của một năm, kèm văn bản quy định.")))
def list_holidays(year: YearOption = None, plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """Each day off and each day of rest worked, by name; 1 when a decision on the year's days off is missing."""
    docket = _docket(plan, None)
    wanted, policy = year or docket.day.year, docket.policy
    found = [one for _, one in sorted(policy.working_days.year(wanted).special.items())]
    if as_json:
        print_json(
            {
                "plan": docket.plan.slug,
                "year": wanted,
                "provisional": policy.working_days.provisional(wanted),
                "documents": policy.working_days.documents(wanted),
                "days": [day_as_json(one) for one in found],
            }
        )
    else:
        _show_days(found, wanted)
        _tell_decided(policy, wanted)
    finish(decision_missing(policy, wanted, docket.day))


def day_as_json(special: SpecialDay) -> dict[str, Any]:
    """A day off, or a day of rest worked, with stable keys."""
    return {
        "day": special.day,
        "worked": special.worked,
        "kind": special.kind.value,
        "name": special.name.say(settings().language),
        "document": special.document or None,
        "instead_of": special.instead_of,
    }


def _show_days(found: list[SpecialDay], year: int) -> None:
    heads = wording("Ngày"), wording("Thứ"), wording("Nghỉ hay làm"), wording("Tên"), wording("Văn bản")
    drawn = table(wording("Ngày nghỉ, ngày làm bù năm {year}", year=year), *heads, narrow=(0,))
    for one in found:
        weekday = weekday_name(one.day).say(settings().language)
        work = wording("làm việc") if one.worked else wording("nghỉ")
        add(drawn, one.day, weekday, work, day_reason(one), one.document)
    print_tables(drawn)


def day_reason(special: SpecialDay) -> Wording | str:
    """What a day off is called, or which day it was swapped with."""
    if special.kind is DayKind.HOLIDAY or special.kind is DayKind.WEEKEND:
        return special.name.say(settings().language)
    other = short_date(special.instead_of) if special.instead_of else "–"
    if special.worked:
        return wording("làm bù cho ngày {day}", day=other)
    return wording("nghỉ hoán đổi với ngày {day}", day=other)


@app.command(help=say(wording("Vì sao hạn và ngày nhắc của một báo cáo là những ngày đó.")))
def explain(
    task: Annotated[str, typer.Argument(metavar="TASK", help=say(wording("Mã nhiệm vụ, ví dụ I.2.a.")))],
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help=say(wording("Mã hoặc tên cơ quan.")))],
    period: Annotated[
        str | None, typer.Argument(metavar="PERIOD", help=say(wording("Kỳ, ví dụ 2023-Q1; để trống: kỳ này.")))
    ] = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rule, window, due date, changes, ladder and who answers; 1 when nothing is owed or the office has to act."""
    here = installation()
    with reading(here.engine) as session:
        docket = here.docket(session, chosen_plan(session, plan), as_of)
        found = explain_dates(
            session, docket, _task(session, docket, task), _agency(docket, agency), _period(docket, period)
        )
    if as_json:
        print_json(explanation_as_json(docket, found))
    else:
        show_explained(docket, found)
    finish(needs_a_person(found))


def needs_a_person(found: Explained) -> bool:
    """Whether nothing is owed, or a report waits for the office."""
    states = {one.facts.duty.state for one in found.reports}
    unclear = any(one.facts.whom is None for one in found.reports)
    return not found.reports or unclear or bool(states & TO_SETTLE)


def _docket(plan: str | None, as_of: date | None) -> Docket:
    here = installation()
    with reading(here.engine) as session:
        return here.docket(session, chosen_plan(session, plan), as_of)


def _task(session: Session, docket: Docket, code: str) -> Task:
    found = task_coded(session, docket.plan_id, code)
    if found is None:
        codes = joined(one.code for one in tasks_of(session, docket.plan_id))
        raise wrong(wording("Kế hoạch không có nhiệm vụ “{code}”; các mã: {codes}.", code=code, codes=codes))
    return found


def _agency(docket: Docket, given: str) -> str:
    if given in docket.directory.agencies:
        return given
    found = docket.directory.find(given, docket.day)
    if found.agency is None:
        near = joined(found.proposals) or "–"
        raise wrong(wording("Danh bạ không có cơ quan “{agency}”; gần giống: {near}.", agency=given, near=near))
    return found.agency


def _period(docket: Docket, key: str | None) -> Period | None:
    if key is None:
        return None
    try:
        found = period_keyed(key)
    except ValueError:
        raise wrong(wording("“{key}” không phải một kỳ: viết 2023-Q1, 2023-M03, 2023-Y1.", key=key)) from None
    if found.kind is not docket.policy.period:
        example = Period(found.year, 1, docket.policy.period).key
        raise wrong(wording("Kế hoạch này báo cáo theo kỳ như {example}, không phải {key}.", example=example, key=key))
    return found
