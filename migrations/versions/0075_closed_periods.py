"""Periods of plans that were closed without a statement, since their number never came."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0075"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "closed_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=False),
        sa.CheckConstraint("until > since", name=op.f("ck_closed_period_until_after_since")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["incentive_plan.id"], name=op.f("fk_closed_period_plan_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_closed_period_closed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sa.UniqueConstraint("plan_id", "since", name=op.f("uq_closed_period_plan_id_since")),
    )


def downgrade():
    op.drop_table("closed_period")
