"""Who stands how: for each standing the agencies to be named, with the tasks it is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.digest_data import AgencyCounts, StandingGroup, WaitingAgency
from models.digest_reports import Standing
from models.digest_rules import ObligationLine, TaskLine, name_key, standing_of

LinesOfTask = Mapping[str, Sequence[ObligationLine]]
ANSWERED = (Standing.REPORTED, Standing.NOTHING_TO_REPORT)
NAMED = tuple(standing for standing in Standing if standing is not Standing.REPORTED)


def agency_counts(lines: Sequence[ObligationLine]) -> AgencyCounts:
    """How many agencies owe a report, and answered all, some or none; an agency counts once whatever its roles."""
    heard: dict[str, list[bool]] = defaultdict(list)
    for line in lines:
        standing = standing_of(line.state, line.response)
        if standing is not Standing.WAIVED:
            heard[line.agency_id].append(standing in ANSWERED)
    every = sum(all(answers) for answers in heard.values())
    none = sum(not any(answers) for answers in heard.values())
    return AgencyCounts(len(heard), every, len(heard) - every - none, none)


def standing_groups(tasks: Sequence[TaskLine], of_task: LinesOfTask) -> tuple[StandingGroup, ...]:
    """For each standing but "reported", its agencies in order of first mention; standings without any are left out.

    Agencies the plan names keep its order and come before the members of collectives, which are in alphabetical order.
    """
    in_order = [line for task in tasks for line in of_task[task.code]]
    owed = _tasks_owed(in_order)
    found: dict[Standing, list[ObligationLine]] = defaultdict(list)
    for line in in_order:
        found[standing_of(line.state, line.response)].append(line)
    return tuple(StandingGroup(s, len(found[s]), _waiting(found[s], owed)) for s in NAMED if found[s])


def _tasks_owed(lines: Sequence[ObligationLine]) -> Mapping[str, int]:
    tasks: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        tasks[line.agency_id].add(line.task_code)
    return {agency: len(codes) for agency, codes in tasks.items()}


def _waiting(lines: Sequence[ObligationLine], owed: Mapping[str, int]) -> tuple[WaitingAgency, ...]:
    by_agency: dict[str, list[ObligationLine]] = defaultdict(list)
    for line in lines:
        by_agency[line.agency_id].append(line)
    agencies = [_waiting_agency(of_agency, owed) for of_agency in by_agency.values()]
    alone = [agency for agency in agencies if agency.collective_id is None]
    members = [agency for agency in agencies if agency.collective_id is not None]
    return (*alone, *sorted(members, key=lambda agency: name_key(agency.short_name)))


def _waiting_agency(lines: Sequence[ObligationLine], owed: Mapping[str, int]) -> WaitingAgency:
    first = lines[0]
    return WaitingAgency(
        agency_id=first.agency_id,
        name=first.agency_name,
        short_name=first.short_name or first.agency_name,
        collective_id=first.collective_id if all(line.collective_id for line in lines) else None,
        task_codes=tuple(dict.fromkeys(line.task_code for line in lines)),
        owed=owed[first.agency_id],
    )
