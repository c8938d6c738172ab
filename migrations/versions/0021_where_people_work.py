"""What the roster says of a person: job, shift, site and working calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COLUMNS = ("job", "shift", "site", "calendar")


def upgrade():
    with op.batch_alter_table("person") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=True))


def downgrade():
    with op.batch_alter_table("person") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
