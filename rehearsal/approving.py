"""The office of a rehearsal approves its drafts as they are: it has nothing to add."""

from sqlmodel import Session

from casework.digest_forms import make_forms
from casework.docket import Docket
from casework.publishing import approve
from casework.rewording import say_nothing_more
from casework.sender import Sender
from language.wording import SOURCE_LANGUAGE
from models.digest import Digest, issued, waiting_drafts


def approve_drafts(session: Session, docket: Docket, sender: Sender, by: str, *, enclosing: bool = True) -> None:
    """Approve every draft that waits, its unwritten parts decided to be nothing; with its files, unless told not to."""
    for draft in waiting_drafts(session):
        ready = say_nothing_more(session, docket, draft, by)
        if isinstance(ready, Digest):
            forms = make_forms(session, issued(session, ready), SOURCE_LANGUAGE) if enclosing else ()
            approve(session, docket, sender, ready, forms, by)
