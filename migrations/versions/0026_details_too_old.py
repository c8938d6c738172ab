"""Imports count the records whose details are older than the company keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("import_run") as table:
        table.add_column(sa.Column("too_old", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("import_run") as table:
        table.alter_column("too_old", server_default=None)


def downgrade():
    with op.batch_alter_table("import_run") as table:
        table.drop_column("too_old")
