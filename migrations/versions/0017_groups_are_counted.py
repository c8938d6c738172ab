"""With whom an answer is counted is counted for every page of questions: by an index."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("invitation") as batch:
        batch.create_index("ix_invitation_round_id_group_id", ["round_id", "group_id"])


def downgrade():
    with op.batch_alter_table("invitation") as batch:
        batch.drop_index("ix_invitation_round_id_group_id")
