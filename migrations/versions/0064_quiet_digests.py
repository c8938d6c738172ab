"""A company chooses whether a digest is written where nothing happened."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("digest_plan") as batch:
        batch.add_column(
            sa.Column("tells_quiet", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("digest_plan") as batch:
        batch.alter_column("tells_quiet", existing_type=sa.Boolean(), server_default=None)


def downgrade():
    with op.batch_alter_table("digest_plan") as batch:
        batch.drop_column("tells_quiet")
