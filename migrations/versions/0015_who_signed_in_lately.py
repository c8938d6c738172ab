"""Who first signed in only lately, and whose account is in other hands only lately."""

import sqlalchemy as sa
from alembic import op
from cxstaff.db import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("first_signed_in_at", Moment(), nullable=True))
    held = sa.Column("is_held_lately", sa.Boolean(), nullable=False, server_default=sa.false())
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(held)
    op.execute("UPDATE invitation SET is_held_lately = is_new")
    with op.batch_alter_table("invitation") as batch:
        batch.alter_column("is_held_lately", existing_type=sa.Boolean(), server_default=None)


def downgrade():
    with op.batch_alter_table("invitation") as batch:
        batch.drop_column("is_held_lately")
    with op.batch_alter_table("person") as batch:
        batch.drop_column("first_signed_in_at")
