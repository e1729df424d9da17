"""The flows that a rehearsal runs, by name."""

from typing import Any

import prefect

from flows.brief_office import brief_office
from flows.collect_replies import collect_replies
from flows.compile_digest import compile_digest
from flows.deliver_messages import deliver_messages
from flows.load_plan import load_plan
from flows.prove_obligations import prove_obligations
from flows.request_reports import request_reports
from flows.send_reminders import send_reminders

FLOWS: dict[str, prefect.Flow[Any, Any]] = {
    flow.name: flow
    for flow in (
        load_plan,
        request_reports,
        send_reminders,
        deliver_messages,
        collect_replies,
        brief_office,
        compile_digest,
        prove_obligations,
    )
}


def parameters(flow: str, plan: str) -> dict[str, str]:
    """With what that flow is run: loading needs to be told the plan."""
    return {"folder": plan} if flow == load_plan.name else {}
