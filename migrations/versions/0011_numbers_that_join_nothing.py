"""Results without a number that ties the answers of one person together.

Until now the variance of a score of several questions was that of each person's own mean: with the
answers, each alone, it told which of them belong together. It becomes a bound that follows from the
questions' own variances. What it said of the company as a whole stays as ICC(1), rounded. The halves
of teams were of the same people for every subject: they go, and begin anew with the next round.
"""

from collections import defaultdict
from math import sqrt

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FEWEST_TEAMS, FEWEST_ANSWERS, DIGITS = 10, 100, 2
CODED_BELOW, LOWEST, HIGHEST, ROUNDING = 40, 0.1, 0.9, 1e-9
TOGETHER = "(subject IN ('index', 'teei') OR subject LIKE 'driver:%')"


def upgrade():
    op.create_table(
        "intraclass",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("icc1", sa.Double(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["pulse_round.id"], name=op.f("fk_intraclass_round_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "subject", name=op.f("pk_intraclass")),
    )
    with op.batch_alter_table("round_result") as batch:
        batch.add_column(sa.Column("coded_low", sa.Double(), nullable=True))
        batch.add_column(sa.Column("coded_high", sa.Double(), nullable=True))
    _keep_correlations()
    _bound_variances()
    _code_promoters()
    _lay_results_anew()
    _forget_halves()


def downgrade():
    with op.batch_alter_table("round_result") as batch:
        batch.drop_column("coded_high")
        batch.drop_column("coded_low")
    op.drop_table("intraclass")


def _rows(sql):
    return op.get_bind().execute(sa.text(sql)).all()


def _keep_correlations():
    """Work out ICC(1) of every subject over teams that have none below them."""
    above = {row.parent_id for row in _rows("SELECT DISTINCT parent_id FROM team")}
    found = defaultdict(list)
    query = f"SELECT round_id, subject, team_id, n, mean, variance FROM round_result WHERE {TOGETHER}"
    for row in _rows(query):
        if row.team_id is not None and row.team_id not in above and row.variance is not None:
            found[row.round_id, row.subject].append(row)
    kept = [
        {"round": key[0], "subject": key[1]} | told
        for key, rows in found.items()
        if (told := _correlation(rows)) is not None
    ]
    if kept:
        names = "round_id, subject, icc1, teams, answers"
        values = ":round, :subject, :icc1, :teams, :answers"
        op.get_bind().execute(sa.text(f"INSERT INTO intraclass ({names}) VALUES ({values})"), kept)


def _correlation(rows):
    teams, answers = len(rows), sum(row.n for row in rows)
    if teams < FEWEST_TEAMS or answers < FEWEST_ANSWERS:
        return None
    grand = sum(row.n * row.mean for row in rows) / answers
    between = sum(row.n * (row.mean - grand) ** 2 for row in rows) / (teams - 1)
    within = sum((row.n - 1) * row.variance for row in rows) / (answers - teams)
    if min(between, within) <= ROUNDING:
        return None
    ratio = between / within
    icc1 = (ratio - 1) / (ratio - 1 + answers / teams)
    return {"icc1": round(icc1, DIGITS), "teams": teams, "answers": answers}


def _bound_variances():
    """Bound the variance of several questions by their own, as `scoring.composite` does."""
    parts = defaultdict(list)
    for row in _rows("SELECT round_id, key, driver, instrument FROM round_question"):
        subject = "index" if row.driver == "engagement" else f"driver:{row.driver}"
        for each in (subject, "teei") if row.instrument == "teei" else (subject,):
            parts[row.round_id, each].append(f"question:{row.key}")
    single = {
        (row.round_id, row.team_id, row.subject): row
        for row in _rows(
            "SELECT round_id, team_id, subject, n, variance FROM round_result"
            " WHERE subject LIKE 'question:%'"
        )
    }
    changed = []
    for row in _rows(f"SELECT id, round_id, team_id, subject, n FROM round_result WHERE {TOGETHER}"):
        asked = parts[row.round_id, row.subject]
        told = [single.get((row.round_id, row.team_id, each)) for each in asked]
        known = [each.variance / each.n for each in told if each and each.variance is not None]
        bound = row.n * (sum(map(sqrt, known)) / len(known)) ** 2 if known else None
        changed.append({"id": row.id, "variance": bound})
    if changed:
        sql = sa.text("UPDATE round_result SET variance = :variance WHERE id = :id")
        op.get_bind().execute(sql, changed)


def _code_promoters():
    """Say between which ends an eNPS of under 40 answers lies whose shares were held."""
    changed = []
    query = "SELECT id, n, mean, variance FROM round_result WHERE subject = 'enps'"
    for row in _rows(f"{query} AND variance IS NOT NULL AND n < {CODED_BELOW}"):
        apart = row.mean / 100
        both = row.variance * (row.n - 1) / row.n / 100**2 + apart**2
        (low_for, high_for), (low_against, high_against) = (
            _ends((both + apart) / 2),
            _ends((both - apart) / 2),
        )
        if low_for < high_for or low_against < high_against:
            ends = {"low": 100 * (low_for - high_against), "high": 100 * (high_for - low_against)}
            changed.append({"id": row.id} | ends)
    if changed:
        sql = "UPDATE round_result SET coded_low = :low, coded_high = :high WHERE id = :id"
        op.get_bind().execute(sa.text(sql), changed)


def _ends(share):
    if share <= LOWEST + ROUNDING:
        return 0.0, LOWEST
    return (HIGHEST, 1.0) if share >= HIGHEST - ROUNDING else (share, share)


def _lay_results_anew():
    """Have the table written anew, so that no row as it was is left in its file."""
    with op.batch_alter_table("round_result", recreate="auto") as batch:
        batch.alter_column(
            "variance",
            existing_type=sa.Double(),
            type_=sa.Double(),
            postgresql_using="variance + 0",
        )


def _forget_halves():
    op.drop_table("round_half")
    op.create_table(
        "round_half",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("first_n", sa.Integer(), nullable=False),
        sa.Column("first_mean", sa.Double(), nullable=False),
        sa.Column("second_n", sa.Integer(), nullable=False),
        sa.Column("second_mean", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["pulse_round.id"], name=op.f("fk_round_half_round_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_round_half_team_id")),
        sa.PrimaryKeyConstraint("round_id", "team_id", "subject", name=op.f("pk_round_half")),
    )
