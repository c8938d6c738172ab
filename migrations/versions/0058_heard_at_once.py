"""A thanks has a picture, and people choose how they hear of thanks to them."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0075"
branch_labels = None
depends_on = None

PICTURES = (
    "'sunrise', 'star', 'heart', 'lighthouse', 'bridge', 'key', 'umbrella', "
    "'seedling', 'puzzle', 'rocket'"
)


def upgrade():
    with op.batch_alter_table("thanks") as table:
        table.add_column(sa.Column("picture", sa.String(), nullable=True))
        table.create_check_constraint(op.f("ck_thanks_picture"), f"picture IN ({PICTURES})")
    op.create_table(
        "thanks_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hears", sa.String(), nullable=False),
        sa.CheckConstraint(
            "hears IN ('at once', 'digest', 'never')", name=op.f("ck_thanks_choice_hears")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_thanks_choice_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_thanks_choice")),
    )


def downgrade():
    op.drop_table("thanks_choice")
    with op.batch_alter_table("thanks") as table:
        table.drop_constraint(op.f("ck_thanks_picture"), type_="check")
        table.drop_column("picture")
