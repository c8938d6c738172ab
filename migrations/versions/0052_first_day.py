"""Rounds that end before their planned end, and when a company is done with its first steps."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0052"
down_revision = "0050"
branch_labels = None
depends_on = None

MOVED = ("planned_end", "earliest_end", "end_moved_at")
RULES = {
    "end_moved_whole": "(planned_end IS NULL) = (end_moved_at IS NULL)"
    " AND (planned_end IS NULL) = (earliest_end IS NULL)",
    "ends_as_planned_at_last": "planned_end IS NULL OR closes_at <= planned_end",
    "ends_after_notice": "earliest_end IS NULL OR closes_at >= earliest_end",
}


def upgrade():
    with op.batch_alter_table("pulse_round") as batch:
        for name in MOVED:
            batch.add_column(sa.Column(name, Moment(), nullable=True))
        batch.add_column(
            sa.Column("ends_with_all", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("end_moved_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_pulse_round_end_moved_by_id"), "person", ["end_moved_by_id"], ["id"]
        )
        for name, rule in RULES.items():
            batch.create_check_constraint(batch.f(f"ck_pulse_round_{name}"), rule)
    with op.batch_alter_table("pulse_round") as batch:
        batch.alter_column("ends_with_all", existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("company") as batch:
        batch.add_column(sa.Column("first_steps_over_at", Moment(), nullable=True))


def downgrade():
    with op.batch_alter_table("company") as batch:
        batch.drop_column("first_steps_over_at")
    with op.batch_alter_table("pulse_round") as batch:
        for name in RULES:
            batch.drop_constraint(batch.f(f"ck_pulse_round_{name}"), type_="check")
        batch.drop_constraint(batch.f("fk_pulse_round_end_moved_by_id"), type_="foreignkey")
        for name in ("end_moved_by_id", "ends_with_all", *MOVED):
            batch.drop_column(name)
