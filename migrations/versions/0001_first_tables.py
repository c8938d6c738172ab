"""first tables."""

import sqlalchemy as sa
from alembic import op
from cxstaff.db import Moment

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    
    op.create_table('channel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channel')),
    sa.UniqueConstraint('name', name=op.f('uq_channel_name'))
    )
    op.create_table('company',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('is_demonstration', sa.Boolean(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_company_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_company'))
    )
    op.create_table('company_value',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_company_value')),
    sa.UniqueConstraint('name', name=op.f('uq_company_value_name'))
    )
    op.create_table('digest_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('is_paused', sa.Boolean(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.CheckConstraint('hour BETWEEN 0 AND 23', name=op.f('ck_digest_plan_hour_of_day')),
    sa.CheckConstraint('id = 1', name=op.f('ck_digest_plan_only_one')),
    sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_digest_plan_day_of_week')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest_plan'))
    )
    op.create_table('digest_zone',
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('checked_at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('zone', name=op.f('pk_digest_zone'))
    )
    op.create_table('import_preset',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_preset')),
    sa.UniqueConstraint('name', name=op.f('uq_import_preset_name'))
    )
    op.create_table('job_beat',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('started_at', Moment(), nullable=False),
    sa.Column('finished_at', Moment(), nullable=True),
    sa.Column('failed_at', Moment(), nullable=True),
    sa.Column('complaint', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_job_beat'))
    )
    op.create_table('measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('direction', sa.String(), nullable=False),
    sa.Column('voice', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=True),
    sa.Column('guard_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(source = 'outcome') = (outcome IS NOT NULL)", name=op.f('ck_measure_outcome_named')),
    sa.CheckConstraint("direction IN ('up', 'down')", name=op.f('ck_measure_known_direction')),
    sa.CheckConstraint("voice IN ('customer', 'internal')", name=op.f('ck_measure_known_voice')),
    sa.ForeignKeyConstraint(['guard_id'], ['measure.id'], name=op.f('fk_measure_guard_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure')),
    sa.UniqueConstraint('name', name=op.f('uq_measure_name'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('employee_number', sa.String(), nullable=True),
    sa.Column('zone', sa.String(), nullable=True),
    sa.Column('locale', sa.String(), nullable=True),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('session_version', sa.Integer(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_person_email_in_lower_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sa.UniqueConstraint('employee_number', name=op.f('uq_person_employee_number'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_name'), ['name'], unique=False)

    op.create_table('reason',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reason')),
    sa.UniqueConstraint('name', name=op.f('uq_reason_name'))
    )
    op.create_table('segment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_segment')),
    sa.UniqueConstraint('name', name=op.f('uq_segment_name'))
    )
    op.create_table('sign_in_failure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('failed_at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_failure'))
    )
    with op.batch_alter_table('sign_in_failure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_failure_failed_at'), ['failed_at'], unique=False)
        batch_op.create_index('ix_sign_in_failure_key_failed_at', ['key', 'failed_at'], unique=False)

    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['team.id'], name=op.f('fk_team_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('name', name=op.f('uq_team_name'))
    )
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_parent_id'), ['parent_id'], unique=False)

    op.create_table('celebration',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until > since', name=op.f('ck_celebration_until_after_since')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_celebration_measure_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_celebration_set_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_celebration_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_celebration')),
    sa.UniqueConstraint('team_id', 'measure_id', 'name', 'since', name=op.f('uq_celebration_team_id_measure_id_name_since'))
    )
    with op.batch_alter_table('celebration', schema=None) as batch_op:
        batch_op.create_index('ix_celebration_team_id_since', ['team_id', 'since'], unique=False)

    op.create_table('cell',
    sa.Column('grain', sa.String(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('segment_id', sa.Integer(), nullable=False),
    sa.Column('interactions', sa.Integer(), nullable=False),
    sa.Column('csat_n', sa.Integer(), nullable=False),
    sa.Column('csat_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('csat_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('csat_top2', sa.Integer(), nullable=False),
    sa.Column('nps_n', sa.Integer(), nullable=False),
    sa.Column('nps_promoters', sa.Integer(), nullable=False),
    sa.Column('nps_detractors', sa.Integer(), nullable=False),
    sa.Column('ces_n', sa.Integer(), nullable=False),
    sa.Column('ces_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ces_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resolved_n', sa.Integer(), nullable=False),
    sa.Column('resolved_yes', sa.Integer(), nullable=False),
    sa.Column('handling_n', sa.Integer(), nullable=False),
    sa.Column('handling_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('handling_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('waiting_n', sa.Integer(), nullable=False),
    sa.Column('waiting_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('waiting_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], name=op.f('fk_cell_channel_id')),
    sa.ForeignKeyConstraint(['segment_id'], ['segment.id'], name=op.f('fk_cell_segment_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_cell_team_id')),
    sa.PrimaryKeyConstraint('grain', 'team_id', 'starts_on', 'channel_id', 'segment_id', name=op.f('pk_cell'))
    )
    op.create_table('digest_refusal',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_digest_refusal_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_digest_refusal'))
    )
    op.create_table('edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('since', Moment(), nullable=False),
    sa.Column('until', Moment(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('thanks', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_at', Moment(), nullable=False),
    sa.Column('retry_at', Moment(), nullable=True),
    sa.Column('finished_at', Moment(), nullable=True),
    sa.Column('complaint', sa.String(), nullable=True),
    sa.CheckConstraint('until > since', name=op.f('ck_edition_until_after_since')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_edition_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition')),
    sa.UniqueConstraint('person_id', 'ends_on', name=op.f('uq_edition_person_id_ends_on'))
    )
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_edition_ends_on'), ['ends_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_edition_retry_at'), ['retry_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_edition_state'), ['state'], unique=False)

    op.create_table('import_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('stored_as', sa.String(), nullable=False),
    sa.Column('layout', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('worker', sa.String(), nullable=True),
    sa.Column('heard_at', Moment(), nullable=True),
    sa.Column('bytes_total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bytes_done', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lines_done', sa.Integer(), nullable=False),
    sa.Column('records', sa.Integer(), nullable=False),
    sa.Column('accepted', sa.Integer(), nullable=False),
    sa.Column('duplicates', sa.Integer(), nullable=False),
    sa.Column('quarantined', sa.Integer(), nullable=False),
    sa.Column('complaint', sa.String(), nullable=True),
    sa.Column('started_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('finished_at', Moment(), nullable=True),
    sa.CheckConstraint('records = accepted + duplicates + quarantined', name=op.f('ck_import_run_adds_up')),
    sa.ForeignKeyConstraint(['started_by_id'], ['person.id'], name=op.f('fk_import_run_started_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run'))
    )
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_run_state'), ['state'], unique=False)

    op.create_table('incentive_plan',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('pays', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until > since', name=op.f('ck_incentive_plan_until_after_since')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_incentive_plan_measure_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_incentive_plan_set_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_incentive_plan_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incentive_plan')),
    sa.UniqueConstraint('team_id', 'measure_id', 'name', 'since', name=op.f('uq_incentive_plan_team_id_measure_id_name_since'))
    )
    with op.batch_alter_table('incentive_plan', schema=None) as batch_op:
        batch_op.create_index('ix_incentive_plan_team_id_since', ['team_id', 'since'], unique=False)

    op.create_table('interaction',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('customer', sa.String(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('handler_id', sa.Integer(), nullable=False),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('segment_id', sa.Integer(), nullable=False),
    sa.Column('reason_id', sa.Integer(), nullable=False),
    sa.Column('happened_at', Moment(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('responded_at', Moment(), nullable=True),
    sa.Column('handling_seconds', sa.Integer(), nullable=True),
    sa.Column('is_resolved', sa.Boolean(), nullable=True),
    sa.CheckConstraint('handling_seconds >= 0', name=op.f('ck_interaction_handling_not_negative')),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], name=op.f('fk_interaction_channel_id')),
    sa.ForeignKeyConstraint(['handler_id'], ['person.id'], name=op.f('fk_interaction_handler_id')),
    sa.ForeignKeyConstraint(['reason_id'], ['reason.id'], name=op.f('fk_interaction_reason_id')),
    sa.ForeignKeyConstraint(['segment_id'], ['segment.id'], name=op.f('fk_interaction_segment_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_interaction_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interaction')),
    sa.UniqueConstraint('source', 'reference', name=op.f('uq_interaction_source_reference'))
    )
    with op.batch_alter_table('interaction', schema=None) as batch_op:
        batch_op.create_index('ix_interaction_handler_id_happened_at', ['handler_id', 'happened_at'], unique=False)
        batch_op.create_index('ix_interaction_happened_at', ['happened_at'], unique=False)
        batch_op.create_index('ix_interaction_team_id_happened_at', ['team_id', 'happened_at'], unique=False)

    op.create_table('leadership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until > since', name=op.f('ck_leadership_until_after_since')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_leadership_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_leadership_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leadership')),
    sa.UniqueConstraint('team_id', 'person_id', 'since', name=op.f('uq_leadership_team_id_person_id_since'))
    )
    with op.batch_alter_table('leadership', schema=None) as batch_op:
        batch_op.create_index('ix_leadership_person_id', ['person_id'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until > since', name=op.f('ck_membership_until_after_since')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_membership_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('person_id', 'since', name=op.f('uq_membership_person_id_since'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index('ix_membership_team_since', ['team_id', 'since'], unique=False)
        batch_op.create_index('uq_membership_one_open', ['person_id'], unique=True, sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))

    op.create_table('pulse',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('audience_id', sa.Integer(), nullable=True),
    sa.Column('every_weeks', sa.Integer(), nullable=False),
    sa.Column('open_days', sa.Integer(), nullable=False),
    sa.Column('opens_hour', sa.Integer(), nullable=False),
    sa.Column('next_opens_at', Moment(), nullable=True),
    sa.Column('is_paused', sa.Boolean(), nullable=False),
    sa.Column('complaint', sa.String(), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('every_weeks BETWEEN 0 AND 52', name=op.f('ck_pulse_every_weeks_known')),
    sa.CheckConstraint('open_days BETWEEN 1 AND 28', name=op.f('ck_pulse_window_reasonable')),
    sa.CheckConstraint('opens_hour BETWEEN 0 AND 23', name=op.f('ck_pulse_hour_of_day')),
    sa.ForeignKeyConstraint(['audience_id'], ['team.id'], name=op.f('fk_pulse_audience_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_pulse_created_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse'))
    )
    with op.batch_alter_table('pulse', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_next_opens_at'), ['next_opens_at'], unique=False)

    op.create_table('reading',
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('value', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_reading_measure_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_reading_team_id')),
    sa.PrimaryKeyConstraint('measure_id', 'team_id', 'starts_on', name=op.f('pk_reading'))
    )
    op.create_table('role_grant',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.CheckConstraint("role IN ('hr', 'cx', 'admin')", name=op.f('ck_role_grant_known_role')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_grant_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'role', name=op.f('pk_role_grant'))
    )
    op.create_table('target',
    sa.Column('level', sa.Double(), nullable=False),
    sa.Column('good_behaviour', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until > since', name=op.f('ck_target_until_after_since')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_target_measure_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_target_set_by_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_target_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target')),
    sa.UniqueConstraint('team_id', 'measure_id', 'since', name=op.f('uq_target_team_id_measure_id_since'))
    )
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.create_index('ix_target_team_id_since', ['team_id', 'since'], unique=False)

    op.create_table('total',
    sa.Column('grain', sa.String(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('interactions', sa.Integer(), nullable=False),
    sa.Column('csat_n', sa.Integer(), nullable=False),
    sa.Column('csat_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('csat_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('csat_top2', sa.Integer(), nullable=False),
    sa.Column('nps_n', sa.Integer(), nullable=False),
    sa.Column('nps_promoters', sa.Integer(), nullable=False),
    sa.Column('nps_detractors', sa.Integer(), nullable=False),
    sa.Column('ces_n', sa.Integer(), nullable=False),
    sa.Column('ces_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ces_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resolved_n', sa.Integer(), nullable=False),
    sa.Column('resolved_yes', sa.Integer(), nullable=False),
    sa.Column('handling_n', sa.Integer(), nullable=False),
    sa.Column('handling_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('handling_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('waiting_n', sa.Integer(), nullable=False),
    sa.Column('waiting_sum', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('waiting_squares', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_total_team_id')),
    sa.PrimaryKeyConstraint('grain', 'team_id', 'starts_on', name=op.f('pk_total'))
    )
    op.create_table('feedback',
    sa.Column('interaction_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('given_at', Moment(), nullable=True),
    sa.Column('csat', sa.SmallInteger(), nullable=True),
    sa.Column('nps', sa.SmallInteger(), nullable=True),
    sa.Column('ces', sa.SmallInteger(), nullable=True),
    sa.Column('remark', sa.String(), nullable=True),
    sa.CheckConstraint('ces BETWEEN 1 AND 7', name=op.f('ck_feedback_ces_range')),
    sa.CheckConstraint('csat BETWEEN 1 AND 5', name=op.f('ck_feedback_csat_range')),
    sa.CheckConstraint('nps BETWEEN 0 AND 10', name=op.f('ck_feedback_nps_range')),
    sa.ForeignKeyConstraint(['interaction_id'], ['interaction.id'], name=op.f('fk_feedback_interaction_id')),
    sa.PrimaryKeyConstraint('interaction_id', name=op.f('pk_feedback'))
    )
    op.create_table('pulse_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['pulse_id'], ['pulse.id'], name=op.f('fk_pulse_question_pulse_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_question')),
    sa.UniqueConstraint('pulse_id', 'key', name=op.f('uq_pulse_question_pulse_id_key')),
    sa.UniqueConstraint('pulse_id', 'position', name=op.f('uq_pulse_question_pulse_id_position'))
    )
    op.create_table('pulse_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pulse_id', sa.Integer(), nullable=False),
    sa.Column('opens_at', Moment(), nullable=False),
    sa.Column('closes_at', Moment(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('smallest_group', sa.Integer(), nullable=False),
    sa.Column('smallest_comments', sa.Integer(), nullable=False),
    sa.Column('opened_box_at', Moment(), nullable=True),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('complaint', sa.String(), nullable=True),
    sa.Column('unreadable', sa.Integer(), nullable=False),
    sa.CheckConstraint('closes_at > opens_at', name=op.f('ck_pulse_round_closes_after_opening')),
    sa.CheckConstraint('smallest_comments >= 10', name=op.f('ck_pulse_round_smallest_comments_floor')),
    sa.CheckConstraint('smallest_group >= 5', name=op.f('ck_pulse_round_smallest_group_floor')),
    sa.ForeignKeyConstraint(['pulse_id'], ['pulse.id'], name=op.f('fk_pulse_round_pulse_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse_round')),
    sa.UniqueConstraint('pulse_id', 'opens_at', name=op.f('uq_pulse_round_pulse_id_opens_at'))
    )
    with op.batch_alter_table('pulse_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pulse_round_closes_at'), ['closes_at'], unique=False)

    op.create_table('quarantined_record',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('raw', sa.String(), nullable=False),
    sa.Column('problem', sa.String(), nullable=False),
    sa.Column('column', sa.String(), nullable=True),
    sa.Column('value', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['import_run.id'], name=op.f('fk_quarantined_record_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quarantined_record')),
    sa.UniqueConstraint('run_id', 'line', name=op.f('uq_quarantined_record_run_id_line'))
    )
    op.create_table('thanks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('giver_id', sa.Integer(), nullable=False),
    sa.Column('receiver_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=True),
    sa.Column('value_id', sa.Integer(), nullable=True),
    sa.Column('interaction_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('is_private', sa.Boolean(), nullable=False),
    sa.Column('given_at', Moment(), nullable=False),
    sa.Column('request_key', sa.String(), nullable=True),
    sa.CheckConstraint('giver_id <> receiver_id', name=op.f('ck_thanks_not_oneself')),
    sa.CheckConstraint('measure_id IS NOT NULL OR value_id IS NOT NULL', name=op.f('ck_thanks_celebrates')),
    sa.ForeignKeyConstraint(['giver_id'], ['person.id'], name=op.f('fk_thanks_giver_id')),
    sa.ForeignKeyConstraint(['interaction_id'], ['interaction.id'], name=op.f('fk_thanks_interaction_id')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_thanks_measure_id')),
    sa.ForeignKeyConstraint(['receiver_id'], ['person.id'], name=op.f('fk_thanks_receiver_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_thanks_team_id')),
    sa.ForeignKeyConstraint(['value_id'], ['company_value.id'], name=op.f('fk_thanks_value_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks')),
    sa.UniqueConstraint('request_key', name=op.f('uq_thanks_request_key'))
    )
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thanks_given_at'), ['given_at'], unique=False)
        batch_op.create_index('ix_thanks_receiver_id_given_at', ['receiver_id', 'given_at'], unique=False)
        batch_op.create_index('ix_thanks_team_id_given_at', ['team_id', 'given_at'], unique=False)

    op.create_table('invitation',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('has_answered', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['team.id'], name=op.f('fk_invitation_group_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invitation_person_id')),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_invitation_round_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_invitation_team_id')),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_invitation'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_person_id'), ['person_id'], unique=False)

    op.create_table('pulse_letter',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.String(), nullable=False),
    sa.Column('claimed_at', Moment(), nullable=False),
    sa.Column('sent_at', Moment(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('complaint', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pulse_letter_person_id')),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_pulse_letter_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'person_id', 'occasion', name=op.f('pk_pulse_letter'))
    )
    op.create_table('response',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['group_id'], ['team.id'], name=op.f('fk_response_group_id')),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_response_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response'))
    )
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.create_index('ix_response_round_id_group_id', ['round_id', 'group_id'], unique=False)

    op.create_table('round_half',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('first_n', sa.Integer(), nullable=False),
    sa.Column('first_mean', sa.Double(), nullable=False),
    sa.Column('second_n', sa.Integer(), nullable=False),
    sa.Column('second_mean', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_round_half_round_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_round_half_team_id')),
    sa.PrimaryKeyConstraint('round_id', 'team_id', name=op.f('pk_round_half'))
    )
    op.create_table('round_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('wording', sa.String(), nullable=False),
    sa.Column('scale', sa.String(), nullable=False),
    sa.Column('driver', sa.String(), nullable=False),
    sa.Column('instrument', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_round_question_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_question')),
    sa.UniqueConstraint('round_id', 'key', name=op.f('uq_round_question_round_id_key')),
    sa.UniqueConstraint('round_id', 'position', name=op.f('uq_round_question_round_id_position'))
    )
    op.create_table('round_result',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('invited', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('mean', sa.Double(), nullable=False),
    sa.Column('variance', sa.Double(), nullable=True),
    sa.Column('favourable', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_round_result_round_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_round_result_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_result')),
    sa.UniqueConstraint('round_id', 'team_id', 'subject', name=op.f('uq_round_result_round_id_team_id_subject'))
    )
    with op.batch_alter_table('round_result', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_result_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_result_team_id'), ['team_id'], unique=False)

    op.create_table('sealed_answer',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('envelope', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sealed_answer_person_id')),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_sealed_answer_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_sealed_answer'))
    )
    op.create_table('answer',
    sa.Column('response_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('question_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['round_question.id'], name=op.f('fk_answer_question_id')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_answer_response_id')),
    sa.PrimaryKeyConstraint('response_id', 'question_id', name=op.f('pk_answer'))
    )
    op.create_table('comment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['team.id'], name=op.f('fk_comment_group_id')),
    sa.ForeignKeyConstraint(['question_id'], ['round_question.id'], name=op.f('fk_comment_question_id')),
    sa.ForeignKeyConstraint(['round_id'], ['pulse_round.id'], name=op.f('fk_comment_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index('ix_comment_round_id_group_id', ['round_id', 'group_id'], unique=False)

    


def downgrade():
    
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_round_id_group_id')

    op.drop_table('comment')
    op.drop_table('answer')
    op.drop_table('sealed_answer')
    with op.batch_alter_table('round_result', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_result_team_id'))
        batch_op.drop_index(batch_op.f('ix_round_result_round_id'))

    op.drop_table('round_result')
    op.drop_table('round_question')
    op.drop_table('round_half')
    with op.batch_alter_table('response', schema=None) as batch_op:
        batch_op.drop_index('ix_response_round_id_group_id')

    op.drop_table('response')
    op.drop_table('pulse_letter')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_person_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('thanks', schema=None) as batch_op:
        batch_op.drop_index('ix_thanks_team_id_given_at')
        batch_op.drop_index('ix_thanks_receiver_id_given_at')
        batch_op.drop_index(batch_op.f('ix_thanks_given_at'))

    op.drop_table('thanks')
    op.drop_table('quarantined_record')
    with op.batch_alter_table('pulse_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_round_closes_at'))

    op.drop_table('pulse_round')
    op.drop_table('pulse_question')
    op.drop_table('feedback')
    op.drop_table('total')
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.drop_index('ix_target_team_id_since')

    op.drop_table('target')
    op.drop_table('role_grant')
    op.drop_table('reading')
    with op.batch_alter_table('pulse', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pulse_next_opens_at'))

    op.drop_table('pulse')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_one_open', sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))
        batch_op.drop_index('ix_membership_team_since')

    op.drop_table('membership')
    with op.batch_alter_table('leadership', schema=None) as batch_op:
        batch_op.drop_index('ix_leadership_person_id')

    op.drop_table('leadership')
    with op.batch_alter_table('interaction', schema=None) as batch_op:
        batch_op.drop_index('ix_interaction_team_id_happened_at')
        batch_op.drop_index('ix_interaction_happened_at')
        batch_op.drop_index('ix_interaction_handler_id_happened_at')

    op.drop_table('interaction')
    with op.batch_alter_table('incentive_plan', schema=None) as batch_op:
        batch_op.drop_index('ix_incentive_plan_team_id_since')

    op.drop_table('incentive_plan')
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_run_state'))

    op.drop_table('import_run')
    with op.batch_alter_table('edition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_edition_state'))
        batch_op.drop_index(batch_op.f('ix_edition_retry_at'))
        batch_op.drop_index(batch_op.f('ix_edition_ends_on'))

    op.drop_table('edition')
    op.drop_table('digest_refusal')
    op.drop_table('cell')
    with op.batch_alter_table('celebration', schema=None) as batch_op:
        batch_op.drop_index('ix_celebration_team_id_since')

    op.drop_table('celebration')
    with op.batch_alter_table('team', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_parent_id'))

    op.drop_table('team')
    with op.batch_alter_table('sign_in_failure', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_failure_key_failed_at')
        batch_op.drop_index(batch_op.f('ix_sign_in_failure_failed_at'))

    op.drop_table('sign_in_failure')
    op.drop_table('segment')
    op.drop_table('reason')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_name'))

    op.drop_table('person')
    op.drop_table('measure')
    op.drop_table('job_beat')
    op.drop_table('import_preset')
    op.drop_table('digest_zone')
    op.drop_table('digest_plan')
    op.drop_table('company_value')
    op.drop_table('company')
    op.drop_table('channel')
    
