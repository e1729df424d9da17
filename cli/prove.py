"""`dondoc prove`: every obligation in exactly one state, or the holes by name."""

from typing import Any

from casework.proving import Proof, prove_plans
from cli.main import say
from cli.options import AsOfOption, JsonOption, PlanOption, chosen_plan
from cli.showing import add, finish, print_json, print_tables, table, tell
from flows.installation import installation
from language.numbers import format_number
from language.wording import wording
from models.database import reading
from models.plan import open_plans
from models.words import STATES


def prove_all(plan: PlanOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """Count every obligation by state; 1 when something is not accounted for."""
    here = installation()
    with reading(here.engine) as session:
        plans = [chosen_plan(session, plan)] if plan else open_plans(session)
        proofs = prove_plans(session, [here.docket(session, one, as_of) for one in plans])
    if as_json:
        print_json({slug: proof_as_json(proof) for slug, proof in proofs.items()})
    else:
        for slug, proof in proofs.items():
            print_proof(slug, proof)
    finish(any(not proof.holds for proof in proofs.values()))


def proof_as_json(proof: Proof) -> dict[str, Any]:
    """A proof with stable keys; every state is counted, those without an obligation as 0."""
    return {
        "obligations": proof.obligations,
        "accounted": proof.accounted,
        "states": {state: proof.states.get(state, 0) for state in STATES},  # type: ignore[call-overload]
        "holes": [{"place": hole.place, "why": say(hole.why)} for hole in proof.holes],
    }


def print_proof(slug: str, proof: Proof) -> None:
    """The states counted, the holes, and the sentence that says it."""
    states = table(
        wording("{plan}: nghĩa vụ theo trạng thái", plan=slug), wording("Trạng thái"), wording("Số nghĩa vụ")
    )
    for state, name in STATES.items():
        if proof.states.get(state):  # type: ignore[call-overload]
            add(states, name, format_number(proof.states[state]))  # type: ignore[index]
    holes = table(wording("Chưa rõ"), wording("Ở đâu"), wording("Vì sao"))
    for hole in proof.holes:
        add(holes, hole.place, hole.why)
    print_tables(states, holes)
    total, accounted = format_number(proof.obligations), format_number(proof.accounted)
    tell(wording("{total} nghĩa vụ, {accounted} có trạng thái.", total=total, accounted=accounted))
    if proof.holes:
        tell(wording("{n} chỗ chưa rõ.", n=len(proof.holes)))
