"""Send the letters that wait. The only flow that speaks SMTP."""

import prefect
from prefect.cache_policies import NO_CACHE

from casework.preparing import next_drafts
from casework.sending import hold_stale
from flows.dispatch import Dispatch
from flows.installation import installation
from flows.visible import run_step, show_table
from language.wording import wording
from mail.couriers import Counts, send_all
from models.database import reading, writing
from models.mode import TRIAL, mail_mode

BATCH = 500


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


class MailServerSilentError(RuntimeError):
    """The SMTP server took letters on end without saying so: these are in doubt, the others wait for the next run."""

    def __init__(self, host: str, port: int, doubted: int) -> None:
        self.sentence = wording(
            "Máy chủ gửi thư {host}:{port} nhận thư rồi ngắt kết nối mà không xác nhận; {n} thư chưa rõ đã gửi, "
            "được giữ lại và không tự gửi lại. Các thư còn chờ sẽ được gửi ở lần chạy sau. Kiểm tra máy chủ thư, rồi "
            "kết luận từng thư bằng 'dondoc letters settle'.",
            host=host,
            port=port,
            n=doubted,
        )
        super().__init__(self.sentence.say())


@prefect.flow(name="deliver_messages")
async def deliver_messages() -> dict[str, int]:
    """Gửi các thư đang chờ trong hàng gửi và ghi lại kết quả của từng lần gửi.

    One visible step a batch of 500. While the server is down nothing is claimed; the next tick tries again.
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
        if (
            not counts.reached
            or counts.doubted
            or counts.sent + counts.temporary + counts.permanent + counts.unconfirmed < BATCH
        ):
            break
    await show_table("deliver_messages", [totals])
    if not counts.reached:
        raise MailServerUnreachableError(here.smtp.host, here.smtp.port, counts.trouble)
    if counts.doubted:
        raise MailServerSilentError(here.smtp.host, here.smtp.port, totals["unconfirmed"])
    return totals


@prefect.task(task_run_name="up to {most} letters", cache_policy=NO_CACHE)
async def deliver_batch(most: int) -> Counts:
    """Send at most `most` letters over a few reused connections."""
    here = installation()
    with reading(here.engine) as session:
        mode, _ = mail_mode(session)
        if not next_drafts(session, here.sender, here.now(), most=1):
            return Counts()
    return await send_all(
        here.smtp, Dispatch(here, most, mode), trial=mode == TRIAL, connections=here.settings.smtp_connections
    )
