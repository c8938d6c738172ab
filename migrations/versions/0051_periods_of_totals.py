"""The periods that there are sums of can be looked up, however many teams there are."""

from alembic import op

revision = "0051"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_total_period", "total", ["grain", "starts_on"])


def downgrade():
    op.drop_index("ix_total_period", "total")
