"""Send the letters that wait: claim, write, send, outcome. The only flow that speaks SMTP."""

import prefect
from prefect.cache_policies import NO_CACHE

from casework.sending import claim, hold_stale, next_draft, record_outcome
from flows.installation import Installation, installation
from flows.visible import run_step, show_table
from language.wording import wording
from mail.outbox import Counts, Outcome, Parcel, send_all
from models.database import reading, writing
from models.mode import TRIAL, mail_mode

BATCH = 50


class MailServerUnreachableError(RuntimeError):
    """The SMTP server took no connection: the letters wait as they were, and the next run tries again."""

    def __init__(self, host: str, port: int, said: str) -> None:
        self.sentence = wording(
            "Máy chủ gửi thư {host}:{port} không nhận kết nối ({said}). Không thư nào bị mất: các thư đang chờ sẽ được "
            "gửi ở lần chạy sau. Kiểm tra DONDOC_SMTP_HOST và DONDOC_SMTP_PORT, hoặc hỏi người quản trị máy chủ thư.",
            host=host,
            port=port,
            said=said,
        )
        super().__init__(self.sentence.say())


@prefect.flow(name="deliver_messages")
async def deliver_messages() -> dict[str, int]:
    """Gửi các thư đang chờ trong hàng gửi và ghi lại kết quả của từng lần gửi.

    One visible step a batch of 50. While the server is down nothing is claimed; the next tick tries again.
    """
    here = installation()
    with writing(here.engine) as session:
        held = hold_stale(session, here.now())
    totals = {"sent": 0, "temporary": 0, "permanent": 0, "unconfirmed": held, "reached": 1}
    while True:
        counts = await run_step(deliver_batch, BATCH)
        for kind in ("sent", "temporary", "permanent", "unconfirmed"):
            totals[kind] += getattr(counts, kind)
        totals["reached"] = int(counts.reached)
        if not counts.reached or counts.sent + counts.temporary + counts.permanent + counts.unconfirmed < BATCH:
            break
    await show_table("deliver_messages", [totals])
    if not counts.reached:
        raise MailServerUnreachableError(here.smtp.host, here.smtp.port, counts.trouble)
    return totals


@prefect.task(task_run_name="up to {most} letters", cache_policy=NO_CACHE)
async def deliver_batch(most: int) -> Counts:
    """Send at most `most` letters over a few reused connections."""
    here = installation()
    with reading(here.engine) as session:
        mode, _ = mail_mode(session)
        if next_draft(session, here.sender, here.now()) is None:
            return Counts()
    return await send_all(
        here.smtp,
        _Claims(here, most).claim,
        lambda outcome: _record(here, outcome),
        trial=mode == TRIAL,
        connections=here.settings.smtp_connections,
    )


class _Claims:
    """Hands out the next letters, at most so many."""

    def __init__(self, here: Installation, most: int) -> None:
        self._here, self._left = here, most

    def claim(self) -> Parcel | None:
        """The next parcel, its claim committed; None when nothing waits or enough was handed out."""
        while self._left > 0:
            with reading(self._here.engine) as session:
                draft = next_draft(session, self._here.sender, self._here.now())
            if draft is None:
                return None
            with writing(self._here.engine) as session:
                parcel = claim(session, self._here.sender, draft, self._here.now())
            if parcel is not None:
                self._left -= 1
                return parcel
        return None


def _record(here: Installation, outcome: Outcome) -> None:
    with writing(here.engine) as session:
        record_outcome(session, outcome, here.now())
