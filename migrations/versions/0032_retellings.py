"""Whose teams were told anew is kept, so that moves told late need not be looked for everywhere.

Until now that was not known: everybody's interactions are looked at once, by the job.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MEMBERSHIP = sa.table("membership", sa.column("person_id"), sa.column("since"))


def upgrade():
    op.create_table(
        "retelling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_retelling_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retelling")),
    )
    op.create_index("ix_retelling_person_id", "retelling", ["person_id"])
    since = sa.func.min(MEMBERSHIP.c.since)
    everybody = sa.select(MEMBERSHIP.c.person_id, since, sa.literal(LONG_AGO, MOMENT))
    everybody = everybody.group_by(MEMBERSHIP.c.person_id)
    told = sa.table("retelling", *map(sa.column, ("person_id", "since", "told_at")))
    op.execute(told.insert().from_select(["person_id", "since", "told_at"], everybody))


def downgrade():
    op.drop_index("ix_retelling_person_id", table_name="retelling")
    op.drop_table("retelling")
