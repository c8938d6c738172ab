"""A study tells its effects for a step in points; those of before tell them for ten."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BEFORE = "10"


def upgrade():
    with op.batch_alter_table("study") as batch:
        batch.add_column(sa.Column("step", sa.Double(), server_default=BEFORE, nullable=False))
    with op.batch_alter_table("study") as batch:
        batch.alter_column("step", server_default=None, existing_type=sa.Double())
        batch.create_check_constraint(op.f("ck_study_step_above_zero"), "step > 0")


def downgrade():
    with op.batch_alter_table("study") as batch:
        batch.drop_constraint(op.f("ck_study_step_above_zero"), type_="check")
        batch.drop_column("step")
