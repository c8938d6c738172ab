"""Thanks go to several people, to the whole company where wanted, and others say something of them."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0053"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("thanks") as table:
        table.add_column(sa.Column("to_team_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("audience", sa.String(), nullable=False, server_default="team"))
        table.create_foreign_key(op.f("fk_thanks_to_team_id"), "team", ["to_team_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_thanks_audience"), "audience IN ('company', 'team', 'private')"
        )
        table.create_unique_constraint(
            op.f("uq_thanks_id_giver_id_given_at"), ["id", "giver_id", "given_at"]
        )
        table.create_index(op.f("ix_thanks_giver_id"), ["giver_id"])
    op.execute("UPDATE thanks SET audience = 'private' WHERE is_private")
    _add_receivers()
    with op.batch_alter_table("thanks") as table:
        table.drop_index("ix_thanks_receiver_id_given_at")
        table.drop_index("ix_thanks_team_id_given_at")
        table.drop_constraint(op.f("ck_thanks_not_oneself"), type_="check")
        table.drop_constraint(op.f("fk_thanks_receiver_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_thanks_team_id"), type_="foreignkey")
        table.drop_column("receiver_id")
        table.drop_column("team_id")
        table.drop_column("is_private")
        table.alter_column("audience", server_default=None)
    _add_responses()


def _add_receivers():
    op.create_table(
        "thanks_receiver",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.CheckConstraint("giver_id <> person_id", name=op.f("ck_thanks_receiver_not_oneself")),
        sa.ForeignKeyConstraint(
            ["thanks_id", "giver_id", "given_at"],
            ["thanks.id", "thanks.giver_id", "thanks.given_at"],
            name=op.f("fk_thanks_receiver_thanks_id_giver_id_given_at"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_thanks_receiver_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_thanks_receiver_team_id")),
        sa.PrimaryKeyConstraint("thanks_id", "person_id", name=op.f("pk_thanks_receiver")),
    )
    for column in ("person_id", "team_id"):
        op.create_index(
            f"ix_thanks_receiver_{column}_given_at", "thanks_receiver", [column, "given_at"]
        )
    op.execute(
        "INSERT INTO thanks_receiver (thanks_id, person_id, place, team_id, giver_id, given_at) "
        "SELECT id, receiver_id, 0, team_id, giver_id, given_at FROM thanks"
    )


def _add_responses():
    op.create_table(
        "thanks_reaction",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('also', 'well_done', 'learnt')", name=op.f("ck_thanks_reaction_kind")
        ),
        sa.ForeignKeyConstraint(
            ["thanks_id"],
            ["thanks.id"],
            name=op.f("fk_thanks_reaction_thanks_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_thanks_reaction_person_id")
        ),
        sa.PrimaryKeyConstraint("thanks_id", "person_id", "kind", name=op.f("pk_thanks_reaction")),
    )
    op.create_index("ix_thanks_reaction_person_id", "thanks_reaction", ["person_id"])
    op.create_table(
        "thanks_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("request_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thanks_id"],
            ["thanks.id"],
            name=op.f("fk_thanks_reply_thanks_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_thanks_reply_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks_reply")),
        sa.UniqueConstraint("request_key", name=op.f("uq_thanks_reply_request_key")),
    )
    op.create_index(
        "ix_thanks_reply_thanks_id_written_at", "thanks_reply", ["thanks_id", "written_at"]
    )
    op.create_index("ix_thanks_reply_person_id", "thanks_reply", ["person_id"])
    op.create_index("ix_thanks_reply_written_at", "thanks_reply", ["written_at"])


def downgrade():
    op.drop_table("thanks_reply")
    op.drop_table("thanks_reaction")
    with op.batch_alter_table("thanks") as table:
        table.add_column(sa.Column("receiver_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("is_private", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    first = "FROM thanks_receiver WHERE thanks_id = thanks.id ORDER BY place, person_id LIMIT 1"
    op.execute(
        f"UPDATE thanks SET receiver_id = (SELECT person_id {first}), "
        f"team_id = (SELECT team_id {first}), is_private = (audience = 'private')"
    )
    op.drop_table("thanks_receiver")
    with op.batch_alter_table("thanks") as table:
        table.drop_index(op.f("ix_thanks_giver_id"))
        table.drop_constraint(op.f("uq_thanks_id_giver_id_given_at"), type_="unique")
        table.drop_constraint(op.f("ck_thanks_audience"), type_="check")
        table.drop_constraint(op.f("fk_thanks_to_team_id"), type_="foreignkey")
        table.drop_column("to_team_id")
        table.drop_column("audience")
        table.alter_column("is_private", server_default=None)
        table.alter_column("receiver_id", existing_type=sa.Integer(), nullable=False)
        table.alter_column("team_id", existing_type=sa.Integer(), nullable=False)
        table.create_check_constraint(
            op.f("ck_thanks_not_oneself"), "giver_id <> receiver_id"
        )
        table.create_foreign_key(op.f("fk_thanks_receiver_id"), "person", ["receiver_id"], ["id"])
        table.create_foreign_key(op.f("fk_thanks_team_id"), "team", ["team_id"], ["id"])
        table.create_index("ix_thanks_receiver_id_given_at", ["receiver_id", "given_at"])
        table.create_index("ix_thanks_team_id_given_at", ["team_id", "given_at"])
