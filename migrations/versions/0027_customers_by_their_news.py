"""Of each detail of a customer it is known when it was told; customers' interactions are found."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

DETAILS = ("address", "name", "language", "zone")
NAMED = sa.text("customer IS NOT NULL")


def upgrade():
    with op.batch_alter_table("customer") as table:
        for name in DETAILS:
            table.add_column(sa.Column(f"{name}_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_interaction_customer",
        "interaction",
        ["customer"],
        sqlite_where=NAMED,
        postgresql_where=NAMED,
    )


def downgrade():
    op.drop_index("ix_interaction_customer", "interaction")
    with op.batch_alter_table("customer") as table:
        for name in reversed(DETAILS):
            table.drop_column(f"{name}_at")
