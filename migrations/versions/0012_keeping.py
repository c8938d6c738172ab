"""How long records are kept, and people who are erased."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("erased_on", sa.Date(), nullable=True))
    op.create_table(
        "keeping_start",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_keeping_start_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeping_start")),
    )
    op.create_table(
        "keeping_time",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_keeping_time_some_days")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_keeping_time")),
    )
    op.create_table(
        "keeping_removal",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column(
            "removed_ever", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_to_compact", sa.Boolean(), nullable=False),
        sa.Column("finished_at", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_keeping_removal")),
    )
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", Moment(timezone=True), nullable=True),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(stage = 'done') = (finished_at IS NOT NULL)",
            name=op.f("ck_erasure_done_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_erasure_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_stage"), "erasure", ["stage"])


def downgrade():
    for table in ("erasure", "keeping_removal", "keeping_time", "keeping_start"):
        op.drop_table(table)
    with op.batch_alter_table("person") as batch:
        batch.drop_column("erased_on")
