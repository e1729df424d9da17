"""The tables of version 0.1."""

import sqlalchemy as sa
from alembic import op

from models.database import JsonColumn, UtcDateTime

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


RECORD = ("event", "attempt", "response", "decision", "duechange", "mailmode")

APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER {table}_{verb}_refused BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in RECORD
        for verb in ("update", "delete")
    ]
    + [
        "CREATE TRIGGER event_follows BEFORE INSERT ON event "
        "WHEN NEW.seq != (SELECT COALESCE(MAX(seq), 0) + 1 FROM event) "
        "BEGIN SELECT RAISE(ABORT, 'event is append-only'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    ]
    + [
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
    op.create_table('agency',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('vi', sa.String(), nullable=False),
    sa.Column('en', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('short', sa.String(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('entry', JsonColumn(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=('pk_agency'))
    )
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.create_index(('ix_agency_kind'), ['kind'], unique=False)

    op.create_table('collective',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('entry', JsonColumn(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=('pk_collective'))
    )
    op.create_table('event',
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('prev', sa.String(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=('pk_event'))
    )
    op.create_table('mailboxcursor',
    sa.Column('mailbox', sa.String(), nullable=False),
    sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
    sa.Column('last_uid', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('mailbox', name=('pk_mailboxcursor'))
    )
    op.create_table('mailmode',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('stopped', sa.Boolean(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=('pk_mailmode'))
    )
    op.create_table('tick',
    sa.Column('flow', sa.String(), nullable=False),
    sa.Column('finished_at', UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('flow', name=('pk_tick'))
    )
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('bounced_at', UtcDateTime(), nullable=True),
    sa.Column('away_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_contact_agency_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_contact'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(('ix_contact_address'), ['address'], unique=False)
        batch_op.create_index(('ix_contact_agency_id'), ['agency_id'], unique=False)

    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('short_name', sa.String(), nullable=False),
    sa.Column('tag', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('issuer', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('office_agency_id', sa.String(), nullable=False),
    sa.Column('committee_agency_id', sa.String(), nullable=False),
    sa.Column('policy', JsonColumn(), nullable=False),
    sa.Column('tracked_from', sa.Date(), nullable=False),
    sa.Column('loaded_at', UtcDateTime(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['committee_agency_id'], ['agency.id'], name=('fk_plan_committee_agency_id')),
    sa.ForeignKeyConstraint(['office_agency_id'], ['agency.id'], name=('fk_plan_office_agency_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_plan')),
    sa.UniqueConstraint('slug', name=('uq_plan_slug'))
    )
    op.create_table('openquestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('agency_id', sa.String(), nullable=True),
    sa.Column('holds', sa.Boolean(), nullable=False),
    sa.Column('asked_at', UtcDateTime(), nullable=False),
    sa.Column('settled_at', UtcDateTime(), nullable=True),
    sa.Column('settled_by', sa.String(), nullable=True),
    sa.Column('settlement', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_openquestion_agency_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_openquestion_plan_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_openquestion')),
    sa.UniqueConstraint('plan_id', 'code', 'text', 'why', name=('uq_openquestion_plan_id_code_text_why'))
    )
    op.create_table('request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.String(), nullable=False),
    sa.Column('period_key', sa.String(), nullable=False),
    sa.Column('key_version', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=True),
    sa.Column('opened_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_request_agency_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_request_plan_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_request')),
    sa.UniqueConstraint('plan_id', 'agency_id', 'period_key', name=('uq_request_plan_id_agency_id_period_key'))
    )
    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('subsection', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('time_text', sa.String(), nullable=False),
    sa.Column('product', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('open_phrases', JsonColumn(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_task_plan_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_task')),
    sa.UniqueConstraint('plan_id', 'code', name=('uq_task_plan_id_code'))
    )
    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('agency_id', sa.String(), nullable=True),
    sa.Column('collective_id', sa.String(), nullable=True),
    sa.Column('phrase', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_assignment_agency_id')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=('fk_assignment_collective_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=('fk_assignment_task_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(('ix_assignment_task_id'), ['task_id'], unique=False)

    op.create_table('letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slot', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('agency_id', sa.String(), nullable=True),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('subject_ids', JsonColumn(), nullable=False),
    sa.Column('queued_at', UtcDateTime(), nullable=False),
    sa.Column('written_at', UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_letter_agency_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_letter_plan_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_letter_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_letter')),
    sa.UniqueConstraint('message_id', name=('uq_letter_message_id')),
    sa.UniqueConstraint('slot', name=('uq_letter_slot'))
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index(('ix_letter_request_id'), ['request_id'], unique=False)

    op.create_table('message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('mailbox', sa.String(), nullable=False),
    sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
    sa.Column('uid', sa.BigInteger(), nullable=False),
    sa.Column('received_at', UtcDateTime(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=True),
    sa.Column('sender', sa.String(), nullable=True),
    sa.Column('subject', sa.String(), nullable=True),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('changed_content', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_message_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_message')),
    sa.UniqueConstraint('message_id', 'sha256', name=('uq_message_message_id_sha256'))
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index(('ix_message_outcome'), ['outcome'], unique=False)
        batch_op.create_index(('ix_message_request_id'), ['request_id'], unique=False)

    op.create_table('milestone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('begins', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('every', sa.String(), nullable=True),
    sa.Column('amount', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('anchor', sa.String(), nullable=True),
    sa.Column('past_at_signing', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=('fk_milestone_task_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_milestone'))
    )
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.create_index(('ix_milestone_task_id'), ['task_id'], unique=False)

    op.create_table('delivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('header', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('state_since', UtcDateTime(), nullable=False),
    sa.Column('not_before', UtcDateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('envelope_to', sa.String(), nullable=True),
    sa.Column('stage', sa.String(), nullable=True),
    sa.Column('code', sa.Integer(), nullable=True),
    sa.Column('said', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=('fk_delivery_contact_id')),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=('fk_delivery_letter_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_delivery')),
    sa.UniqueConstraint('letter_id', 'address', name=('uq_delivery_letter_id_address'))
    )
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.create_index(('ix_delivery_envelope_to'), ['envelope_to'], unique=False)
        batch_op.create_index(('ix_delivery_letter_id'), ['letter_id'], unique=False)
        batch_op.create_index(('ix_delivery_state'), ['state'], unique=False)

    op.create_table('digest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('period_key', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('frozen_at', UtcDateTime(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=True),
    sa.Column('approved_at', UtcDateTime(), nullable=True),
    sa.Column('void_reason', sa.String(), nullable=True),
    sa.Column('letter_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=('fk_digest_letter_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_digest_plan_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_digest')),
    sa.UniqueConstraint('plan_id', 'period_key', 'version', name=('uq_digest_plan_id_period_key_version'))
    )
    op.create_table('letterraw',
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=('fk_letterraw_letter_id')),
    sa.PrimaryKeyConstraint('letter_id', name=('pk_letterraw'))
    )
    op.create_table('messageraw',
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=('fk_messageraw_message_id')),
    sa.PrimaryKeyConstraint('message_id', name=('pk_messageraw'))
    )
    op.create_table('occasion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('period_key', sa.String(), nullable=False),
    sa.Column('milestone_id', sa.Integer(), nullable=True),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('window_begins', sa.Date(), nullable=False),
    sa.Column('window_ends', sa.Date(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestone.id'], name=('fk_occasion_milestone_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=('fk_occasion_plan_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_occasion')),
    sa.UniqueConstraint('plan_id', 'slug', name=('uq_occasion_plan_id_slug'))
    )
    with op.batch_alter_table('occasion', schema=None) as batch_op:
        batch_op.create_index(('ix_occasion_period_key'), ['period_key'], unique=False)

    op.create_table('penitem',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('proposal', JsonColumn(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('since', UtcDateTime(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('decided_at', UtcDateTime(), nullable=True),
    sa.Column('decision', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=('fk_penitem_message_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_penitem_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_penitem'))
    )
    with op.batch_alter_table('penitem', schema=None) as batch_op:
        batch_op.create_index(('ix_penitem_message_id'), ['message_id'], unique=False)
        batch_op.create_index(('ix_penitem_state'), ['state'], unique=False)

    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('code', sa.Integer(), nullable=True),
    sa.Column('said', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=('fk_attempt_delivery_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_attempt'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index(('ix_attempt_delivery_id'), ['delivery_id'], unique=False)

    op.create_table('obligation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('occasion_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.String(), nullable=False),
    sa.Column('opened_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=('fk_obligation_agency_id')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=('fk_obligation_assignment_id')),
    sa.ForeignKeyConstraint(['occasion_id'], ['occasion.id'], name=('fk_obligation_occasion_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_obligation')),
    sa.UniqueConstraint('assignment_id', 'occasion_id', 'agency_id', name=('uq_obligation_assignment_id_occasion_id_agency_id'))
    )
    with op.batch_alter_table('obligation', schema=None) as batch_op:
        batch_op.create_index(('ix_obligation_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(('ix_obligation_occasion_id'), ['occasion_id'], unique=False)
        batch_op.create_index('ix_obligation_part', ['assignment_id', 'agency_id'], unique=False)

    op.create_table('duechange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('authority', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=('fk_duechange_obligation_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_duechange')),
    sa.UniqueConstraint('obligation_id', 'revision', name=('uq_duechange_obligation_id_revision'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('due_revision', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('step_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('queued_at', UtcDateTime(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=True),
    sa.Column('dropped', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=('fk_notice_letter_id')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=('fk_notice_obligation_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_notice')),
    sa.UniqueConstraint('obligation_id', 'purpose', 'step', 'due_revision', 'mode', name=('uq_notice_obligation_id_purpose_step_due_revision_mode'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(('ix_notice_letter_id'), ['letter_id'], unique=False)

    op.create_table('pencandidate',
    sa.Column('pen_item_id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=('fk_pencandidate_obligation_id')),
    sa.ForeignKeyConstraint(['pen_item_id'], ['penitem.id'], name=('fk_pencandidate_pen_item_id')),
    sa.PrimaryKeyConstraint('pen_item_id', 'obligation_id', name=('pk_pencandidate'))
    )
    with op.batch_alter_table('pencandidate', schema=None) as batch_op:
        batch_op.create_index(('ix_pencandidate_obligation_id'), ['obligation_id'], unique=False)

    op.create_table('response',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('difficulty', sa.String(), nullable=False),
    sa.Column('proposal', sa.String(), nullable=False),
    sa.Column('forecast', sa.Date(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=('fk_response_message_id')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=('fk_response_obligation_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=('fk_response_request_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_response')),
    sa.UniqueConstraint('obligation_id', 'version', name=('uq_response_obligation_id_version'))
    )
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.create_index(('ix_response_recorded_at'), ['recorded_at'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=('fk_decision_response_id')),
    sa.PrimaryKeyConstraint('id', name=('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(('ix_decision_response_id'), ['response_id'], unique=False)

    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore a backup to go back to an earlier version")
