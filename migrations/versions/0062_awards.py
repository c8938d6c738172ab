"""Awards: nominations with reasons, juries, and votes."""

import sqlalchemy as sa
from alembic import op

from cxstaff.db import Moment

revision = "0062"
down_revision = "0068"
branch_labels = None
depends_on = None

PART = ["award_part.award_id", "award_part.person_id", "award_part.part"]
RANKED = sa.text("criterion = 0")


def upgrade():
    _awards()
    op.create_table(
        "award_criterion",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 5", name=op.f("ck_award_criterion_up_to_five")),
        sa.ForeignKeyConstraint(
            ["award_id"], ["award.id"], name=op.f("fk_award_criterion_award_id")
        ),
        sa.PrimaryKeyConstraint("award_id", "number", name=op.f("pk_award_criterion")),
    )
    _parts()
    _nominations()
    _votes()


def downgrade():
    for name in ("award_vote", "nomination", "award_part", "award_criterion", "award"):
        op.drop_table(name)


def _awards():
    checks = {
        "celebrates": "measure_id IS NOT NULL OR value_id IS NOT NULL",
        "in_order": "opens_at < closes_at AND closes_at < votes_until",
        "quorum_of_jury": "quorum BETWEEN 2 AND 9",
        "known_nominators": "nominators IN ('everybody', 'leads', 'team')",
        "team_named": "(nominators = 'team') = (team_id IS NOT NULL)",
        "known_ballot": "ballot IN ('places', 'points')",
        "known_names_for": "names_for IN ('jury', 'hr', 'nobody')",
        "known_stage": "stage IN ('nominating', 'voting', 'counted', 'decided', 'withdrawn')",
        "ended_has_a_time": "(stage IN ('decided', 'withdrawn')) = (ended_at IS NOT NULL)",
    }
    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("value_id", sa.Integer(), nullable=True),
        sa.Column("nominators", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("votes_until", Moment(), nullable=False),
        sa.Column("ballot", sa.String(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("tells_nominee", sa.Boolean(), nullable=False),
        sa.Column("names_for", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("stuck_told_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("thanks_id", sa.Integer(), nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_award_{name}"))
            for name, rule in checks.items()
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_award_measure_id")),
        sa.ForeignKeyConstraint(
            ["value_id"], ["company_value.id"], name=op.f("fk_award_value_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_award_team_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_award_made_by_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_award_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["thanks_id"], ["thanks.id"], name=op.f("fk_award_thanks_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
    )
    op.create_index("ix_award_stage_closes_at", "award", ["stage", "closes_at"])


def _parts():
    checks = {
        "known_part": "part IN ('juror', 'nominee')",
        "jurors_vote": "part = 'juror' OR voted_at IS NULL",
        "nominees_win": "part = 'nominee' OR (out_at IS NULL AND NOT has_won)",
        "who_is_out_wins_nothing": "NOT has_won OR out_at IS NULL",
    }
    op.create_table(
        "award_part",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("voted_at", Moment(), nullable=True),
        sa.Column("out_at", Moment(), nullable=True),
        sa.Column("has_won", sa.Boolean(), nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_award_part_{name}"))
            for name, rule in checks.items()
        ),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_award_part_award_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_award_part_person_id")
        ),
        sa.PrimaryKeyConstraint("award_id", "person_id", name=op.f("pk_award_part")),
        sa.UniqueConstraint(
            "award_id", "person_id", "part", name=op.f("uq_award_part_award_id_person_id_part")
        ),
    )
    op.create_index("ix_award_part_person_id", "award_part", ["person_id"])


def _nominations():
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("nominator_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("may_be_told", sa.Boolean(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.CheckConstraint("nominator_id <> nominee_id", name=op.f("ck_nomination_not_oneself")),
        sa.CheckConstraint("part = 'nominee'", name=op.f("ck_nomination_of_a_nominee")),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_nomination_award_id")),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["person.id"], name=op.f("fk_nomination_nominee_id")
        ),
        sa.ForeignKeyConstraint(
            ["nominator_id"], ["person.id"], name=op.f("fk_nomination_nominator_id")
        ),
        sa.ForeignKeyConstraint(
            ["award_id", "nominee_id", "part"],
            PART,
            name=op.f("fk_nomination_award_id_nominee_id_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint(
            "award_id",
            "nominee_id",
            "nominator_id",
            name=op.f("uq_nomination_award_id_nominee_id_nominator_id"),
        ),
    )
    op.create_index("ix_nomination_nominator_id", "nomination", ["nominator_id"])
    op.create_index("ix_nomination_nominee_id", "nomination", ["nominee_id"])


def _votes():
    value = (
        "(criterion = 0 AND value BETWEEN 1 AND 3)"
        " OR (criterion BETWEEN 1 AND 5 AND value BETWEEN 0 AND 5)"
    )
    op.create_table(
        "award_vote",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("by_part", sa.String(), nullable=False),
        sa.Column("of_part", sa.String(), nullable=False),
        sa.CheckConstraint(value, name=op.f("ck_award_vote_known_value")),
        sa.CheckConstraint(
            "by_part = 'juror' AND of_part = 'nominee'",
            name=op.f("ck_award_vote_jurors_on_nominees"),
        ),
        sa.ForeignKeyConstraint(
            ["award_id", "juror_id", "by_part"],
            PART,
            name=op.f("fk_award_vote_award_id_juror_id_by_part"),
        ),
        sa.ForeignKeyConstraint(
            ["award_id", "nominee_id", "of_part"],
            PART,
            name=op.f("fk_award_vote_award_id_nominee_id_of_part"),
        ),
        sa.PrimaryKeyConstraint(
            "award_id", "juror_id", "nominee_id", "criterion", name=op.f("pk_award_vote")
        ),
    )
    op.create_index(
        "uq_award_vote_place",
        "award_vote",
        ["award_id", "juror_id", "value"],
        unique=True,
        sqlite_where=RANKED,
        postgresql_where=RANKED,
    )
