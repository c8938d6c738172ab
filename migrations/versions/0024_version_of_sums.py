"""Changes of the running sums are counted, so that no process keeps what was made of old ones."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade():
    op.create_table(
        "sums_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changes", WHOLE, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sums_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sums_version")),
    )


def downgrade():
    op.drop_table("sums_version")
