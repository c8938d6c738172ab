"""Boxes with a place for everybody asked; who has answered an open round stands there.

What is in the boxes of open rounds are answers; places that say nothing are not added to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TELLING = {
    "invitation": "round_id, person_id",
    "pulse_letter": "round_id, person_id, occasion",
    "pulse_code": "round_id, person_id",
    "sealed_answer": "round_id, person_id",
}
OF_THE_SAME = """
SELECT 1 FROM sealed_answer s
WHERE s.round_id = invitation.round_id AND s.person_id = invitation.person_id
"""


def upgrade():
    marks = [
        sa.Column("has_answered", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("is_disputed", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]
    if _is_postgresql():
        for mark in marks:
            op.add_column("sealed_answer", mark)
            op.alter_column("sealed_answer", mark.name, server_default=None)
        for table, keys in TELLING.items():
            _lay_anew(table, keys)
        return
    with op.batch_alter_table("sealed_answer", recreate="always") as batch:
        batch.add_column(marks[0], insert_after="person_id")
        batch.add_column(marks[1], insert_after="has_answered")
    with op.batch_alter_table("sealed_answer") as batch:
        for mark in marks:
            batch.alter_column(mark.name, existing_type=sa.Boolean(), server_default=None)


def downgrade():
    true = sa.true().compile(dialect=op.get_bind().dialect)
    op.execute("DELETE FROM sealed_answer WHERE NOT has_answered")
    op.execute(f"UPDATE invitation SET has_answered = {true} WHERE EXISTS ({OF_THE_SAME})")
    with op.batch_alter_table("sealed_answer") as batch:
        batch.drop_column("is_disputed")
        batch.drop_column("has_answered")


def _is_postgresql():
    return op.get_bind().dialect.name == "postgresql"


def _lay_anew(table, keys):
    """Leave no older version of a row: those of rounds closed before told who answered when."""
    op.execute(f"CREATE TEMP TABLE laid_anew ON COMMIT DROP AS SELECT * FROM {table}")
    op.execute(f"TRUNCATE TABLE {table}")
    op.execute(f"INSERT INTO {table} SELECT * FROM laid_anew ORDER BY {keys}")
    op.execute("DROP TABLE laid_anew")
