"""Teams can be closed, and merged into another."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("team") as batch:
        batch.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_team_merged_into_id"), "team", ["merged_into_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_team_merged_is_closed"), "merged_into_id IS NULL OR closed_on IS NOT NULL"
        )


def downgrade():
    with op.batch_alter_table("team") as batch:
        batch.drop_constraint(op.f("ck_team_merged_is_closed"), type_="check")
        batch.drop_constraint(op.f("fk_team_merged_into_id"), type_="foreignkey")
        batch.drop_column("merged_into_id")
        batch.drop_column("closed_on")
