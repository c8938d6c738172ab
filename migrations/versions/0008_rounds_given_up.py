"""Rounds that are given up because their key is gone."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UNOPENED = "ck_pulse_round_given_up_unopened"


def upgrade():
    with op.batch_alter_table("pulse_round") as batch:
        batch.add_column(sa.Column("given_up_at", Moment(), nullable=True))
        batch.add_column(sa.Column("given_up_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_pulse_round_given_up_by_id"), "person", ["given_up_by_id"], ["id"]
        )
        batch.create_check_constraint(
            batch.f(UNOPENED), "given_up_at IS NULL OR opened_box_at IS NULL"
        )


def downgrade():
    with op.batch_alter_table("pulse_round") as batch:
        batch.drop_constraint(batch.f(UNOPENED), type_="check")
        batch.drop_constraint(batch.f("fk_pulse_round_given_up_by_id"), type_="foreignkey")
        batch.drop_column("given_up_by_id")
        batch.drop_column("given_up_at")
