"""Pulses that HR can run: own questions, turns, leave, codes, conversations, action plans.

Answers lose what tied those of one person together; what was stored is taken along.
"""

import secrets

import sqlalchemy as sa
from alembic import op
from cxstaff.db import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLOOR = 5
CHUNK = 5000


def upgrade():
    _new_tables()
    _answers_on_their_own()
    _halves_by_subject()
    with op.batch_alter_table("comment") as batch:
        batch.add_column(sa.Column("among", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("thread_digest", sa.LargeBinary(), nullable=True))
        batch.create_unique_constraint(batch.f("uq_comment_thread_digest"), ["thread_digest"])
    op.execute("UPDATE comment SET among = 10")  # a group that comments were shown of had ten
    with op.batch_alter_table("comment") as batch:
        batch.alter_column("among", existing_type=sa.Integer(), nullable=False)
    _rounds()
    _questions()


def _new_tables():
    op.create_table('pulse_thresholds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('smallest_group', sa.Integer(), nullable=False),
    sa.Column('smallest_comments', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_pulse_thresholds_only_one')),
    sa.CheckConstraint('smallest_comments >= 10', name=op.f('ck_pulse_thresholds_smallest_comments_floor')),
    sa.CheckConstraint('smallest_comments >= smallest_group', name=op.f('ck_pulse_thresholds_comments_not_under_scores')),
    sa.CheckConstraint('smallest_group >= 5', name=op.f('ck_pulse_thresholds_smallest_group_floor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_thresholds'))
    )
    op.create_table('question_translation',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=True),
    sa.Column('low_end', sa.String(), nullable=True),
    sa.Column('high_end', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('key', 'locale', name=op.f('pk_question_translation'))
    )
    op.create_table('action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('heard', sa.String(), nullable=False),
    sa.Column('will_do', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('did', sa.String(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint("(stage IN ('done', 'dropped')) = (ended_on IS NOT NULL)", name=op.f('ck_action_ended_has_a_day')),
    sa.CheckConstraint("stage IN ('planned', 'under way', 'done', 'dropped')", name=op.f('ck_action_known_stage')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_action_created_by_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_action_owner_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_action_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action'))
    )
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index('ix_action_team_id_ended_on', ['team_id', 'ended_on'], unique=False)

    op.create_table('leave',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until > since', name=op.f('ck_leave_until_after_since')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_leave_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leave')),
    sa.UniqueConstraint('person_id', 'since', name=op.f('uq_leave_person_id_since'))
    )
    op.create_table('own_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.Column('scale', sa.String(), nullable=False),
    sa.Column('driver', sa.String(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=True),
    sa.Column('low_end', sa.String(), nullable=True),
    sa.Column('high_end', sa.String(), nullable=True),
    sa.Column('is_retired', sa.Boolean(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_own_question_created_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_question'))
    )
    op.create_table('action_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('written_at', Moment(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_note_action_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['person.id'], name=op.f('fk_action_note_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_note'))
    )
    with op.batch_alter_table('action_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_note_action_id'), ['action_id'], unique=False)

    op.create_table('pulse_audience',
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['pulse_id'], ['pulse.id'], name=op.f('fk_pulse_audience_pulse_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_pulse_audience_team_id')),
    sa.PrimaryKeyConstraint('pulse_id', 'team_id', name=op.f('pk_pulse_audience'))
    )
    with op.batch_alter_table('pulse_audience', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_audience_team_id'), ['team_id'], unique=False)

    op.create_table('pulse_code',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pulse_code_person_id')),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_code_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_pulse_code')),
    sa.UniqueConstraint('digest', name=op.f('uq_pulse_code_digest'))
    )
    op.create_table('thread_message',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('comment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('published_at', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_thread_message_comment_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_thread_message_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread_message'))
    )
    with op.batch_alter_table('thread_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thread_message_comment_id'), ['comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_message_published_at'), ['published_at'], unique=False)


def _answers_on_their_own():
    """Write every answer anew under a random id of its own, in random order; small cells go."""
    bind = op.get_bind()
    held = bind.execute(
        sa.text(
            "SELECT a.question_id, r.group_id, a.value, r.round_id, r.id"
            " FROM answer a JOIN response r ON r.id = a.response_id"
        )
    ).all()
    op.drop_table("answer")
    op.drop_table("response")
    answers = op.create_table(
        "answer",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["team.id"], name=op.f("fk_answer_group_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["round_question.id"], name=op.f("fk_answer_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index("ix_answer_question_id_group_id", "answer", ["question_id", "group_id"])
    people = {}
    for row in held:
        people.setdefault(row.round_id, set()).add(row.id)
    cells = {}
    for row in held:
        cells.setdefault((row.question_id, row.group_id), []).append(row.value)
    rows = [
        {"question_id": question, "group_id": group, "value": value}
        for (question, group), values in cells.items()
        if len(values) >= FLOOR
        for value in values
    ]
    secrets.SystemRandom().shuffle(rows)
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        bind.execute(answers.insert(), [{"id": secrets.randbits(63), **row} for row in some])
    with op.batch_alter_table("pulse_round") as batch:
        batch.add_column(sa.Column("answers", sa.Integer(), nullable=True))
    op.execute("UPDATE pulse_round SET answers = 0")
    for round_id, those in people.items():
        bind.execute(
            sa.text("UPDATE pulse_round SET answers = :n WHERE id = :id"),
            {"n": len(those), "id": round_id},
        )


def _halves_by_subject():
    bind = op.get_bind()
    held = bind.execute(sa.text("SELECT * FROM round_half")).mappings().all()
    op.drop_table("round_half")
    halves = op.create_table("round_half", *_half_columns(with_subject=True))
    if held:
        bind.execute(halves.insert(), [{**row, "subject": "index"} for row in held])


def _half_columns(*, with_subject):
    subject = [sa.Column("subject", sa.String(), nullable=False)] if with_subject else []
    key = ["round_id", "team_id"] + (["subject"] if with_subject else [])
    return [
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        *subject,
        sa.Column("first_n", sa.Integer(), nullable=False),
        sa.Column("first_mean", sa.Double(), nullable=False),
        sa.Column("second_n", sa.Integer(), nullable=False),
        sa.Column("second_mean", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["pulse_round.id"], name=op.f("fk_round_half_round_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_round_half_team_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_round_half")),
    ]


def _rounds():
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("opens_at", Moment(), nullable=True))
    op.execute(
        "UPDATE invitation SET turn = 0, opens_at ="
        " (SELECT opens_at FROM pulse_round WHERE pulse_round.id = invitation.round_id)"
    )
    with op.batch_alter_table("invitation") as batch:
        batch.alter_column("turn", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("opens_at", existing_type=Moment(), nullable=False)
    op.execute(
        "INSERT INTO pulse_audience (pulse_id, team_id)"
        " SELECT id, audience_id FROM pulse WHERE audience_id IS NOT NULL"
    )
    with op.batch_alter_table("pulse") as batch:
        batch.add_column(sa.Column("per_round", sa.Integer(), nullable=True))
        batch.drop_constraint(batch.f("fk_pulse_audience_id"), type_="foreignkey")
        batch.drop_column("audience_id")
    op.execute("UPDATE pulse SET per_round = 5")
    with op.batch_alter_table("pulse") as batch:
        batch.alter_column("per_round", existing_type=sa.Integer(), nullable=False)
        batch.create_check_constraint(batch.f("ck_pulse_per_round_a_minute"), "per_round BETWEEN 1 AND 5")
    with op.batch_alter_table("pulse_round") as batch:
        batch.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("heard", sa.String(), nullable=True))
        batch.add_column(sa.Column("heard_at", Moment(), nullable=True))
        batch.add_column(sa.Column("heard_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_pulse_round_heard_by_id"), "person", ["heard_by_id"], ["id"]
        )
    op.execute(
        "UPDATE pulse_round SET number = (SELECT count(*) FROM pulse_round earlier"
        " WHERE earlier.pulse_id = pulse_round.pulse_id AND earlier.opens_at < pulse_round.opens_at)"
    )
    with op.batch_alter_table("pulse_round") as batch:
        batch.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("answers", existing_type=sa.Integer(), nullable=False)
        batch.create_unique_constraint(
            batch.f("uq_pulse_round_pulse_id_number"), ["pulse_id", "number"]
        )


def _questions():
    with op.batch_alter_table("round_question") as batch:
        batch.add_column(sa.Column("source", sa.String(), nullable=True))
        batch.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("options", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("low_end", sa.String(), nullable=True))
        batch.add_column(sa.Column("high_end", sa.String(), nullable=True))
        batch.add_column(sa.Column("translations", sa.JSON(), nullable=True))
        batch.alter_column("driver", existing_type=sa.VARCHAR(), nullable=True)
    op.execute("UPDATE round_question SET source = instrument, translations = '{}'")
    with op.batch_alter_table("round_question") as batch:
        batch.alter_column("source", existing_type=sa.String(), nullable=False)
        batch.alter_column("translations", existing_type=sa.JSON(), nullable=False)


def downgrade():
    """Go back to the tables of 0001; what did not exist there is lost, and so are the answers.

    Published results stay. What ties answers of one person together is gone for good.
    """
    op.execute("UPDATE round_question SET driver = 'engagement' WHERE driver IS NULL")
    with op.batch_alter_table("round_question") as batch:
        batch.alter_column("driver", existing_type=sa.VARCHAR(), nullable=False)
        for name in ("translations", "high_end", "low_end", "options", "turn", "source"):
            batch.drop_column(name)
    with op.batch_alter_table("pulse_round") as batch:
        batch.drop_constraint(batch.f("fk_pulse_round_heard_by_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("uq_pulse_round_pulse_id_number"), type_="unique")
        for name in ("heard_by_id", "heard_at", "heard", "answers", "number"):
            batch.drop_column(name)
    with op.batch_alter_table("pulse") as batch:
        batch.drop_constraint(batch.f("ck_pulse_per_round_a_minute"), type_="check")
        batch.drop_column("per_round")
        batch.add_column(sa.Column("audience_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_pulse_audience_id"), "team", ["audience_id"], ["id"])
    op.execute(
        "UPDATE pulse SET audience_id = (SELECT min(team_id) FROM pulse_audience"
        " WHERE pulse_audience.pulse_id = pulse.id)"
    )
    with op.batch_alter_table("invitation") as batch:
        batch.drop_column("opens_at")
        batch.drop_column("turn")
    with op.batch_alter_table("comment") as batch:
        batch.drop_constraint(batch.f("uq_comment_thread_digest"), type_="unique")
        batch.drop_column("thread_digest")
        batch.drop_column("among")
    bind = op.get_bind()
    held = bind.execute(sa.text("SELECT * FROM round_half WHERE subject = 'index'")).mappings().all()
    op.drop_table("round_half")
    halves = op.create_table("round_half", *_half_columns(with_subject=False))
    if held:
        bind.execute(halves.insert(), [{k: v for k, v in row.items() if k != "subject"} for row in held])
    op.drop_table("answer")
    op.create_table(
        "response",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["team.id"], name=op.f("fk_response_group_id")),
        sa.ForeignKeyConstraint(["round_id"], ["pulse_round.id"], name=op.f("fk_response_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    op.create_index("ix_response_round_id_group_id", "response", ["round_id", "group_id"])
    op.create_table(
        "answer",
        sa.Column("response_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["round_question.id"], name=op.f("fk_answer_question_id")
        ),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_answer_response_id")),
        sa.PrimaryKeyConstraint("response_id", "question_id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table('thread_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thread_message_published_at'))
        batch_op.drop_index(batch_op.f('ix_thread_message_comment_id'))

    op.drop_table('thread_message')
    op.drop_table('pulse_code')
    with op.batch_alter_table('pulse_audience', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_audience_team_id'))

    op.drop_table('pulse_audience')
    with op.batch_alter_table('action_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_note_action_id'))

    op.drop_table('action_note')
    op.drop_table('own_question')
    op.drop_table('leave')
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.drop_index('ix_action_team_id_ended_on')
        batch_op.drop_index(batch_op.f('ix_action_owner_id'))
        batch_op.drop_index(batch_op.f('ix_action_due_on'))

    op.drop_table('action')
    op.drop_table('question_translation')
    op.drop_table('pulse_thresholds')
