"""Employee numbers that people had before are kept, so that late systems still name them."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "former_number",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_former_number_person_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_former_number")),
    )
    op.create_index("ix_former_number_person_id", "former_number", ["person_id"])


def downgrade():
    op.drop_index("ix_former_number_person_id", table_name="former_number")
    op.drop_table("former_number")
