"""Rules of patterns among thanks, and the patterns that were noticed."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "thanks_pattern_rule",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pair', 'one person', 'round')", name=op.f("ck_thanks_pattern_rule_kind")
        ),
        sa.CheckConstraint(
            "answer IN ('off', 'alert', 'block')", name=op.f("ck_thanks_pattern_rule_answer")
        ),
        sa.CheckConstraint("weeks BETWEEN 1 AND 52", name=op.f("ck_thanks_pattern_rule_weeks")),
        sa.CheckConstraint("fewest BETWEEN 2 AND 100", name=op.f("ck_thanks_pattern_rule_fewest")),
        sa.CheckConstraint("share BETWEEN 10 AND 100", name=op.f("ck_thanks_pattern_rule_share")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_thanks_pattern_rule")),
    )
    op.create_table(
        "noticed_pattern",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("noticed_at", Moment(timezone=True), nullable=False),
        sa.Column("looked_at", Moment(timezone=True), nullable=True),
        sa.Column("looked_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "who", name=op.f("pk_noticed_pattern")),
    )


def downgrade():
    op.drop_table("noticed_pattern")
    op.drop_table("thanks_pattern_rule")
