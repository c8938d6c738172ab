"""The security log: a chain of lines that nobody changes, their notes, and checkpoints."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment, Whole
from cxstaff.engine import append_only

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "security_event",
        sa.Column("position", Whole, autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("is_coarse", sa.Boolean(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("on_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("note_digest", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_security_event")),
    )
    for columns in (["on_id"], ["by_id"], ["act", "at"]):
        op.create_index("ix_security_event_" + "_".join(columns), "security_event", columns)
    op.create_table(
        "security_note",
        sa.Column("position", Whole, autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["position"], ["security_event.position"], name=op.f("fk_security_note_position")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_security_note")),
    )
    op.create_table(
        "security_waiting",
        sa.Column("id", Whole, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("on_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_waiting")),
    )
    op.create_index("ix_security_waiting_day", "security_waiting", ["day"])
    op.create_table(
        "security_checkpoint",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", Whole, autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_security_checkpoint")),
    )
    append_only.forbid_changes(op.get_bind(), "security_event")
    append_only.forbid_updates(op.get_bind(), "security_note")


def downgrade():
    op.drop_table("security_checkpoint")
    op.drop_table("security_waiting")
    op.drop_table("security_note")
    op.drop_table("security_event")
    append_only.forget_refusal(op.get_bind())
