"""Studies that ask about some teams, some time, or the same mix of customers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHECKS = {"known_mix": "mix IN ('own', 'same')", "first_before_last": "first_on <= last_on"}


def upgrade():
    with op.batch_alter_table("study") as batch:
        batch.add_column(sa.Column("mix", sa.String(), nullable=False, server_default="own"))
        batch.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("first_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("last_on", sa.Date(), nullable=True))
        batch.create_foreign_key(batch.f("fk_study_team_id"), "team", ["team_id"], ["id"])
        for name, holds in CHECKS.items():
            batch.create_check_constraint(batch.f(f"ck_study_{name}"), holds)
    with op.batch_alter_table("study") as batch:
        batch.alter_column("mix", existing_type=sa.String(), server_default=None)


def downgrade():
    with op.batch_alter_table("study") as batch:
        for name in CHECKS:
            batch.drop_constraint(batch.f(f"ck_study_{name}"), type_="check")
        batch.drop_constraint(batch.f("fk_study_team_id"), type_="foreignkey")
        for name in ("last_on", "first_on", "team_id", "mix"):
            batch.drop_column(name)
