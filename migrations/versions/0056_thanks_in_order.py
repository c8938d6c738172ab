"""Thanks are found in order by who gave them and by who may read them."""

from alembic import op

revision = "0056"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade():
    op.drop_index(op.f("ix_thanks_giver_id"), "thanks")
    op.create_index("ix_thanks_giver_id_given_at", "thanks", ["giver_id", "given_at"])
    op.create_index("ix_thanks_audience_given_at", "thanks", ["audience", "given_at"])


def downgrade():
    op.drop_index("ix_thanks_audience_given_at", "thanks")
    op.drop_index("ix_thanks_giver_id_given_at", "thanks")
    op.create_index(op.f("ix_thanks_giver_id"), "thanks", ["giver_id"])
