"""Studies declared before looking, what they found each time, and when results were looked at."""

import sqlalchemy as sa
from alembic import op
from cxstaff.db import Moment

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('comparison_look',
    sa.Column('engagement', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('span', sa.String(), nullable=False),
    sa.Column('lag', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('first_at', Moment(), nullable=False),
    sa.CheckConstraint("span IN ('week', 'month', 'quarter')", name=op.f('ck_comparison_look_known_span')),
    sa.CheckConstraint('lag BETWEEN 0 AND 3', name=op.f('ck_comparison_look_known_lag')),
    sa.PrimaryKeyConstraint('engagement', 'outcome', 'span', 'lag', 'day', name=op.f('pk_comparison_look'))
    )
    op.create_table('study',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('engagement', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('span', sa.String(), nullable=False),
    sa.Column('lag', sa.Integer(), nullable=False),
    sa.Column('direction', sa.String(), nullable=False),
    sa.Column('smallest', sa.Double(), nullable=False),
    sa.Column('fewest_teams', sa.Integer(), nullable=False),
    sa.Column('fewest_periods', sa.Integer(), nullable=False),
    sa.Column('running', sa.Integer(), nullable=False),
    sa.Column('is_exploratory', sa.Boolean(), nullable=False),
    sa.Column('declared_at', Moment(), nullable=False),
    sa.Column('declared_by_id', sa.Integer(), nullable=False),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("direction IN ('rise', 'fall')", name=op.f('ck_study_known_direction')),
    sa.CheckConstraint("span IN ('week', 'month', 'quarter')", name=op.f('ck_study_known_span')),
    sa.CheckConstraint('(closed_at IS NULL) = (closed_by_id IS NULL)', name=op.f('ck_study_closed_by_somebody')),
    sa.CheckConstraint('fewest_teams >= 2 AND fewest_periods >= 2', name=op.f('ck_study_fewest_can_compare')),
    sa.CheckConstraint('lag BETWEEN 0 AND 3', name=op.f('ck_study_known_lag')),
    sa.CheckConstraint('smallest > 0', name=op.f('ck_study_smallest_above_zero')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['person.id'], name=op.f('fk_study_closed_by_id')),
    sa.ForeignKeyConstraint(['declared_by_id'], ['person.id'], name=op.f('fk_study_declared_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_study'))
    )
    op.create_table('study_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('computed_at', Moment(), nullable=False),
    sa.Column('until', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('slope', sa.Double(), nullable=True),
    sa.Column('se', sa.Double(), nullable=True),
    sa.Column('df', sa.Double(), nullable=True),
    sa.Column('low', sa.Double(), nullable=True),
    sa.Column('high', sa.Double(), nullable=True),
    sa.Column('p', sa.Double(), nullable=True),
    sa.Column('adjusted_p', sa.Double(), nullable=True),
    sa.Column('visible', sa.Double(), nullable=True),
    sa.Column('reliability', sa.Double(), nullable=True),
    sa.Column('questions', sa.Integer(), nullable=False),
    sa.Column('teams', sa.Integer(), nullable=False),
    sa.Column('periods', sa.Integer(), nullable=False),
    sa.Column('periods_after', sa.Integer(), nullable=False),
    sa.Column('cells', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=True),
    sa.Column('interactions', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('counted', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("verdict IN ('supports', 'conflicts', 'cannot_tell')", name=op.f('ck_study_version_verdict')),
    sa.CheckConstraint('periods_after BETWEEN 0 AND periods', name=op.f('ck_study_version_after_is_a_part')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_study_version_study_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_study_version')),
    sa.UniqueConstraint('study_id', 'number', name=op.f('uq_study_version_study_id_number'))
    )


def downgrade():
    op.drop_table('study_version')
    op.drop_table('study')
    op.drop_table('comparison_look')
