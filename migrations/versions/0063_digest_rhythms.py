"""Digests come weekly, fortnightly or monthly, as the company says or a person chooses."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0063"
down_revision = "0056"
branch_labels = None
depends_on = None

RHYTHMS = "every IN ('weekly', 'fortnightly', 'monthly')"
CHOICES = "every IN ('weekly', 'fortnightly', 'monthly', 'never')"


def upgrade():
    with op.batch_alter_table("digest_plan") as batch:
        batch.add_column(sa.Column("every", sa.String(), nullable=False, server_default="weekly"))
        batch.create_check_constraint(batch.f("ck_digest_plan_every"), RHYTHMS)
    with op.batch_alter_table("digest_plan") as batch:
        batch.alter_column("every", existing_type=sa.String(), server_default=None)
    op.create_table(
        "digest_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.CheckConstraint(CHOICES, name=op.f("ck_digest_choice_every")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_digest_choice_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest_choice")),
    )
    op.execute(
        "INSERT INTO digest_choice (person_id, every) SELECT person_id, 'never' FROM digest_refusal"
    )
    op.drop_table("digest_refusal")
    _zones(sa.Column("every", sa.String(), nullable=False))


def downgrade():
    _zones()
    op.create_table(
        "digest_refusal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_digest_refusal_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest_refusal")),
    )
    op.execute(
        "INSERT INTO digest_refusal (person_id) SELECT person_id FROM digest_choice"
        " WHERE every = 'never'"
    )
    op.drop_table("digest_choice")
    with op.batch_alter_table("digest_plan") as batch:
        batch.drop_constraint(batch.f("ck_digest_plan_every"), type_="check")
        batch.drop_column("every")


def _zones(*every):
    """Lay the zones that were looked at anew: what was noted holds for an hour."""
    op.drop_table("digest_zone")
    op.create_table(
        "digest_zone",
        sa.Column("zone", sa.String(), nullable=False),
        *every,
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("checked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "zone", *(each.name for each in every), name=op.f("pk_digest_zone")
        ),
    )
