"""What a digest says of agencies: who stands how, by name, and how they keep to reporting."""

from collections.abc import Sequence
from dataclasses import dataclass

from language.wording import Wording, wording
from models.digest_data import DigestData
from models.digest_labels import CAUSES, STANDINGS
from models.digest_parts import DisciplineRow, StandingGroup, WaitingAgency
from models.digest_reports import Standing
from models.digest_words import Words

CODES_IN_FULL = 3
OUTSTANDING = (
    Standing.NO_ANSWER,
    Standing.NOT_REACHED,
    Standing.NOT_ASKED,
    Standing.RETURNED,
    Standing.IN_REVIEW,
    Standing.ASKED,
)
LISTED = (*OUTSTANDING, Standing.NOTHING_TO_REPORT, Standing.WAIVED)


@dataclass(frozen=True)
class StandingRow:
    """One standing in the list of who reported: of how many agencies, and which; `key` names its figures."""

    key: str
    label: str
    agencies: str
    reports: str
    names: str


@dataclass(frozen=True)
class AgencyTold:
    """One line of the table of how agencies keep to reporting."""

    agency_id: str
    name: str
    owed: str
    answered: str
    on_time: str
    late: str
    agency_days: str
    office_days: str


@dataclass(frozen=True)
class DisciplineTold:
    """A sentence over all, the agencies with something to say of, and how many more there are."""

    sentence: str
    rows: tuple[AgencyTold, ...]
    rows_left: str
    nothing: str


def nobody_outstanding(data: DigestData) -> bool:
    """Whether reports were owed, and every one has come and counts."""
    return data.obligations.owed > 0 and not any(data.group(one).obligations for one in OUTSTANDING)


def standing_rows(data: DigestData, words: Words) -> tuple[StandingRow, ...]:
    """Every standing that names agencies, those still outstanding first; one without agencies is left out."""
    groups = [data.group(standing) for standing in LISTED]
    return tuple(_standing_row(group, words) for group in groups if group.obligations)


def _standing_row(group: StandingGroup, words: Words) -> StandingRow:
    return StandingRow(
        key=group.standing.value,
        label=words.say(STANDINGS[group.standing]),
        agencies=words.number(len(group.agencies)),
        reports=words.number(group.obligations),
        names=_waiting_names(group, words),
    )


def _waiting_names(group: StandingGroup, words: Words) -> str:
    if group.standing is Standing.NOTHING_TO_REPORT:
        return _wholly_nothing(group.agencies, words)
    return words.names([_waiting(agency, words) for agency in group.agencies], "; ")


def _wholly_nothing(agencies: Sequence[WaitingAgency], words: Words) -> str:
    wholly = [agency.short_name for agency in agencies if len(agency.task_codes) == agency.owed]
    if not wholly:
        return words.say(wording("Không phát sinh ở một số nhiệm vụ, nêu tại từng nhiệm vụ"))
    return words.say(wording("Ở mọi nhiệm vụ được giao: {names}", names=words.names(wholly)))


def _waiting(agency: WaitingAgency, words: Words) -> str:
    return f"{agency.short_name} ({words.say(_tasks_of(agency, words))})"


def _tasks_of(agency: WaitingAgency, words: Words) -> Wording:
    count = len(agency.task_codes)
    if count == agency.owed and count > CODES_IN_FULL:
        return wording("toàn bộ {count} nhiệm vụ", count=words.number(count))
    if count <= CODES_IN_FULL:
        return wording("{codes}", codes=", ".join(agency.task_codes))
    return wording("{count}/{owed} nhiệm vụ", count=words.number(count), owed=words.number(agency.owed))


def discipline_told(data: DigestData, words: Words) -> DisciplineTold:
    """How agencies keep to reporting; named are those with days overdue, or with reports missing."""
    said_of = [row for row in data.discipline.rows if row.agency_days or row.office_days or row.answered < row.owed]
    shown, rest = said_of[: words.detail.rows], len(said_of) - words.detail.rows
    left = words.say(wording("Và {count} cơ quan khác.", count=words.number(rest))) if rest > 0 else ""
    nothing = words.say(wording("Không có cơ quan nào báo cáo chậm hoặc thiếu.")) if not said_of else ""
    return DisciplineTold(_sentence(data, words), tuple(agency_told(row, words) for row in shown), left, nothing)


def _sentence(data: DigestData, words: Words) -> str:
    found = data.discipline
    causes = ", ".join(f"{words.say(CAUSES[one])} {words.number(days)}" for one, days in found.office_days.items())
    return words.say(
        wording(
            "Đúng hạn {on_time} lượt, chậm {late} lượt. Ngày làm việc quá hạn thuộc trách nhiệm cơ quan báo cáo: "
            "{agency}; thuộc trách nhiệm Văn phòng: {office}{causes}.",
            on_time=words.number(found.on_time),
            late=words.number(found.late),
            agency=words.number(found.agency_days),
            office=words.number(found.office_total),
            causes=f" ({causes})" if causes else "",
        )
    )


def agency_told(row: DisciplineRow, words: Words) -> AgencyTold:
    """One agency's line."""
    return AgencyTold(
        agency_id=row.agency_id,
        name=words.cut(row.short_name),
        owed=words.number(row.owed),
        answered=words.number(row.answered),
        on_time=words.number(row.on_time),
        late=words.number(row.late),
        agency_days=words.number(row.agency_days),
        office_days=words.number(row.office_days),
    )
