"""A version of a study keeps what was known to have changed in the teams, and both estimates."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("study_version") as batch:
        batch.add_column(sa.Column("known_changes", sa.JSON(none_as_null=True), nullable=True))


def downgrade():
    with op.batch_alter_table("study_version") as batch:
        batch.drop_column("known_changes")
