"""The database itself keeps people from approving their own pay, and what their own plans pay."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0049"
branch_labels = None
depends_on = None

WRITERS = """
    UPDATE statement SET plan_written_by_id = (
        SELECT plan_proposal.written_by_id FROM plan_proposal
        JOIN settlement ON settlement.plan_id = plan_proposal.plan_id
        WHERE settlement.id = statement.settlement_id
    )
"""


def upgrade():
    with op.batch_alter_table("statement") as batch:
        batch.add_column(sa.Column("plan_written_by_id", sa.Integer(), nullable=True))
    op.execute(WRITERS)
    with op.batch_alter_table("statement") as batch:
        batch.create_foreign_key(
            op.f("fk_statement_plan_written_by_id"), "person", ["plan_written_by_id"], ["id"]
        )
        batch.create_check_constraint(
            op.f("ck_statement_nobody_approves_their_own"), "approved_by_id <> person_id"
        )
        batch.create_check_constraint(
            op.f("ck_statement_writer_does_not_approve"), "approved_by_id <> plan_written_by_id"
        )


def downgrade():
    with op.batch_alter_table("statement") as batch:
        batch.drop_constraint(op.f("ck_statement_writer_does_not_approve"), type_="check")
        batch.drop_constraint(op.f("ck_statement_nobody_approves_their_own"), type_="check")
        batch.drop_constraint(op.f("fk_statement_plan_written_by_id"), type_="foreignkey")
        batch.drop_column("plan_written_by_id")
