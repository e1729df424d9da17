"""What was written once stays: nothing replaces it on SQLite either, and the record takes only its own next line."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What makes a row the same as one that is there, for each table to which rows are only added.
SAME = {
    "attempt": ["t.id = NEW.id"],
    "response": ["t.id = NEW.id", "t.obligation_id = NEW.obligation_id AND t.version = NEW.version"],
    "decision": ["t.id = NEW.id"],
    "duechange": ["t.id = NEW.id", "t.obligation_id = NEW.obligation_id AND t.revision = NEW.revision"],
    "mailmode": ["t.id = NEW.id"],
    "responsefile": ["t.id = NEW.id"],
    "officialreport": ["t.id = NEW.id"],
    "messageraw": ["t.message_id = NEW.message_id"],
    "digestledger": ["t.sha256 = NEW.sha256"],
    "digestform": ["t.digest_id = NEW.digest_id AND t.form = NEW.form"],
    "digesttext": ["t.id = NEW.id"],
    "followup": ["t.id = NEW.id"],
}
GENESIS = "0" * 64
LAST = "SELECT {column} FROM event ORDER BY seq DESC LIMIT 1"

FOLLOWS = f"""
CREATE FUNCTION refuse_stray_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq != COALESCE(({LAST.format(column="seq")}), 0) + 1
        OR NEW.prev != COALESCE(({LAST.format(column="hash")}), '{GENESIS}')
        OR NEW.hash != encode(sha256(convert_to(NEW.prev, 'UTF8') || NEW.body), 'hex')
    THEN
        RAISE EXCEPTION 'event is append-only';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql():
        op.execute(statement)


def _sqlite() -> list[str]:
    # REPLACE deletes without firing a trigger unless the connection asks for it (recursive_triggers).
    refused = [
        f"CREATE TRIGGER {table}_replace_refused BEFORE INSERT ON {table} "
        f"WHEN {' OR '.join(f'EXISTS (SELECT 1 FROM {table} t WHERE {same})' for same in ways)} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table, ways in SAME.items()
    ]
    raw = [
        f"CREATE TRIGGER messageraw_{verb}_refused BEFORE {verb.upper()} ON messageraw "
        "BEGIN SELECT RAISE(ABORT, 'messageraw is append-only'); END"
        for verb in ("update", "delete")
    ]
    follows = [
        "DROP TRIGGER event_follows",
        "CREATE TRIGGER event_follows BEFORE INSERT ON event "
        f"WHEN NEW.seq != COALESCE(({LAST.format(column='seq')}), 0) + 1 "
        f"OR NEW.prev != COALESCE(({LAST.format(column='hash')}), '{GENESIS}') "
        "BEGIN SELECT RAISE(ABORT, 'event is append-only'); END",
    ]
    return [*refused, *raw, *follows]


def _postgresql() -> list[str]:
    return [
        FOLLOWS,
        "CREATE TRIGGER event_follows BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse_stray_line()",
        "CREATE TRIGGER messageraw_change_refused BEFORE UPDATE OR DELETE ON messageraw "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER messageraw_truncate_refused BEFORE TRUNCATE ON messageraw "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]
