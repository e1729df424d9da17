"""Every table by name, for the migrations to hold the database against, and those to which rows are only added."""

from sqlmodel import SQLModel

from models.agency import Agency, Collective
from models.amendment import Amendment
from models.answer_file import FileContent, ResponseFile
from models.attempt import Attempt
from models.clerk import Clerk
from models.contact import Contact
from models.digest import Digest, DigestForm, DigestLedger
from models.digest_text import DigestText
from models.draft import Draft
from models.event import Event
from models.follow_up import FollowUp
from models.letter import Delivery, Letter, LetterRaw, Notice
from models.message import MailboxCursor, Message, MessageRaw
from models.mode import MailMode
from models.objection import Objection
from models.obligation import DueChange, Obligation
from models.occasion import Occasion
from models.official_report import OfficialReport
from models.pen import PenCandidate, PenItem
from models.plan import Plan
from models.question import OpenQuestion
from models.request import Request
from models.response import Decision, Response
from models.submission import Submission
from models.succession import Succession
from models.task import Assignment, Milestone, Task
from models.tick import Tick

ALL_TABLES: tuple[type[SQLModel], ...] = (
    Agency,
    Collective,
    Contact,
    Plan,
    Amendment,
    Task,
    Milestone,
    Assignment,
    OpenQuestion,
    Succession,
    Occasion,
    Obligation,
    DueChange,
    Request,
    Clerk,
    Draft,
    FileContent,
    OfficialReport,
    Letter,
    LetterRaw,
    Notice,
    Delivery,
    Attempt,
    Message,
    MessageRaw,
    MailboxCursor,
    PenItem,
    PenCandidate,
    Response,
    ResponseFile,
    Decision,
    Submission,
    Digest,
    DigestLedger,
    DigestForm,
    DigestText,
    FollowUp,
    Objection,
    MailMode,
    Tick,
    Event,
)
APPEND_ONLY: tuple[type[SQLModel], ...] = (
    DueChange,
    OfficialReport,
    Attempt,
    MessageRaw,
    Response,
    ResponseFile,
    Decision,
    DigestLedger,
    DigestForm,
    DigestText,
    FollowUp,
    MailMode,
    Event,
)
metadata = SQLModel.metadata
