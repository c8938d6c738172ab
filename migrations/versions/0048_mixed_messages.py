"""Mixed messages of all teams as they were last looked for, and when that was."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0048"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "mixed_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.CheckConstraint("place >= 0", name=op.f("ck_mixed_message_placed")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_mixed_message_measure_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_mixed_message_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mixed_message")),
        sa.UniqueConstraint(
            "team_id", "kind", "measure_id", name=op.f("uq_mixed_message_team_id_kind_measure_id")
        ),
    )
    op.create_index(
        "uq_mixed_message_of_team",
        "mixed_message",
        ["team_id", "kind"],
        unique=True,
        sqlite_where=sa.text("measure_id IS NULL"),
        postgresql_where=sa.text("measure_id IS NULL"),
    )
    op.create_table(
        "lever_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_lever_look_one_alone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lever_look")),
    )


def downgrade():
    op.drop_table("lever_look")
    op.drop_table("mixed_message")
