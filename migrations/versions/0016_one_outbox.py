"""One outbox of letters about accounts, addresses that were refused, and how far a job has come.

Letters that wait move into it with the Message-ID they had: one that went and was not noted as
sent counts as the same when it goes again.
"""

import sqlalchemy as sa
from alembic import op
from cxstaff.db import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WORDS = sa.JSON()
LETTER = sa.table(
    "waiting_letter",
    *(sa.column(name) for name in ("id", "person_id", "address", "kind", "key")),
    sa.column("words", WORDS),
    sa.column("made_at", Moment()),
    sa.column("due_at", Moment()),
)
NOTICE = sa.table(
    "account_notice",
    *(sa.column(name) for name in ("id", "person_id", "by_id", "kind", "old", "new")),
    sa.column("at", Moment()),
    sa.column("told_at", Moment()),
)
FACTOR = sa.table(
    "factor_letter",
    *(sa.column(name) for name in ("id", "person_id", "address", "tidings", "actor")),
    sa.column("made_at", Moment()),
    sa.column("due_at", Moment()),
)
PERSON = sa.table("person", *(sa.column(name) for name in ("id", "name", "email")))


def upgrade():
    op.create_table(
        "waiting_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_waiting_letter_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_waiting_letter_key")),
    )
    op.create_index(op.f("ix_waiting_letter_person_id"), "waiting_letter", ["person_id"])
    op.create_index(op.f("ix_waiting_letter_due_at"), "waiting_letter", ["due_at"])
    op.create_table(
        "refused_address",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("refused_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_refused_address_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_refused_address")),
    )
    _carry_notices()
    _carry_factor_letters()
    op.drop_table("factor_letter")
    with op.batch_alter_table("account_notice") as batch:
        batch.drop_index(op.f("ix_account_notice_told_at"))
        batch.drop_column("told_at")
    with op.batch_alter_table("job_beat") as batch:
        batch.add_column(sa.Column("done", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("job_beat") as batch:
        batch.drop_column("done")
    with op.batch_alter_table("account_notice") as batch:
        batch.add_column(sa.Column("told_at", Moment(), nullable=True))
        batch.create_index(op.f("ix_account_notice_told_at"), ["told_at"])
    op.create_table(
        "factor_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("tidings", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_factor_letter_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_letter")),
    )
    op.create_index(op.f("ix_factor_letter_person_id"), "factor_letter", ["person_id"])
    op.create_index(op.f("ix_factor_letter_due_at"), "factor_letter", ["due_at"])
    _put_letters_back()
    op.drop_table("refused_address")
    op.drop_table("waiting_letter")


def _carry_notices():
    """Keep, of each notice that nobody was told by letter, a letter to every address concerned."""
    run = op.get_bind().execute
    emails = sa.select(NOTICE, PERSON.c.email).join(PERSON, PERSON.c.id == NOTICE.c.person_id)
    for row in run(emails.where(NOTICE.c.told_at.is_(None))).all():
        addresses = {row.old, row.new} if row.kind == "address" else {row.email}
        words = {"deed": row.kind, "by_id": row.by_id, "old": row.old, "new": row.new}
        for address in sorted(each for each in addresses if each):
            letter = {"address": address, "kind": "account", "words": words, "due_at": row.at}
            key = f"account notice\n{row.id}\n{address}"
            letter |= {"person_id": row.person_id, "key": key, "made_at": row.at}
            run(sa.insert(LETTER).values(**letter))


def _carry_factor_letters():
    """Move letters about second factors; who acted is known by name alone, and looked up by it."""
    run = op.get_bind().execute
    for row in run(sa.select(FACTOR)).all():
        named = sa.select(sa.func.min(PERSON.c.id)).where(PERSON.c.name == row.actor)
        actor = run(named).scalar() if row.actor else None
        words = {"tidings": row.tidings, "actor_id": actor}
        letter = {"address": row.address, "kind": "second factor", "words": words}
        letter |= {"person_id": row.person_id, "key": f"factor letter\n{row.id}"}
        run(sa.insert(LETTER).values(**letter, made_at=row.made_at, due_at=row.due_at))


def _put_letters_back():
    """Have notices told whose letters wait, and the others known as told."""
    run = op.get_bind().execute
    run(sa.update(NOTICE).values(told_at=NOTICE.c.at))
    for row in run(sa.select(LETTER)).all():
        if row.kind == "account":
            theirs = (NOTICE.c.person_id == row.person_id) & (NOTICE.c.at == row.made_at)
            run(sa.update(NOTICE).where(theirs).values(told_at=None))
            continue
        name = sa.select(PERSON.c.name).where(PERSON.c.id == row.words["actor_id"])
        letter = {"address": row.address, "tidings": row.words["tidings"]}
        letter |= {"person_id": row.person_id, "actor": run(name).scalar()}
        run(sa.insert(FACTOR).values(**letter, made_at=row.made_at, due_at=row.due_at))
