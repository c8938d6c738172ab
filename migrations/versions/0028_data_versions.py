"""Changes are counted in one table, whatever is computed from them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade():
    op.create_table(
        "data_version",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("changes", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_data_version")),
    )
    op.execute(
        "INSERT INTO data_version (name, changes)"
        " SELECT 'customers.sums', changes FROM sums_version"
    )
    op.drop_table("sums_version")


def downgrade():
    op.create_table(
        "sums_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changes", WHOLE, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sums_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sums_version")),
    )
    op.execute(
        "INSERT INTO sums_version (id, changes)"
        " SELECT 1, changes FROM data_version WHERE name = 'customers.sums'"
    )
    op.drop_table("data_version")
