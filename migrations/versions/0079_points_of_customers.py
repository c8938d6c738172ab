"""Points with customers' thanks: how many, out of which budget, and what was given."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0079"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("thanks_rules") as table:
        table.add_column(
            sa.Column("customers_points", sa.Integer(), nullable=False, server_default="0")
        )
        table.add_column(sa.Column("budget_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("points_since", Moment(), nullable=True))
        table.create_check_constraint(
            op.f("ck_thanks_rules_customers_points"), "customers_points BETWEEN 0 AND 1000"
        )
        table.create_check_constraint(
            op.f("ck_thanks_rules_points_have_a_budget"),
            "customers_points = 0 OR (budget_id IS NOT NULL AND points_since IS NOT NULL)",
        )
        table.create_foreign_key(
            op.f("fk_thanks_rules_budget_id"), "points_account", ["budget_id"], ["id"]
        )
    with op.batch_alter_table("thanks_rules") as table:
        table.alter_column("customers_points", server_default=None)
    op.create_table(
        "praise_points",
        sa.Column(
            "interaction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_praise_points_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["points_transfer.id"], name=op.f("fk_praise_points_transfer_id")
        ),
        sa.PrimaryKeyConstraint("interaction_id", "person_id", name=op.f("pk_praise_points")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_praise_points_transfer_id")),
    )
    op.create_index(op.f("ix_praise_points_given_at"), "praise_points", ["given_at"])


def downgrade():
    op.drop_table("praise_points")
    with op.batch_alter_table("thanks_rules") as table:
        table.drop_constraint(op.f("fk_thanks_rules_budget_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_thanks_rules_points_have_a_budget"), type_="check")
        table.drop_constraint(op.f("ck_thanks_rules_customers_points"), type_="check")
        table.drop_column("points_since")
        table.drop_column("budget_id")
        table.drop_column("customers_points")
