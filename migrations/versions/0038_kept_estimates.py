"""What comparisons estimate is kept for all web processes."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "kept_estimates",
        sa.Column("engagement", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("lag", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.CheckConstraint(
            "span IN ('week', 'month', 'quarter')", name=op.f("ck_kept_estimates_known_span")
        ),
        sa.CheckConstraint("lag BETWEEN 0 AND 3", name=op.f("ck_kept_estimates_known_lag")),
        sa.PrimaryKeyConstraint(
            "engagement", "outcome", "span", "lag", name=op.f("pk_kept_estimates")
        ),
    )


def downgrade():
    op.drop_table("kept_estimates")
