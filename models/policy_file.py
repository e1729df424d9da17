"""Reading a policy's file: the policy, or every fault in it with its key, what is wrong and what to write instead."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from language.wording import Wording, wording
from models.policy import Policy
from models.policy_rules import faults_against_the_decree
from models.problem import Problem
from models.strict import BrokenRuleError

KEYS = tuple(Policy.model_fields)


def read_policy(path: Path) -> Policy | tuple[Problem, ...]:
    """The policy in a YAML file, or the problems that keep it from being followed, of which there is at least one."""
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        policy = Policy.model_validate({} if given is None else given)
    except FileNotFoundError:
        return (Problem(str(path), "", wording("không có tệp quy định của kế hoạch (policy.yaml)")),)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as fault:
        why = wording("tệp quy định không đọc được: {fault}", fault=" ".join(str(fault).split()))
        return (Problem(str(path), "", why),)
    except ValidationError as found:
        return tuple(_problem(path, error) for error in found.errors())
    faults = faults_against_the_decree(policy)
    return tuple(Problem(str(path), fault.key, fault.why, fault.write) for fault in faults) or policy


def _problem(path: Path, error: ErrorDetails) -> Problem:
    key = _key(error["loc"])
    why, write = _said(error, key)
    return Problem(str(path), key, why, write)


def _key(place: tuple[int | str, ...]) -> str:
    """days.2.document, counting list items from 1 as people do."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def _said(error: ErrorDetails, key: str) -> tuple[Wording, str | None]:
    context = error.get("ctx", {})
    given = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return wording("khóa “{key}” không có trong quy định", key=key), _nearest(key)
        case "missing":
            return wording("thiếu khóa “{key}”", key=key), f"{key.rpartition('.')[2]}: …"
        case "enum" | "literal_error":
            why = wording("khóa “{key}”: không có giá trị “{given}”", key=key, given=given)
            return why, f"{key}: {context.get('expected', '')}"
        case "value_error" | "model_type":
            return _rule_said(error, key)
        case _:
            return wording("khóa “{key}”: giá trị “{given}” không hợp lệ", key=key, given=given), _bounds(error, key)


def _rule_said(error: ErrorDetails, key: str) -> tuple[Wording, str | None]:
    """A rule of the policy's own says itself; what should be a table of keys, and is not, is shown as one."""
    fault = error.get("ctx", {}).get("error")
    if isinstance(fault, BrokenRuleError):
        return fault.why, fault.write
    if not key:
        return wording("tệp quy định không đọc được: phải gồm các dòng “khóa: giá trị”"), "period: quarter"
    return wording("khóa “{key}”: giá trị “{given}” không hợp lệ", key=key, given=error["input"]), _TABLES.get(key)


def _nearest(key: str) -> str | None:
    close = get_close_matches(key, KEYS, n=1)
    return f"{close[0]}: …" if close else ", ".join(KEYS) if "." not in key else None


def _bounds(error: ErrorDetails, key: str) -> str:
    """What a value must be, with an example for days."""
    last = key.rpartition(".")[2]
    context: dict[str, Any] = error.get("ctx", {})
    for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if name in context:
            return f"{last}: … ({sign} {context[name]})"
    return f"{last}: {_EXAMPLES.get(error['type'].split('_')[0], error['msg'])}"


_TABLES = {
    "window": "window: decree-09-2019",
    "due_to_office": "due_to_office: {day: 20}",
    "due_to_committee": "due_to_committee: {day: 25}",
}
_EXAMPLES = {"date": "2026-01-02", "int": "10", "bool": "true", "string": "…", "tuple": "[…]"}
