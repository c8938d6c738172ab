"""How roster files are read is kept under a name."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "roster_preset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_preset")),
        sa.UniqueConstraint("name", name=op.f("uq_roster_preset_name")),
    )


def downgrade():
    op.drop_table("roster_preset")
