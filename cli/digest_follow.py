"""`dondoc digest number`, `decided`: what happens to a digest after it was sent."""

from datetime import date
from typing import Annotated

import typer

from casework.following_up import record_number, record_outcome_of
from cli.digest_shown import DigestArgument, docket_of_digest, one_digest
from cli.main import say
from cli.options import ByOption, day_of, officer, wrong
from cli.showing import refuse, tell
from flows.installation import installation
from language.wording import Wording, wording
from models.database import writing
from models.digest_labels import OUTCOMES
from models.follow_up import OUTCOMES as CODES


def outcome_of(text: str) -> str:
    """An outcome by its code; typer's error, naming them all, for anything else."""
    if text not in CODES:
        codes = "; ".join(f"{code} ({say(OUTCOMES[code])})" for code in CODES)
        raise wrong(wording("Kết quả là một trong: {codes}.", codes=codes))
    return text


NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help=say(wording("Ví dụ 05/BC-VPĐP.")))]
ItemArgument = Annotated[int, typer.Argument(metavar="N", help=say(wording("Số của nội dung đề nghị.")))]
OnOption = Annotated[
    date | None, typer.Option("--on", parser=day_of, metavar="2023-03-24", help=say(wording("Ngày của văn bản.")))
]
OutcomeOption = Annotated[str, typer.Option("--outcome", parser=outcome_of, metavar="OUTCOME", help=", ".join(CODES))]
SaidOption = Annotated[str, typer.Option("--said", help=say(wording("Văn bản hoặc ý kiến đã quyết định.")))]


def give_number(digest: DigestArgument, number: NumberArgument, on: OnOption = None, by: ByOption = None) -> None:
    """Record the number and day that the registry gave a digest."""
    with writing(installation().engine) as session:
        found = one_digest(session, digest)
        refuse(record_number(session, docket_of_digest(session, found), found, number, on, officer(by)))
    tell(wording("Đã ghi số {number} cho bản {id}.", number=number, id=digest))


def decided(
    digest: DigestArgument,
    item: ItemArgument,
    outcome: OutcomeOption,
    said: SaidOption = "",
    on: OnOption = None,
    by: ByOption = None,
) -> None:
    """Record what became of an item put to the Committee; the next digest says it."""
    with writing(installation().engine) as session:
        found = one_digest(session, digest)
        docket = docket_of_digest(session, found)
        result = record_outcome_of(session, docket, found, item, outcome, said, on, officer(by))
    refuse(result if isinstance(result, Wording) else None)
    tell(wording("Đã ghi kết quả xử lý nội dung {item} của bản {id}.", item=item, id=digest))
