"""The answer form that goes with a letter: the tasks it asks for as a file, made by `documents/`, carried as bytes."""

from collections.abc import Sequence
from datetime import date

from documents.form_file import CONTENT_TYPE, Form, FormTask, write_form
from mail.letters import AskedTask, ThreadLetter
from mail.message import Attachment


def answer_form(thread: ThreadLetter, tasks: Sequence[AskedTask], deadline: date) -> Form:
    """The form for `tasks`, named after the thread; the same for every recipient of the letter."""
    return Form(
        thread_tag=thread.thread_tag,
        agency_name=thread.agency_name,
        plan_name=f"{thread.plan.short_name} ({thread.plan.kind} số {thread.plan.number})",
        period_name=thread.period.name,
        window_first=thread.period.window_begins,
        window_last=thread.period.window_last_day,
        reply_deadline=deadline,
        office_name=thread.office_name,
        office_contact=thread.office_contact,
        tasks=tuple(map(_row, tasks)),
        trial=thread.trial,
    )


def attached(form: Form) -> Attachment:
    """The form as the file that goes with its letter."""
    return Attachment(form.filename, CONTENT_TYPE, write_form(form))


def _row(task: AskedTask) -> FormTask:
    before = task.before
    return FormTask(
        obligation_id=task.obligation_id,
        code=task.code,
        title=task.title,
        role=task.role,
        due_on=task.due_on,
        occasion_name=task.occasion_name,
        earlier_status=before.status if before else "",
        earlier_percent=before.percent if before else None,
        earlier_forecast=before.forecast_on if before else None,
    )
