"""Mixed messages that were acknowledged, and measures of which one gets worse with the other."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0045"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade():
    _acknowledgement()
    with op.batch_alter_table("measure") as batch:
        batch.add_column(sa.Column("opposite_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_measure_opposite_id", "measure", ["opposite_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_measure_opposed_to_another"), "opposite_id IS NULL OR opposite_id <> id"
        )


def downgrade():
    with op.batch_alter_table("measure") as batch:
        batch.drop_constraint(op.f("ck_measure_opposed_to_another"), type_="check")
        batch.drop_constraint("fk_measure_opposite_id", type_="foreignkey")
        batch.drop_column("opposite_id")
    op.drop_table("acknowledgement")


def _acknowledgement():
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", Moment(), nullable=False),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.Column("look_again_on", sa.Date(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_acknowledgement_has_reason")),
        sa.CheckConstraint(
            "look_again_on > acknowledged_on", name=op.f("ck_acknowledgement_looked_at_again")
        ),
        sa.CheckConstraint(
            "taken_back_by_id IS NULL OR taken_back_at IS NOT NULL",
            name=op.f("ck_acknowledgement_taken_back_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"],
            ["person.id"],
            name=op.f("fk_acknowledgement_acknowledged_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_acknowledgement_measure_id")
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by_id"], ["person.id"], name=op.f("fk_acknowledgement_taken_back_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_acknowledgement_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
    )
    op.create_index("ix_acknowledgement_team_id", "acknowledgement", ["team_id"])
