"""Plans that pay: their terms and proposals, and what they owe as settlements and statements."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment, Whole

revision = "0044"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade():
    _plan_terms()
    _plan_proposal()
    _settlement()
    _statement()
    _statement_remark()
    with op.batch_alter_table("incentive_plan") as batch:
        batch.add_column(sa.Column("terms_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_incentive_plan_terms_id", "plan_terms", ["terms_id"], ["id"])


def downgrade():
    with op.batch_alter_table("incentive_plan") as batch:
        batch.drop_constraint("fk_incentive_plan_terms_id", type_="foreignkey")
        batch.drop_column("terms_id")
    for name in ("statement_remark", "statement", "settlement", "plan_proposal", "plan_terms"):
        op.drop_table(name)


def _plan_terms():
    op.create_table(
        "plan_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("cap", Whole, nullable=True),
        sa.Column("guard_id", sa.Integer(), nullable=True),
        sa.Column("guard_level", sa.Double(), nullable=True),
        sa.Column("guard_keeps", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("pays", sa.String(), nullable=False),
        sa.Column("budget_id", sa.Integer(), nullable=False),
        sa.Column("least_days", sa.Integer(), nullable=False),
        sa.Column("counts_leave", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "every IN ('month', 'quarter')", name=op.f("ck_plan_terms_known_period")
        ),
        sa.CheckConstraint(
            "pays IN ('team', 'members')", name=op.f("ck_plan_terms_known_recipient")
        ),
        sa.CheckConstraint(
            "shape <> 'pool' OR pays = 'members'", name=op.f("ck_plan_terms_pool_is_shared")
        ),
        sa.CheckConstraint(
            "shape IN ('threshold', 'steps', 'line', 'pool')",
            name=op.f("ck_plan_terms_known_shape"),
        ),
        sa.CheckConstraint(
            "(guard_id IS NULL) = (guard_level IS NULL)", name=op.f("ck_plan_terms_guard_has_level")
        ),
        sa.CheckConstraint("cap IS NULL OR cap > 0", name=op.f("ck_plan_terms_cap_above_nothing")),
        sa.CheckConstraint(
            "guard_keeps >= 0 AND guard_keeps < 100", name=op.f("ck_plan_terms_guard_keeps_a_part")
        ),
        sa.CheckConstraint("least_days >= 0", name=op.f("ck_plan_terms_least_days_counted")),
        sa.ForeignKeyConstraint(
            ["budget_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name="fk_plan_terms_budget",
        ),
        sa.ForeignKeyConstraint(["guard_id"], ["measure.id"], name=op.f("fk_plan_terms_guard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_terms")),
    )


def _plan_proposal():
    op.create_table(
        "plan_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("terms_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pays", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('approved', 'declined', 'withdrawn')",
            name=op.f("ck_plan_proposal_known_decision"),
        ),
        sa.CheckConstraint(
            "decision IS NULL OR decision = 'withdrawn' OR written_by_id IS NULL"
            " OR decided_by_id IS NULL OR decided_by_id <> written_by_id",
            name=op.f("ck_plan_proposal_decided_by_somebody_else"),
        ),
        sa.CheckConstraint(
            "plan_id IS NULL OR decision = 'approved'",
            name=op.f("ck_plan_proposal_plan_was_approved"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_plan_proposal_decided_at_a_time"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR until > since", name=op.f("ck_plan_proposal_until_after_since")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_plan_proposal_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["incentive_plan.id"], name=op.f("fk_plan_proposal_follows_id")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_plan_proposal_measure_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["incentive_plan.id"], name=op.f("fk_plan_proposal_plan_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_plan_proposal_team_id")),
        sa.ForeignKeyConstraint(
            ["terms_id"], ["plan_terms.id"], name=op.f("fk_plan_proposal_terms_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_plan_proposal_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_proposal")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_plan_proposal_plan_id")),
    )
    op.create_index("ix_plan_proposal_team_id", "plan_proposal", ["team_id"])


def _settlement():
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("guard", sa.Double(), nullable=True),
        sa.Column("hold_id", Whole, nullable=True),
        sa.Column("budget_left", Whole, nullable=False),
        sa.Column("drafted_at", Moment(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.CheckConstraint("until > since", name=op.f("ck_settlement_until_after_since")),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["points_transfer.id"], name=op.f("fk_settlement_hold_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["incentive_plan.id"], name=op.f("fk_settlement_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("plan_id", "since", name=op.f("uq_settlement_plan_id_since")),
    )


def _statement():
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("is_teams", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("amount", Whole, nullable=False),
        sa.Column("working", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("paid_at", Moment(), nullable=True),
        sa.Column("reversed_at", Moment(), nullable=True),
        sa.Column("transfer_id", Whole, nullable=True),
        sa.Column("reversal_id", Whole, nullable=True),
        sa.CheckConstraint(
            "(state = 'reversed') = (reversed_at IS NOT NULL)",
            name=op.f("ck_statement_reversed_at_a_time"),
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'paid', 'reversed')) = (approved_at IS NOT NULL)",
            name=op.f("ck_statement_approved_before_paid"),
        ),
        sa.CheckConstraint(
            "(state IN ('paid', 'reversed')) = (paid_at IS NOT NULL)",
            name=op.f("ck_statement_paid_at_a_time"),
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'disputed', 'approved', 'paid', 'reversed')",
            name=op.f("ck_statement_known_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('paid', 'reversed') OR amount = 0 OR transfer_id IS NOT NULL",
            name=op.f("ck_statement_paid_by_a_transfer"),
        ),
        sa.CheckConstraint(
            "amount >= 0 AND days >= 0", name=op.f("ck_statement_not_below_nothing")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_statement_approved_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_person_id")),
        sa.ForeignKeyConstraint(
            ["reversal_id"], ["points_transfer.id"], name=op.f("fk_statement_reversal_id")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_statement_settlement_id")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["points_transfer.id"], name=op.f("fk_statement_transfer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("reversal_id", name=op.f("uq_statement_reversal_id")),
        sa.UniqueConstraint(
            "settlement_id",
            "person_id",
            "edition",
            name=op.f("uq_statement_settlement_id_person_id_edition"),
        ),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_statement_transfer_id")),
    )
    op.create_index("ix_statement_paid_at", "statement", ["paid_at"])
    op.create_index("ix_statement_person_id", "statement", ["person_id"])
    op.create_index(
        "uq_statement_of_team",
        "statement",
        ["settlement_id", "edition"],
        unique=True,
        sqlite_where=sa.text("person_id IS NULL AND is_teams"),
        postgresql_where=sa.text("person_id IS NULL AND is_teams"),
    )


def _statement_remark():
    op.create_table(
        "statement_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("written_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('dispute', 'answer')", name=op.f("ck_statement_remark_known_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_statement_remark_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_remark_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_remark")),
    )
    op.create_index("ix_statement_remark_statement_id", "statement_remark", ["statement_id"])
