"""Who can answer a round how, fixed when it opens; what is done to an account is told its owner.

Rounds that are open keep their people as the roster has them now. Codes made before go: nobody
released them.
"""

import sqlalchemy as sa
from alembic import op
from cxstaff.db import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COUNTS = ("handovers", "recoveries")
FLAGS = ("needs_code", "is_new", "is_disputed")


def upgrade():
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("held_since", Moment(), nullable=True))
        for name in COUNTS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("pulse_round") as batch:
        batch.add_column(_flag("is_mostly_new"))
        batch.add_column(sa.Column("disputes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("invitation") as batch:
        for name in FLAGS:
            batch.add_column(_flag(name))
        for name in COUNTS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        sa.text(
            "UPDATE invitation SET needs_code = :yes"
            " WHERE person_id IN (SELECT id FROM person WHERE email IS NULL)"
        ).bindparams(sa.bindparam("yes", True, sa.Boolean()))
    )
    op.execute("DELETE FROM pulse_code")
    with op.batch_alter_table("pulse_code") as batch:
        batch.add_column(sa.Column("made_by_id", sa.Integer(), nullable=False))
        batch.add_column(sa.Column("release_digest", sa.LargeBinary(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_pulse_code_made_by_id"), "person", ["made_by_id"], ["id"]
        )
    _without_defaults("person", COUNTS, sa.Integer())
    _without_defaults("pulse_round", ("is_mostly_new",), sa.Boolean())
    _without_defaults("pulse_round", ("disputes",), sa.Integer())
    _without_defaults("invitation", FLAGS, sa.Boolean())
    _without_defaults("invitation", COUNTS, sa.Integer())
    _tell_owners()


def downgrade():
    op.drop_table("account_notice")
    op.execute("DELETE FROM pulse_code")
    with op.batch_alter_table("pulse_code") as batch:
        batch.drop_constraint(batch.f("fk_pulse_code_made_by_id"), type_="foreignkey")
        batch.drop_column("release_digest")
        batch.drop_column("made_by_id")
    with op.batch_alter_table("invitation") as batch:
        for name in (*FLAGS, *COUNTS):
            batch.drop_column(name)
    with op.batch_alter_table("pulse_round") as batch:
        batch.drop_column("disputes")
        batch.drop_column("is_mostly_new")
    with op.batch_alter_table("person") as batch:
        for name in ("held_since", *COUNTS):
            batch.drop_column(name)


def _flag(name):
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _without_defaults(table, names, kind):
    with op.batch_alter_table(table) as batch:
        for name in names:
            batch.alter_column(name, existing_type=kind, server_default=None)


def _tell_owners():
    op.create_table(
        "account_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("new", sa.String(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('address', 'link', 'password')", name=op.f("ck_account_notice_known_kind")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_account_notice_by_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_notice_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_notice")),
    )
    op.create_index(op.f("ix_account_notice_person_id"), "account_notice", ["person_id"])
    op.create_index(op.f("ix_account_notice_told_at"), "account_notice", ["told_at"])
