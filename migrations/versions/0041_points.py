"""The ledger: accounts, transfers that nobody changes, their notes and their chain."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment, Whole
from cxstaff.engine import append_only

revision = "0041"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("company") as batch:
        batch.add_column(
            sa.Column("has_points", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _accounts()
    _transfers()
    op.create_table(
        "points_note",
        sa.Column("transfer_id", Whole, autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["points_transfer.id"], name=op.f("fk_points_note_transfer_id")
        ),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_points_note")),
    )
    op.create_table(
        "points_link",
        sa.Column("position", Whole, autoincrement=False, nullable=False),
        sa.Column("transfer_id", Whole, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["points_transfer.id"], name=op.f("fk_points_link_transfer_id")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_points_link")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_points_link_transfer_id")),
    )
    append_only.forbid_changes(op.get_bind(), "points_transfer")
    append_only.forbid_changes(op.get_bind(), "points_link")
    append_only.forbid_updates(op.get_bind(), "points_note")


def downgrade():
    for name in ("points_link", "points_note", "points_transfer", "points_account"):
        op.drop_table(name)
    with op.batch_alter_table("company") as batch:
        batch.drop_column("has_points")


def _accounts():
    checks = {
        "not_below_zero": "may_overdraw OR balance - held >= 0",
        "holds_something": "held >= 0",
        "within_bounds": "balance BETWEEN -1000000000000000 AND 1000000000000000",
        "issuing_alone_overdraws": "may_overdraw = (kind = 'issuing')",
        "of_a_person": "(person_id IS NOT NULL) = (kind IN ('person', 'allowance'))",
        "of_a_team": "(team_id IS NOT NULL) = (kind = 'team')",
        "named_budget": "kind <> 'budget' OR name IS NOT NULL",
        "allowance_ends": "(until IS NOT NULL) = (kind = 'allowance')",
        "until_after_since": "until IS NULL OR until > since",
    }
    op.create_table(
        "points_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("may_overdraw", sa.Boolean(), nullable=False),
        sa.Column("balance", Whole, nullable=False),
        sa.Column("held", Whole, nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        *_checks("points_account", checks),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_points_account_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_points_account_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_account")),
        sa.UniqueConstraint("owner", "unit", name=op.f("uq_points_account_owner_unit")),
        sa.UniqueConstraint("id", "unit", name=op.f("uq_points_account_id_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_points_account_name")),
    )
    for columns in (["person_id"], ["kind", "until"], ["team_id"]):
        op.create_index("ix_points_account_" + "_".join(columns), "points_account", columns)


def _transfers():
    checks = {
        "some_amount": "amount BETWEEN 1 AND 1000000000000",
        "two_accounts": "debit_id <> credit_id",
        "known_kind": "kind IN ('transfer', 'hold', 'posting', 'voiding')",
        "settles_a_hold": "(settles_id IS NOT NULL) = (kind IN ('posting', 'voiding'))",
        "hold_expires": "(expires_at IS NOT NULL) = (kind = 'hold')",
        "reverses_by_transfer": "reverses_id IS NULL OR kind = 'transfer'",
    }
    sides = [
        sa.ForeignKeyConstraint(
            [f"{side}_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name=f"fk_points_transfer_{side}",
        )
        for side in ("debit", "credit")
    ]
    others = [
        sa.ForeignKeyConstraint(
            [name], ["points_transfer.id"], name=op.f(f"fk_points_transfer_{name}")
        )
        for name in ("settles_id", "reverses_id")
    ]
    op.create_table(
        "points_transfer",
        sa.Column("id", Whole, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("debit_id", sa.Integer(), nullable=False),
        sa.Column("credit_id", sa.Integer(), nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("settles_id", Whole, nullable=True),
        sa.Column("reverses_id", Whole, nullable=True),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("note_digest", sa.LargeBinary(), nullable=True),
        *_checks("points_transfer", checks),
        *sides,
        *others,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_transfer")),
        sa.UniqueConstraint("key", name=op.f("uq_points_transfer_key")),
        sa.UniqueConstraint("settles_id", name=op.f("uq_points_transfer_settles_id")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_points_transfer_reverses_id")),
    )
    for side in ("debit_id", "credit_id"):
        op.create_index(f"ix_points_transfer_{side}", "points_transfer", [side, "id"])


def _checks(table, checks):
    return [
        sa.CheckConstraint(told, name=op.f(f"ck_{table}_{name}")) for name, told in checks.items()
    ]
