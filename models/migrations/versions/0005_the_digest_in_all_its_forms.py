"""The digest in all its forms: ledgers, forms as approved, the office's words, follow-ups, objections."""

import sqlalchemy as sa
from alembic import op

from models.database import JsonColumn, UtcDateTime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


RECORD = ("digestledger", "digestform", "digesttext", "followup")

APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER {table}_{verb}_refused BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in RECORD
        for verb in ("update", "delete")
    ],
    "postgresql": [
        statement
        for table in RECORD
        for statement in (
            f"CREATE TRIGGER {table}_change_refused BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {table}_truncate_refused BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        )
    ],
}


def upgrade() -> None:
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.add_column(sa.Column('round_until', UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('approved_sha256', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('recipients', JsonColumn(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('sent_at', UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('number', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('numbered_on', sa.Date(), nullable=True))
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.alter_column('recipients', server_default=None)

    op.create_table('digestledger',
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=('pk_digestledger'))
    )
    op.create_table('digestform',
    sa.Column('digest_id', sa.Integer(), nullable=False),
    sa.Column('form', sa.String(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('content_type', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['digest_id'], ['digest.id'], name=('fk_digestform_digest_id')),
    sa.PrimaryKeyConstraint('digest_id', 'form', name=('pk_digestform'))
    )
    op.create_table('digesttext',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('period_key', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_digesttext_plan_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_digesttext'))
    )
    with op.batch_alter_table('digesttext', schema=None) as batch_op:
        batch_op.create_index(('ix_digesttext_plan_id'), ['plan_id'], unique=False)

    op.create_table('followup',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('said', sa.String(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['digest_id'], ['digest.id'], name=('fk_followup_digest_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_followup'))
    )
    with op.batch_alter_table('followup', schema=None) as batch_op:
        batch_op.create_index(('ix_followup_digest_id'), ['digest_id'], unique=False)

    op.create_table('objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest_id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.String(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('settled_by', sa.String(), nullable=True),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.Column('answer', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_objection_agency_id')),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=('fk_objection_contact_id')),
    sa.ForeignKeyConstraint(['digest_id'], ['digest.id'], name=('fk_objection_digest_id')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=('fk_objection_obligation_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_objection'))
    )
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.create_index(('ix_objection_digest_id'), ['digest_id'], unique=False)

    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore a backup to go back to an earlier version")
