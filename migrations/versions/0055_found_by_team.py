"""Rosters of rounds are found by the team; mixed messages keep what their sentence names."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_invitation_team_id_round_id", "invitation", ["team_id", "round_id"])
    _look_anew()
    with op.batch_alter_table("mixed_message") as batch:
        batch.add_column(sa.Column("names", sa.JSON(), nullable=False))


def downgrade():
    op.drop_index("ix_invitation_team_id_round_id", "invitation")
    with op.batch_alter_table("mixed_message") as batch:
        batch.drop_column("names")


def _look_anew():
    """Forget what was found without its names: the job finds it again within a minute."""
    op.execute(sa.text("DELETE FROM mixed_message"))
    op.execute(sa.text("DELETE FROM lever_look"))
