"""Mixed messages of every open team at once, in as many statements as of ten teams."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from cxstaff.alignment.audit.facts import ThanksFact
from cxstaff.alignment.audit.gathering import (
    TeamAudit,
    TeamMaterial,
    audit_from,
    pointed_at,
    thanked_within,
)
from cxstaff.alignment.audit.held import LONG, UNREAD
from cxstaff.alignment.scorecards import periods_since
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.queries import recent_plans
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.signs.queries import every_fallen_guard
from cxstaff.measures import queries as catalogue
from cxstaff.measures.coverage import numbered_teams
from cxstaff.measures.inheritance import Parents, TargetSpell, path_up
from cxstaff.measures.models import Measure, Target
from cxstaff.people import queries as people
from cxstaff.people.models import Team
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.queries import public_thanks_by_team


def audits(judged: Mapping[int, MeasureJudgement], today: date) -> Iterator[tuple[Team, TeamAudit]]:
    """Look for mixed messages in the levers of each open team as they stand on the day `today`.

    `judged` is what customers say of measures.
    """
    measures = {each.id: each for each in catalogue.all_measures()}
    teams = people.all_teams()
    parents = {each.id: each.parent_id for each in teams}
    spells, plans = _spells(), recent_plans(today - LONG)
    celebrations = catalogue.recent_levers(Celebration, today - LONG)
    thanks, numbers = _thanks(parents, today), _numbers(spells, measures, parents, today)
    fallen = every_fallen_guard(today) if _is_guarded(spells, plans, today) else {}
    for team in teams:
        if team.closed_on is None:
            material = TeamMaterial(
                spells=spells.get(team.id, []),
                plans=plans.get(team.id, []),
                celebrations=celebrations.get(team.id, []),
                thanks=thanks.get(team.id, []),
                fallen=fallen.get(team.id, []),
                numbers=numbers.get(team.id, {}),
            )
            yield team, audit_from(team, material, measures, judged, today)


def _spells() -> dict[int, list[TargetSpell[Target]]]:
    found = defaultdict[int, list[TargetSpell[Target]]](list)
    for each in catalogue.target_spells():
        found[each.team_id].append(each)
    return found


def _is_guarded(
    spells: Mapping[int, Sequence[TargetSpell[Target]]],
    plans: Mapping[int, Sequence[IncentivePlan]],
    today: date,
) -> bool:
    """Say whether a lever that holds points to a measure whose guard can be watched."""
    pointed = pointed_at(
        (each for own in spells.values() for each in own),
        (each for own in plans.values() for each in own),
        today,
    )
    return any(measure.guard_id for measure in pointed.values())


def _thanks(parents: Parents, today: date) -> dict[int, list[ThanksFact]]:
    """Count public thanks to people of each team and the teams below it."""
    summed = defaultdict[int, Counter[int]](Counter)
    for team_id, counts in public_thanks_by_team(*thanked_within(today)).items():
        for each in path_up(team_id, parents):
            if each is not None:
                summed[each].update(counts)
    return {team: [ThanksFact(*each) for each in own.items()] for team, own in summed.items()}


def _numbers(
    spells: Mapping[int, Sequence[TargetSpell[Target]]],
    measures: Mapping[int, Measure],
    parents: Parents,
    today: date,
) -> dict[int, dict[int, date]]:
    """Return by team the measures with a number lately that somebody is asked for, as of yesterday.

    The rules ask no more of a number than whether it is recent.
    """
    held = {e.target.measure_id for own in spells.values() for e in own if e.span.holds(today)}
    asked = {measures[each]: periods_since(measures[each], today, today - UNREAD) for each in held}
    found = defaultdict[int, dict[int, date]](dict)
    for measure_id, teams in numbered_teams(asked, parents).items():
        for team_id in teams:
            found[team_id][measure_id] = today - timedelta(days=1)
    return found
