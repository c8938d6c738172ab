"""Weeks that are over and rounds that have closed are kept packed, so that they are read at once."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "packed_part",
        sa.Column("dataset", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column(
            "changes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("dataset", "part", name=op.f("pk_packed_part")),
    )


def downgrade():
    op.drop_table("packed_part")
