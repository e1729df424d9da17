"""When to look at an obligation again, letters that wait for approval, why steps waited, and chosen successors."""

import sqlalchemy as sa
from alembic import op

from models.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("obligation") as table:
        table.add_column(sa.Column("look_on", sa.Date(), nullable=False, server_default="0001-01-01"))
        table.drop_index("ix_obligation_agency_id")
        table.create_index("ix_obligation_look", ["agency_id", "look_on"])
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("open_next_on", sa.Date(), nullable=False, server_default="0001-01-01"))
    with op.batch_alter_table("milestone") as table:
        table.add_column(sa.Column("anchored_on", sa.Date(), nullable=True))
    with op.batch_alter_table("notice") as table:
        table.add_column(sa.Column("late_days", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("delayed", sa.String(), nullable=True))
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("needs_approval", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("approved_by", sa.String(), nullable=True))
        table.add_column(sa.Column("approved_at", UtcDateTime(timezone=True), nullable=True))
    op.create_table(
        "succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("successor_id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_succession_agency_id"),
        sa.ForeignKeyConstraint(["successor_id"], ["agency.id"], name="fk_succession_successor_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_succession_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_succession"),
    )
    op.create_index("ix_succession_task_id", "succession", ["task_id"])
