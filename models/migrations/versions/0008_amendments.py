"""Decisions that amend a plan: tasks, dates and assignments have days of validity, and a task keeps its first code."""

import sqlalchemy as sa
from alembic import op

from models.database import JsonColumn, UtcDateTime

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("difference", JsonColumn(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_amendment_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_amendment"),
        sa.UniqueConstraint("plan_id", "number", name="uq_amendment_plan_id_number"),
    )
    for name in ("task", "milestone", "assignment"):
        op.add_column(name, sa.Column("valid_from", sa.Date(), nullable=True))
        op.add_column(name, sa.Column("valid_to", sa.Date(), nullable=True))
    op.add_column("task", sa.Column("first_code", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE task SET first_code = code")
    op.create_index("ix_task_first_code", "task", ["plan_id", "first_code"], unique=True)
    # SQLite adds a column with its foreign key only in one breath, which Alembic does not.
    op.execute(
        "ALTER TABLE assignment ADD COLUMN amendment_id INTEGER "
        "CONSTRAINT fk_assignment_amendment_id REFERENCES amendment (id)"
    )
