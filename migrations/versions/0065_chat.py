"""A team's digest is posted to chat: where to, and one post a team, kind and period."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0065"
down_revision = "0060"
branch_labels = None
depends_on = None

KINDS = "kind IN ('slack', 'teams', 'mattermost')"
STATES = "state IN ('claimed', 'posting', 'posted', 'empty', 'failed')"


def upgrade():
    op.create_table(
        "chat_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_chat_channel_kind")),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name=op.f("fk_chat_channel_set_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_chat_channel_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_channel")),
        sa.UniqueConstraint("team_id", name=op.f("uq_chat_channel_team_id")),
    )
    op.create_table(
        "chat_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=False),
        sa.Column("retry_at", Moment(), nullable=True),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.Column("complaint", sa.String(), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_chat_post_kind")),
        sa.CheckConstraint("until > since", name=op.f("ck_chat_post_until_after_since")),
        sa.CheckConstraint(STATES, name=op.f("ck_chat_post_known_state")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_chat_post_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_post")),
        sa.UniqueConstraint(
            "team_id", "kind", "ends_on", name=op.f("uq_chat_post_team_id_kind_ends_on")
        ),
    )
    op.create_index(op.f("ix_chat_post_ends_on"), "chat_post", ["ends_on"])
    op.create_index(op.f("ix_chat_post_retry_at"), "chat_post", ["retry_at"])


def downgrade():
    op.drop_table("chat_post")
    op.drop_table("chat_channel")
