"""A transfer of shared accounts lets others go on before it is on disk: another stored function."""

from alembic import op

from cxstaff.points import stored

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

FORMER = """
CREATE OR REPLACE FUNCTION points_move(its_key VARCHAR, debit INTEGER, credit INTEGER,
    moved BIGINT, counts_on DATE, written_at TIMESTAMP WITH TIME ZONE, actor INTEGER,
    reversed BIGINT, salted BYTEA, its_salt BYTEA, said VARCHAR)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    its_unit varchar;
    other_unit varchar;
    written bigint;
BEGIN
    -- The account with the lower number first, so that no two transactions wait for each other.
    IF debit < credit THEN
        UPDATE points_account SET balance = balance - moved
            WHERE id = debit AND (may_overdraw OR balance - held >= moved)
            AND balance - moved >= -1000000000000000 RETURNING unit INTO its_unit;
        IF NOT FOUND THEN RETURN NULL; END IF;
        UPDATE points_account SET balance = balance + moved
            WHERE id = credit AND unit = its_unit AND closed_at IS NULL
            AND balance + moved <= 1000000000000000 RETURNING unit INTO other_unit;
        IF NOT FOUND THEN
            UPDATE points_account SET balance = balance + moved WHERE id = debit;
            RETURN NULL;
        END IF;
    ELSE
        UPDATE points_account SET balance = balance + moved
            WHERE id = credit AND closed_at IS NULL
            AND balance + moved <= 1000000000000000 RETURNING unit INTO other_unit;
        IF NOT FOUND THEN RETURN NULL; END IF;
        UPDATE points_account SET balance = balance - moved
            WHERE id = debit AND unit = other_unit AND (may_overdraw OR balance - held >= moved)
            AND balance - moved >= -1000000000000000 RETURNING unit INTO its_unit;
        IF NOT FOUND THEN
            UPDATE points_account SET balance = balance - moved WHERE id = credit;
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO points_transfer (key, kind, unit, debit_id, credit_id, amount, effective_on,
            recorded_at, actor_id, reverses_id, note_digest)
        VALUES (its_key, 'transfer', its_unit, debit, credit, moved, counts_on,
            written_at, actor, reversed, salted)
        ON CONFLICT DO NOTHING RETURNING id INTO written;
    IF written IS NULL THEN
        UPDATE points_account SET balance = balance + moved WHERE id = debit;
        UPDATE points_account SET balance = balance - moved WHERE id = credit;
    ELSIF said IS NOT NULL THEN
        INSERT INTO points_note (transfer_id, salt, words) VALUES (written, its_salt, said);
    END IF;
    RETURN written;
END $$
"""


def upgrade():
    stored.MOVE.define(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS points_move")


def downgrade():
    stored.MOVE.forget(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(FORMER)
