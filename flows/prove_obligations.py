"""Prove nightly that every obligation is in exactly one state and nothing is lost; if not, write to the office."""

import prefect

from casework.alarming import queue_alarm
from casework.proving import Proof, prove_plans
from flows.installation import installation
from flows.visible import show_table
from models.database import reading, writing
from models.plan import open_plans


class ProofFailedError(AssertionError):
    """Something is not accounted for: `dondoc prove` names each hole with its place."""


@prefect.flow(name="prove_obligations")
async def prove_obligations(
    plan: str | None = None,
) -> dict[str, int]:
    """Kiểm chứng: mọi nghĩa vụ đều ở đúng một trạng thái, không thư, trả lời nào bị mất; nếu không, báo Văn phòng.

    Args:
        plan: Kế hoạch (để trống: mọi kế hoạch đang thực hiện).
    """
    proofs = prove_open_plans(plan)
    alarm_office(proofs)
    rows = [{"plan": slug, "obligations": one.obligations, "holes": len(one.holes)} for slug, one in proofs.items()]
    await show_table("prove_obligations", rows or [{"plan": "–"}])
    holes = sum(len(one.holes) for one in proofs.values())
    if holes:
        raise ProofFailedError(f"{holes} holes: 'dondoc prove' names each with its place")
    return {slug: one.obligations for slug, one in proofs.items()}


def prove_open_plans(plan: str | None) -> dict[str, Proof]:
    """The proof of the plan named, or of each that is open, by plan."""
    here = installation()
    with reading(here.engine) as session:
        return prove_plans(session, [here.docket(session, one) for one in open_plans(session, plan)])


def alarm_office(proofs: dict[str, Proof]) -> None:
    """Queue a letter to the office of each plan whose proof does not hold."""
    here = installation()
    for slug, proof in proofs.items():
        if not proof.holds:
            with writing(here.engine) as session:
                [plan] = open_plans(session, slug)
                queue_alarm(session, here.docket(session, plan), here.sender, proof)
