"""What the company chose about thanks: who hears of happy customers, and what "lately" is."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "thanks_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customers_thanks", sa.String(), nullable=False),
        sa.Column("lately_weeks", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_thanks_rules_only_one")),
        sa.CheckConstraint(
            "customers_thanks IN ('off', 'handler', 'team')",
            name=op.f("ck_thanks_rules_customers_thanks"),
        ),
        sa.CheckConstraint(
            "lately_weeks BETWEEN 1 AND 52", name=op.f("ck_thanks_rules_lately_weeks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks_rules")),
    )


def downgrade():
    op.drop_table("thanks_rules")
