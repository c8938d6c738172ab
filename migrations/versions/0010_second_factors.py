"""Second factors: apps, passkeys, recovery codes, what is under way, resets and letters."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment, Whole

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEXES = (
    ("passkey", "person_id"),
    ("recovery_code", "person_id"),
    ("pending_sign_in", "person_id"),
    ("pending_sign_in", "expires_at"),
    ("passkey_challenge", "person_id"),
    ("passkey_challenge", "expires_at"),
    ("factor_reset", "person_id"),
    ("factor_letter", "person_id"),
    ("factor_letter", "due_at"),
)
TABLES = tuple(dict.fromkeys(table for table, _column in INDEXES))
ONE_OPEN = sa.text("ended_at IS NULL")
A_SECOND = (
    "confirmed_by_id IS NULL OR (confirmed_by_id <> asked_by_id AND confirmed_by_id <> person_id)"
)


def upgrade():
    _ways_to_sign_in()
    _what_is_under_way()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade():
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.drop_index("uq_factor_reset_one_open", table_name="factor_reset")
    for table in (*TABLES, "authenticator_app"):
        op.drop_table(table)


def _ways_to_sign_in():
    op.create_table(
        "authenticator_app",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", Whole, nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        *_people("authenticator_app", "person_id"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_authenticator_app")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("user_handle", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", Whole, nullable=False),
        sa.Column("transports", sa.String(), nullable=False),
        sa.Column("is_synced", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkey_counts_up")),
        *_people("passkey", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *_people("recovery_code", "person_id"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_code")),
    )


def _what_is_under_way():
    op.create_table(
        "pending_sign_in",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        *_people("pending_sign_in", "person_id"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_pending_sign_in")),
    )
    op.create_table(
        "passkey_challenge",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("user_handle", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        *_people("passkey_challenge", "person_id"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_passkey_challenge")),
    )
    op.create_table(
        "factor_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "asked_by_id <> person_id", name=op.f("ck_factor_reset_asked_by_another")
        ),
        sa.CheckConstraint(A_SECOND, name=op.f("ck_factor_reset_confirmed_by_a_second")),
        *_people("factor_reset", "person_id", "asked_by_id", "confirmed_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_reset")),
    )
    op.create_index(
        "uq_factor_reset_one_open",
        "factor_reset",
        ["person_id"],
        unique=True,
        sqlite_where=ONE_OPEN,
        postgresql_where=ONE_OPEN,
    )
    op.create_table(
        "factor_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("tidings", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        *_people("factor_letter", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_letter")),
    )


def _people(table, *columns):
    return (
        sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"))
        for column in columns
    )
