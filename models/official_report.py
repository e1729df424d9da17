"""The official report beside an agency's answers: its number, its day of signing and its signed scan."""

from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.answer_file import FileRef
from models.database import UtcDateTime


class OfficialReport(SQLModel, table=True):
    """What an agency says of its signed report for one request; append-only, the last one counts."""

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    number: str = ""
    signed_on: date | None = None
    sha256: str = ""
    filename: str = ""
    content_type: str = ""
    size: int = 0
    by: str
    at: datetime = Field(sa_type=UtcDateTime)

    @property
    def scan(self) -> FileRef | None:
        """The signed scan, when one was sent."""
        return FileRef(self.sha256, self.filename, self.content_type, self.size) if self.sha256 else None


def report_of(session: Session, request_id: int) -> OfficialReport | None:
    """What was last said of the request's official report."""
    query = select(OfficialReport).where(OfficialReport.request_id == request_id)
    return session.exec(query.order_by(col(OfficialReport.id).desc()).limit(1)).first()
