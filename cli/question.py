"""`dondoc question`: what only the office can settle about the plan's tasks, and how it settled it."""

from typing import Annotated, Any

import typer

from casework.settling_questions import settle_question
from cli.main import say
from cli.options import ByOption, JsonOption, PlanOption, chosen_plan, officer
from cli.showing import add, finish, print_json, print_tables, refuse, table, tell
from flows.installation import installation
from language.wording import wording
from models.database import reading, writing
from models.plan import Plan
from models.question import OpenQuestion, standing_questions

app = typer.Typer(no_args_is_help=True, help=say(wording("Câu hỏi chờ Văn phòng: liệt kê, trả lời.")))

QuestionArgument = Annotated[list[int], typer.Argument(metavar="QUESTION…", help=say(wording("Số của câu hỏi.")))]
SuccessorOption = Annotated[
    str | None, typer.Option("--successor", help=say(wording("Cơ quan kế thừa (mã), trong số các cơ quan có thể.")))
]
AnswerOption = Annotated[str, typer.Option("--answer", help=say(wording("Văn phòng trả lời thế nào.")))]


@app.command("list", help=say(wording("Các câu hỏi chưa trả lời.")))
def list_questions(plan: PlanOption = None, as_json: JsonOption = False) -> None:
    """The questions that stand; 1 when there are any."""
    with reading(installation().engine) as session:
        found = standing_questions(session, chosen_plan(session, plan).id or 0)
    if as_json:
        print_json([question_as_json(one) for one in found])
    else:
        drawn = table(
            wording("Câu hỏi chờ Văn phòng"), wording("Số"), wording("Nhiệm vụ"), wording("Nội dung"), wording("Vì sao")
        )
        for one in found:
            add(drawn, one.id, one.code, one.text, one.why)
        print_tables(drawn)
        tell(wording("{n} câu hỏi chưa trả lời.", n=len(found)))
    finish(bool(found))


def question_as_json(one: OpenQuestion) -> dict[str, Any]:
    """A question with stable keys."""
    return {
        "question": one.id,
        "code": one.code,
        "text": one.text,
        "why": one.why,
        "agency": one.agency_id,
        "holds": one.holds,
        "asked_at": one.asked_at.isoformat(),
    }


@app.command("settle", help=say(wording("Ghi trả lời của Văn phòng; câu hỏi không còn trong thư hằng ngày.")))
def settle(
    questions: QuestionArgument, answer: AnswerOption, successor: SuccessorOption = None, by: ByOption = None
) -> None:
    """Settle one question or several with the same answer; all or none."""
    here = installation()
    with writing(here.engine) as session:
        for number in questions:
            question = session.get(OpenQuestion, number)
            refuse(wording("Không có câu hỏi {id}.", id=number) if question is None else None)
            if question is not None:
                docket = here.docket(session, session.get_one(Plan, question.plan_id))
                refuse(settle_question(session, docket, question, answer, officer(by), successor))
    tell(wording("Đã ghi trả lời cho {n} câu hỏi.", n=len(questions)))
