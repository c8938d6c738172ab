"""Imports can be taken back: thanks outlive the interaction that they were for."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAME = "fk_thanks_interaction_id"


def upgrade():
    with op.batch_alter_table("import_run") as batch:
        batch.add_column(sa.Column("to_take_back", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
    _refer(ondelete="SET NULL")
    op.create_index(op.f("ix_thanks_interaction_id"), "thanks", ["interaction_id"])


def downgrade():
    op.drop_index(op.f("ix_thanks_interaction_id"), "thanks")
    _refer(ondelete=None)
    with op.batch_alter_table("import_run") as batch:
        batch.drop_column("taken_back_at")
        batch.drop_column("to_take_back")


def _refer(ondelete):
    """Let thanks refer to interactions so that this happens to them when one is removed."""
    with op.batch_alter_table("thanks") as batch:
        batch.drop_constraint(op.f(NAME), type_="foreignkey")
        batch.create_foreign_key(
            op.f(NAME), "interaction", ["interaction_id"], ["id"], ondelete=ondelete
        )
