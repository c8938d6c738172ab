"""Points go with a thanks: how many, and by which transfer of the ledger."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Whole

revision = "0057"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("thanks_receiver") as table:
        table.add_column(sa.Column("points", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("transfer_id", Whole, nullable=True))
        table.create_foreign_key(
            op.f("fk_thanks_receiver_transfer_id"), "points_transfer", ["transfer_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_thanks_receiver_transfer_id"), ["transfer_id"])
        table.create_check_constraint(
            op.f("ck_thanks_receiver_no_negative_points"), "points >= 0"
        )
        table.create_check_constraint(
            op.f("ck_thanks_receiver_points_are_given"),
            "(points > 0) = (transfer_id IS NOT NULL)",
        )
    with op.batch_alter_table("thanks_receiver") as table:
        table.alter_column("points", server_default=None)


def downgrade():
    with op.batch_alter_table("thanks_receiver") as table:
        table.drop_constraint(op.f("ck_thanks_receiver_points_are_given"), type_="check")
        table.drop_constraint(op.f("ck_thanks_receiver_no_negative_points"), type_="check")
        table.drop_constraint(op.f("uq_thanks_receiver_transfer_id"), type_="unique")
        table.drop_constraint(op.f("fk_thanks_receiver_transfer_id"), type_="foreignkey")
        table.drop_column("transfer_id")
        table.drop_column("points")
