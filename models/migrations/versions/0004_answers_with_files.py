"""Files, drafts, colleagues and consent beside answers; reasons beside candidates; questions that know their ground."""

import sqlalchemy as sa
from alembic import op

from models.database import JsonColumn, UtcDateTime

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

RECORD = ("responsefile", "officialreport")

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
    # Added one by one: a batch would rebuild the tables on SQLite and lose the triggers that keep them append-only.
    for name in ("channel", "given_by", "consent_by"):
        op.add_column('response', sa.Column(name, sa.String(), nullable=False, server_default=''))
    op.add_column('response', sa.Column('given_on', sa.Date(), nullable=True))
    op.add_column('contact', sa.Column('consent', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('penitem', sa.Column('confirmed_by', sa.String(), nullable=True))
    op.add_column('penitem', sa.Column('part_of', sa.Integer(), nullable=True))
    op.add_column('pencandidate', sa.Column('why', sa.String(), nullable=False, server_default=''))
    op.add_column('openquestion', sa.Column('ground', sa.String(), nullable=False, server_default=''))

    op.create_table('clerk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('obligations', JsonColumn(), nullable=False),
    sa.Column('made_at', UtcDateTime(), nullable=False),
    sa.Column('revoked_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=('fk_clerk_contact_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_clerk_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_clerk'))
    )
    op.create_index(('ix_clerk_request_id'), 'clerk', ['request_id'], unique=False)

    op.create_table('draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('fields', JsonColumn(), nullable=False),
    sa.Column('files', JsonColumn(), nullable=False),
    sa.Column('saved_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_draft_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_draft')),
    sa.UniqueConstraint('request_id', 'owner', name=('uq_draft_request_id_owner'))
    )

    op.create_table('filecontent',
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=('pk_filecontent'))
    )

    op.create_table('officialreport',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('content_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_officialreport_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_officialreport'))
    )
    op.create_index(('ix_officialreport_request_id'), 'officialreport', ['request_id'], unique=False)

    op.create_table('responsefile',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('content_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=('fk_responsefile_response_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_responsefile'))
    )
    op.create_index(('ix_responsefile_response_id'), 'responsefile', ['response_id'], unique=False)
    op.create_index(('ix_responsefile_sha256'), 'responsefile', ['sha256'], unique=False)

    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('answers', JsonColumn(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('submitted_at', UtcDateTime(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('decided_at', UtcDateTime(), nullable=True),
    sa.Column('remark', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=('fk_submission_contact_id')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=('fk_submission_message_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_submission_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_submission'))
    )
    op.create_index(('ix_submission_request_id'), 'submission', ['request_id'], unique=False)

    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore a backup to go back to an earlier version")
