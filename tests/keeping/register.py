"""The register: what becomes of every column that holds text or names a person, on erasure.

Each such column is erased, searched for the person's name, e-mail and number, or kept because.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Integer, LargeBinary, String, Table

from cxstaff.action_plans import erasure as action_plans
from cxstaff.alignment import erasure as alignment
from cxstaff.customers import erasure as customers
from cxstaff.digests import erasure as digests
from cxstaff.factors import erasure as factors
from cxstaff.incentives import erasure as incentives
from cxstaff.keeping import erasing
from cxstaff.linkage import erasure as linkage
from cxstaff.measures import erasure as measures
from cxstaff.milestones import erasure as milestones
from cxstaff.people import erasure as people
from cxstaff.points import erasure as points
from cxstaff.pulses import erasure as pulses
from cxstaff.recognition import erasure as recognition

OWNERS = (
    action_plans, alignment, customers, digests, factors, incentives, erasing, linkage, measures,
    milestones, people, points, pulses, recognition,
)  # fmt: skip
SEARCHED = {
    f"{column.class_.__tablename__}.{column.key}"
    for owner in OWNERS
    for column in (*owner.SEARCHED, *getattr(owner, "RECORDS", ()))
}
"""Columns in which the person is looked for, as the features declare them."""

ERASED = {
    "person.name": "becomes 'Somebody who left'",
    "person.email": "emptied",
    "person.employee_number": "emptied",
    "person.zone": "emptied",
    "person.locale": "emptied",
    "person.calendar": "emptied",
    "person.password_hash": "emptied",
    "membership.person_id": "row removed",
    "leadership.person_id": "row removed",
    "leave.person_id": "row removed",
    "retelling.person_id": "row removed",
    "former_number.number": "row removed",
    "former_number.person_id": "row removed",
    "role_grant.person_id": "row removed",
    "role_grant.role": "row removed",
    "edition.person_id": "row removed",
    "edition.message_id": "row removed",
    "edition.state": "row removed",
    "digest_choice.person_id": "row removed",
    "digest_choice.every": "row removed",
    "pulse_letter.person_id": "row removed",
    "account_notice.person_id": "row removed",
    "account_notice.kind": "row removed",
    "account_notice.old": "row removed",
    "account_notice.new": "row removed",
    "sign_in_session.person_id": "row removed",
    "sign_in_session.digest": "row removed",
    "sign_in_session.device": "row removed",
    "authenticator_app.person_id": "row removed",
    "authenticator_app.sealed_secret": "row removed",
    "passkey.person_id": "row removed",
    "passkey.credential_id": "row removed",
    "passkey.public_key": "row removed",
    "passkey.user_handle": "row removed",
    "passkey.transports": "row removed",
    "recovery_code.digest": "row removed",
    "recovery_code.person_id": "row removed",
    "pending_sign_in.digest": "row removed",
    "pending_sign_in.person_id": "row removed",
    "pending_sign_in.target": "row removed",
    "passkey_challenge.digest": "row removed",
    "passkey_challenge.challenge": "row removed",
    "passkey_challenge.purpose": "row removed",
    "passkey_challenge.person_id": "row removed",
    "passkey_challenge.user_handle": "row removed",
    "factor_reset.person_id": "row removed",
    "factor_reset.asked_by_id": "row removed",
    "factor_reset.confirmed_by_id": "row removed",
    "customer.reference": "row removed",
    "customer.search_text": "written anew without the name",
    "feedback.search_text": "written anew without the name",
    "birthday.person_id": "row removed",
    "milestone.person_id": "row removed",
    "milestone.kind": "row removed",
    "milestone_refusal.person_id": "row removed",
    "known_handler.word": "row removed",
    "known_handler.person_id": "row removed",
    "waiting_letter.person_id": "row removed",
    "refused_address.person_id": "row removed",
    "refused_address.address": "row removed",
    "refused_address.said": "row removed",
    "noticed_pattern.kind": "row removed",
    "noticed_pattern.who": "row removed",
    "noticed_pattern.counts": "row removed",
    "thanks.request_key": "emptied",
    "thanks_reply.request_key": "row removed where it is theirs",
    "points_note.words": "row removed where it is theirs or names them",
    "points_note.salt": "row removed where it is theirs or names them",
    "security_note.address": "row removed where it is theirs or names them",
    "security_note.words": "row removed where it is theirs or names them",
    "security_note.salt": "row removed where it is theirs or names them",
    "security_waiting.address": "emptied where it is theirs or names them",
    "security_waiting.words": "emptied where it is theirs or names them",
}
NOBODY = "points to the entry without a name"
CODE = "a word of the program's own"
RANDOM = "random, or a digest under a key"
COUNTED = "who was asked counts for what was published; the entry has no name"
KEPT = {
    "account_notice.by_id": NOBODY,
    "acknowledgement.kind": CODE,
    "acknowledgement.facts": "a digest of levers, levels and dates",
    "acknowledgement.acknowledged_by_id": NOBODY,
    "acknowledgement.taken_back_by_id": NOBODY,
    "action.owner_id": NOBODY,
    "action.created_by_id": NOBODY,
    "action.stage": CODE,
    "action_note.written_by_id": f"{NOBODY}; the words go",
    "cell.grain": CODE,
    "total.grain": CODE,
    "channel_total.grain": CODE,
    "segment_total.grain": CODE,
    "data_version.name": CODE,
    "kept_estimates.engagement": CODE,
    "kept_estimates.outcome": CODE,
    "kept_estimates.span": CODE,
    "kept_estimates.state": "a digest of versions and of the program",
    "kept_estimates.content": "estimates over all teams, as pages show them",
    "packed_part.dataset": CODE,
    "packed_part.part": CODE,
    "packed_part.content": "sums of teams and published results, as the rows hold them",
    "company.zone": "the company's",
    "company.locale": "the company's",
    "comment.thread_digest": RANDOM,
    "comparison_look.engagement": CODE,
    "comparison_look.outcome": CODE,
    "comparison_look.span": CODE,
    "celebration.set_by_id": NOBODY,
    "thanks_rules.customers_thanks": CODE,
    "thanks_pattern_rule.kind": CODE,
    "thanks_pattern_rule.answer": CODE,
    "table_preset.kind": CODE,
    "target.set_by_id": NOBODY,
    "incentive_plan.set_by_id": NOBODY,
    "plan_terms.shape": CODE,
    "plan_terms.unit": CODE,
    "plan_terms.steps": "levels and amounts",
    "plan_terms.every": CODE,
    "plan_terms.pays": CODE,
    "plan_proposal.written_by_id": NOBODY,
    "plan_proposal.decided_by_id": NOBODY,
    "plan_proposal.decision": CODE,
    "statement.person_id": f"{NOBODY}, so that what was paid adds up",
    "statement.approved_by_id": NOBODY,
    "statement.working": "rules and numbers",
    "statement.state": CODE,
    "statement_remark.person_id": f"{NOBODY}; the words are searched",
    "statement_remark.kind": CODE,
    "statement.plan_written_by_id": NOBODY,
    "pulse_round.end_moved_by_id": NOBODY,
    "mixed_message.kind": CODE,
    "mixed_message.facts": "a digest of levers, levels and dates",
    "lever_look.state": "a digest of versions",
    "digest_zone.zone": "a time zone that anybody may have lived in",
    "digest_zone.every": CODE,
    "digest_plan.every": CODE,
    "erasure.person_id": "that number so-and-so was erased",
    "erasure.asked_by_id": NOBODY,
    "erasure.cause": CODE,
    "erasure.stage": CODE,
    "erasure.tables": CODE,
    "import_run.stored_as": RANDOM,
    "import_run.state": CODE,
    "import_run.worker": RANDOM,
    "import_run.started_by_id": NOBODY,
    "interaction.handler_id": f"{NOBODY}, so that the sums of a team can be counted anew",
    "customer.source": "the system it came from",
    "customer.language": CODE,
    "customer.zone": CODE,
    "interaction_change.cause": CODE,
    "interaction_change.by_id": NOBODY,
    "interaction.source": "the system it came from",
    "interaction.reference": "its number there, so that nothing is imported twice",
    "intraclass.subject": CODE,
    "invitation.person_id": COUNTED,
    "job_beat.name": CODE,
    "keeping_removal.kind": CODE,
    "keeping_time.kind": CODE,
    "late_move_pass.person_id": NOBODY,
    "late_move_pass.by_id": NOBODY,
    "late_move_pass.state": CODE,
    "late_move_pass.worker": RANDOM,
    "measure.direction": CODE,
    "measure.voice": CODE,
    "measure.source": CODE,
    "measure.outcome": CODE,
    "measure.subject": CODE,
    "measure.frequency": CODE,
    "measure.starter": CODE,
    "measure.owner_id": f"{NOBODY}; whoever has left answers for nothing any more",
    "reading.entered_by_id": NOBODY,
    "earlier_reading.entered_by_id": NOBODY,
    "earlier_reading.corrected_by_id": NOBODY,
    "own_question.scale": CODE,
    "own_question.driver": CODE,
    "own_question.created_by_id": NOBODY,
    "points_account.kind": CODE,
    "points_account.unit": CODE,
    "points_account.owner": "whose it is by number; of a budget random, or an operator's key",
    "points_account.person_id": f"{NOBODY}, so that everything adds up to nothing",
    "points_allowance_rule.audience": CODE,
    "points_allowance_rule.unit": CODE,
    "points_allowance_rule.set_by_id": NOBODY,
    "points_allowance_rule.ended_by_id": NOBODY,
    "points_budget_change.changed_by_id": NOBODY,
    "points_link.digest": RANDOM,
    "points_transfer.key": "a caller's key, which holds no name",
    "points_transfer.kind": CODE,
    "points_transfer.unit": CODE,
    "points_transfer.note_digest": RANDOM,
    "pulse.created_by_id": NOBODY,
    "pulse_code.person_id": "gone when the round closed, which is waited for",
    "pulse_code.digest": RANDOM,
    "pulse_code.release_digest": RANDOM,
    "pulse_code.made_by_id": NOBODY,
    "pulse_letter.occasion": CODE,
    "pulse_question.key": CODE,
    "pulse_round.public_key": RANDOM,
    "pulse_round.given_up_by_id": NOBODY,
    "pulse_round.heard_by_id": f"{NOBODY}; what was heard is the company's word to all asked",
    "quarantine_pass.problem": CODE,
    "quarantine_pass.column": "a heading of the file",
    "quarantine_pass.state": CODE,
    "quarantine_pass.worker": RANDOM,
    "quarantined_record.problem": CODE,
    "quarantined_record.column": "a heading of the file",
    "question_translation.key": CODE,
    "question_translation.locale": CODE,
    "round_half.subject": CODE,
    "round_question.counted": "groups and numbers of people, no name",
    "round_question.key": CODE,
    "round_question.scale": CODE,
    "round_question.driver": CODE,
    "round_question.instrument": CODE,
    "round_result.subject": CODE,
    "sealed_answer.person_id": "gone when the round closed, which is waited for",
    "sealed_answer.envelope": "gone when the round closed, which is waited for",
    "security_checkpoint.digest": RANDOM,
    "security_event.act": CODE,
    "security_event.by_id": "the chain holds numbers and no names, and is never changed",
    "security_event.on_id": "the chain holds numbers and no names, and is never changed",
    "security_event.note_digest": RANDOM,
    "security_event.digest": RANDOM,
    "security_waiting.act": CODE,
    "security_waiting.by_id": NOBODY,
    "security_waiting.on_id": NOBODY,
    "sign_in_failure.key": RANDOM,
    "waiting_letter.kind": CODE,
    "waiting_letter.key": "random; of letters from before the outbox, their own address",
    "standing_question.engagement": CODE,
    "standing_question.outcome": CODE,
    "standing_question.span": CODE,
    "standing_question.declared_by_id": NOBODY,
    "study.engagement": CODE,
    "study.outcome": CODE,
    "study.span": CODE,
    "study.mix": CODE,
    "study.direction": CODE,
    "study.declared_by_id": NOBODY,
    "study.closed_by_id": NOBODY,
    "study_version.verdict": CODE,
    "study_version.reasons": CODE,
    "study_version.known_changes": "numbers, codes and teams alone",
    "thanks.giver_id": f"{NOBODY}; the words go",
    "thanks_receiver.person_id": f"{NOBODY}; the words go",
    "thanks.audience": CODE,
    "thanks_reaction.kind": CODE,
    "thanks_reaction.person_id": NOBODY,
    "thanks_reply.person_id": "row removed",
    "thread_message.person_id": f"{NOBODY}; the words go",
}


def columns_to_decide(tables: Iterator[Table] | Any) -> set[str]:
    """Return the columns that hold text or bytes, or that point to a person."""
    return {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if isinstance(column.type, String | JSON | LargeBinary) or _points_to_a_person(column)
    }


def _points_to_a_person(column: Any) -> bool:
    if any(key.column.table.name == "person" for key in column.foreign_keys):
        return True
    named = column.name in {"by_id", "on_id"} or column.name.endswith("person_id")
    return named and isinstance(column.type, Integer)
