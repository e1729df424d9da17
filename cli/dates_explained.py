"""How the explanation of a report's dates is said at the terminal, in one screen."""

from datetime import timedelta

from rich.table import Table

from casework.docket import Docket
from casework.explaining import Explained, NotAsked
from cli.main import say
from cli.showing import add, joined, pairs, print_tables, short, table, tell
from language.dates import short_date
from language.wording import Wording, wording
from models.days_off import DayKind, SpecialDay
from models.due import MoveReason
from models.explanation import DueChanged, Explanation, MoveExplained, NoticeSent, StepExplained, Succession
from models.planner import Why
from models.policy import Purpose
from models.task import LEAD, Milestone
from models.window import CALENDAR, DECREE
from models.words import STATES
from settings import settings

ONE_DAY = timedelta(days=1)
DECREE_NUMBER = "Nghị định 09/2019/NĐ-CP"
PURPOSES = {
    Purpose.ASK: wording("hỏi"),
    Purpose.REMIND: wording("nhắc"),
    Purpose.LAST_CALL: wording("nhắc lần cuối"),
    Purpose.ESCALATE: wording("báo lãnh đạo"),
}
CHANGES = {
    "moved": wording("dời hạn"),
    "waived": wording("miễn báo cáo"),
    "closed": wording("khép lại"),
    "paused": wording("tạm dừng"),
    "reopened": wording("mở lại"),
}
REASONS_NOT_ASKED = {
    "past_at_signing": wording("đã qua khi văn bản được ký: không hỏi, chờ Văn phòng quyết định"),
    "conditional": wording("chỉ khi cần: Văn phòng quyết định có hỏi hay không"),
    "relative": wording("tính theo mốc chưa xác định ngày"),
    "none": wording("không nêu thời hạn, quy định của kế hoạch để chờ Văn phòng"),
    "before_tracking": wording("hạn trước ngày bắt đầu theo dõi"),
}
WITHHELD = {
    Why.NOT_REACHED: wording("thư trước không đến nơi"),
    Why.NO_CONTACT: wording("chưa có địa chỉ liên hệ"),
    Why.NOT_ASKED: wording("chưa được hỏi"),
    Why.AWAY: wording("người nhận đang vắng"),
    Why.CAP: wording("đã đủ số thư trong tuần"),
    Why.SAME_DAY: wording("hôm nay đã có thư"),
    Why.HELD: wording("chờ Văn phòng làm rõ"),
}


def show_explained(docket: Docket, found: Explained) -> None:
    """Print each report of the period in one screen, or why nothing is owed."""
    for one in found.reports:
        print_tables(_facts_table(docket, one), _ladder_table(one))
        tell(_outlook(one))
        _tell_provisional(one)
    if not found.reports:
        tell(_nothing_owed(found))
    for asked_of_nobody in found.not_asked:
        tell(_not_asked(asked_of_nobody))


def _nothing_owed(found: Explained) -> Wording:
    if not found.assigned:
        return wording("Nhiệm vụ này không giao cho cơ quan đó, dù chủ trì hay phối hợp.")
    if found.other_periods:
        names = joined(one.key for one in found.other_periods)
        return wording("Không phải báo cáo trong kỳ này; có báo cáo trong: {periods}.", periods=names)
    return wording("Cơ quan được giao nhiệm vụ nhưng không có báo cáo nào phải gửi.")


def _not_asked(one: NotAsked) -> Wording:
    why = say(REASONS_NOT_ASKED.get(one.why, wording("không hỏi")))
    return wording("Mốc “{said}”: {why}.", said=one.milestone.text, why=why)


def _facts_table(docket: Docket, one: Explanation) -> Table:
    facts = one.facts
    title = wording("{code} · {agency} · {name}", code=facts.task_code, agency=facts.agency_id, name=facts.owed.name)
    return pairs(
        title,
        {
            wording("Nhiệm vụ"): short(facts.task_title),
            wording("Cơ quan"): _who(docket, one),
            wording("Người trả lời"): _answering(docket, one),
            wording("Kế hoạch ghi"): "; ".join(_milestone(each) for each in facts.milestones) or facts.time_text,
            wording("Kỳ"): _period(docket, one),
            wording("Hạn gốc"): _baseline(docket, one),
            wording("Hạn hiện hành"): _current(one),
            wording("Trạng thái"): say(STATES[facts.duty.state]),
            wording("Chờ Văn phòng"): joined(facts.questions, "; "),
        },
    )


def _who(docket: Docket, one: Explanation) -> str:
    role = wording("chủ trì") if one.facts.role == LEAD else wording("phối hợp")
    named = wording(
        "{name} ({role}: “{phrase}”)",
        name=docket.name_of(one.facts.agency_id),
        role=say(role),
        phrase=short(one.facts.phrase),
    )
    return say(named)


def _answering(docket: Docket, one: Explanation) -> str:
    names = [docket.name_of(agency_id) for agency_id in one.facts.answering]
    took_over = "; ".join(_succession(docket, each) for each in one.successions)
    if len(names) == 1:
        return f"{names[0]} ({took_over})" if took_over else names[0]
    if not names:
        return say(wording("chưa rõ ai kế thừa ({past})", past=took_over))
    choice = joined(names, "; ")
    return say(wording("Văn phòng phải chọn một trong: {names} ({past})", names=choice, past=took_over))


def _succession(docket: Docket, one: Succession) -> str:
    name, successors = docket.name_of(one.agency_id), joined((docket.name_of(each) for each in one.successors), ", ")
    until = short_date(one.last_day) if one.last_day else "–"
    return say(wording("{name} đến {day}, kế thừa: {successors}", name=name, day=until, successors=successors or "–"))


def _milestone(one: Milestone) -> str:
    begins, due = (short_date(day) if day else "…" for day in (one.begins, one.due))
    kinds = {
        "deadline": wording("“{said}”: một lần, hạn {due}", said=one.text, due=due),
        "span": wording(
            "“{said}”: liên tục từ {begins} đến {due}, mỗi kỳ một báo cáo", said=one.text, begins=begins, due=due
        ),
        "recurring": wording("“{said}”: định kỳ, mỗi kỳ một báo cáo", said=one.text),
        "none": wording("không nêu thời hạn: hỏi mỗi kỳ đến khi báo đã hoàn thành"),
    }
    return say(kinds.get(one.kind, wording("“{said}”", said=one.text)))


def _period(docket: Docket, one: Explanation) -> str:
    period, window = one.facts.owed.period, one.facts.owed.window
    by = {
        DECREE: wording("Điều 12 {decree}", decree=DECREE_NUMBER),
        CALENDAR: wording("theo lịch, quy định của kế hoạch"),
    }.get(docket.policy.window.name or "", wording("quy định của kế hoạch"))
    last = short_date(period.ends - ONE_DAY)
    return say(
        wording(
            "{name} ({begins} – {last}); số liệu {from_on} – {to_on} ({by})",
            name=period.name,
            begins=short_date(period.begins),
            last=last,
            from_on=short_date(window.begins),
            to_on=short_date(window.last_day),
            by=say(by),
        )
    )


def _baseline(docket: Docket, one: Explanation) -> str:
    due, facts = one.due, one.facts
    stated = short_date(due.stated_on)
    if facts.owed.milestone is not None:
        said = wording("{day}: ngày kế hoạch ấn định", day=stated)
    else:
        said = wording(
            "{day}: ngày {n} theo quy định của kế hoạch (Điều 13 {decree})",
            day=stated,
            n=docket.policy.due_to_office.day,
            decree=DECREE_NUMBER,
        )
    lines = [say(said), *(_move(each) for each in one.moves)]
    if one.differs:
        kept = short_date(facts.stored_due_on)
        lines.append(say(wording("khi mở báo cáo là {day}, giữ nguyên dù lịch hoặc quy định đã đổi", day=kept)))
    return "\n".join(lines)


def _move(one: MoveExplained) -> str:
    reasons = {
        MoveReason.DAY_OFF: wording("→ {day}: ngày nghỉ ({off})", day=short_date(one.to_on), off=named(one.passed)),
        MoveReason.ARTICLE_8: wording(
            "→ {day}: sau ngày chốt số liệu ít nhất 01 ngày làm việc (Điều 8)", day=short_date(one.to_on)
        ),
        MoveReason.AFTER_OFFICE: wording("→ {day}: sau hạn của các cơ quan (Điều 8)", day=short_date(one.to_on)),
    }
    return say(reasons[one.reason])


def _current(one: Explanation) -> str:
    return "\n".join([short_date(one.due_on), *(_change(each) for each in one.facts.changes)])


def _change(one: DueChanged) -> str:
    said = wording(
        "{kind} {from_on} → {to_on}: {by}, vì {reason}; căn cứ {authority}",
        kind=say(CHANGES.get(one.kind, wording("thay đổi"))),
        from_on=short_date(one.from_on),
        to_on=short_date(one.to_on),
        by=one.by,
        reason=one.reason,
        authority=one.authority or "–",
    )
    return say(said)


def _ladder_table(one: Explanation) -> Table:
    heads = wording("Bước"), wording("Ngày"), wording("Cách tính"), wording("Đã làm")
    drawn = table(wording("Các bước"), *heads, narrow=(1,))
    for step in one.steps:
        add(drawn, _purpose(step), step.on, _counted(step), "; ".join(_sent(each) for each in step.sent))
    return drawn


def _purpose(one: StepExplained) -> str:
    said = say(PURPOSES[one.step.purpose])
    return f"{said} {one.step.step}" if one.step.step > 1 else said


def _counted(one: StepExplained) -> str:
    count = one.count
    base = wording("ngày làm việc từ hạn kỳ") if one.with_period else wording("ngày làm việc từ hạn")
    walked = f"{count.working_days:+d} {say(base)} {short_date(count.start)}"
    passed = [day for day in count.passed if day.kind is not DayKind.WEEKEND]
    return f"{walked}; {named(tuple(passed))}" if passed else walked


def named(days: tuple[SpecialDay, ...]) -> str:
    """The days by name: what is off, and which day of rest is worked."""
    return joined(_named_day(one) for one in days)


def _named_day(one: SpecialDay) -> str:
    name = one.name.say(settings().language)
    if one.kind in {DayKind.HOLIDAY, DayKind.WEEKEND}:
        return f"{short_date(one.day)} {name}"
    work = wording("làm bù") if one.worked else wording("nghỉ hoán đổi")
    return f"{short_date(one.day)} {name} {say(work)}" + (f" ({one.document})" if one.document else "")


def _sent(one: NoticeSent) -> str:
    if one.dropped is not None:
        return say(wording("không gửi ({why})", why=one.dropped))
    on = short_date(one.on) if one.on else "–"
    states = joined(dict.fromkeys(one.deliveries)) or "–"
    return say(wording("thư {letter} ngày {day}: {states}", letter=one.letter_id, day=on, states=states))


def _outlook(one: Explanation) -> Wording:
    if one.next_step is None or one.next_on is None:
        why = WITHHELD.get(one.withheld) if one.withheld else None
        if why is not None:
            return wording("Tiếp theo: chưa gửi gì, vì {why}.", why=say(why))
        return wording("Tiếp theo: không còn bước nào.")
    return wording("Tiếp theo: {step} ngày {day}.", step=_purpose(one.next_step), day=short_date(one.next_on))


def _tell_provisional(one: Explanation) -> None:
    for year in one.provisional_years:
        tell(wording("Tạm tính: chưa ghi nhận văn bản quy định ngày nghỉ năm {year}; các ngày có thể đổi.", year=year))
