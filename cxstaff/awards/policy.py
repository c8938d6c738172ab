"""Who may nominate, vote, decide, and read what of an award."""

from __future__ import annotations

from collections.abc import Collection

from cxstaff.awards.models import Award, AwardStage, NamesFor, Nominators, PartKind
from cxstaff.people.models import Role

LONGEST_NAME, LONGEST_PURPOSE, LONGEST_REASON, LONGEST_WORDS = 100, 300, 1000, 350
FEWEST_JURORS, MOST_JURORS, MOST_CRITERIA = 2, 9, 5
FEWEST_BALLOTS_TOLD = 3
"""From how many ballots on totals are told: of two, each juror would work out the other's."""


def may_keep(roles: Collection[Role]) -> bool:
    """Say whether somebody makes awards, changes and decides them."""
    return Role.HR in roles


def may_decide(person_id: int, roles: Collection[Role], award: Award) -> bool:
    """Say whether somebody decides an award: HR, unless they are nominated for it."""
    part = award.part_of(person_id)
    return may_keep(roles) and (part is None or part.part != PartKind.NOMINEE)


def is_juror(person_id: int, award: Award) -> bool:
    """Say whether somebody is on the jury."""
    part = award.part_of(person_id)
    return part is not None and part.part == PartKind.JUROR


def may_nominate(
    person_id: int, roles: Collection[Role], teams_above: Collection[int], award: Award
) -> bool:
    """Say whether somebody may nominate; `teams_above` are their team and those above it.

    Who is on the jury judges, and nominates nobody.
    """
    if is_juror(person_id, award):
        return False
    if award.nominators == Nominators.TEAM:
        return award.team_id in teams_above
    return award.nominators == Nominators.EVERYBODY or Role.LEAD in roles


def reads_nominations(person_id: int, roles: Collection[Role], award: Award) -> bool:
    """Say whether somebody reads who is nominated and why: HR and the jury, not who is nominated.

    Who is nominated reads nothing of it, whatever their role.
    """
    return may_decide(person_id, roles, award) or is_juror(person_id, award)


def reads_names(person_id: int, roles: Collection[Role], award: Award) -> bool:
    """Say whether somebody reads who nominated."""
    if award.names_for == NamesFor.NOBODY:
        return False
    return may_keep(roles) or (award.names_for == NamesFor.JURY and is_juror(person_id, award))


def may_read(
    person_id: int,
    roles: Collection[Role],
    teams_above: Collection[int],
    award: Award,
    *,
    has_nominated: bool,
) -> bool:
    """Say whether somebody opens the page of an award.

    Whoever keeps awards or is on the jury, always; all others once it is open and they may
    nominate or have nominated. Decided, it is everybody's; withdrawn, theirs who had a part in it.
    """
    if may_keep(roles) or is_juror(person_id, award) or award.stage == AwardStage.DECIDED:
        return True
    if has_nominated or award.stage == AwardStage.WITHDRAWN:
        return has_nominated
    return may_nominate(person_id, roles, teams_above, award)
