"""Which teams an overview lists, by name: those that a reader may see and asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from cxstaff.alignment.overview import kept
from cxstaff.alignment.tree import PlacedTeam, TeamTree, in_order
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures import queries as catalogue
from cxstaff.measures.models import Measure, Voice
from cxstaff.recognition.models import Celebration


@dataclass(frozen=True, slots=True)
class OverviewFilter:
    """What somebody asks for; what is empty asks for nothing.

    `words` of a team's name or of one above it; only those with mixed messages (`is_mixed`), with
    some that came since a day; with a lever on a measure of a `voice`, or on one measure.
    """

    words: str = ""
    is_mixed: bool = False
    new_since: date | None = None
    voice: Voice | None = None
    measure_id: int | None = None


def listed(
    tree: TeamTree,
    seen: Collection[int],
    wanted: OverviewFilter,
    measures: Iterable[Measure],
    today: date,
) -> list[PlacedTeam]:
    """Return the teams in `seen` that are asked for, by name; closed ones only by their name."""
    chosen = set(seen)
    if wanted.is_mixed or wanted.new_since:
        chosen &= kept.mixed_teams(wanted.new_since, today)
    pointed = [each.id for each in measures if _is_wanted(each, wanted)]
    if wanted.voice is not None or wanted.measure_id is not None:
        chosen &= _pointed(tree, pointed, today)
    rows = [tree.by_id[each] for each in chosen if each in tree.by_id]
    if wanted.words:
        rows = [each for each in rows if tree.holds(each, wanted.words)]
    else:
        rows = [each for each in rows if each.closed_on is None]
    return sorted(rows, key=in_order)


def _is_wanted(measure: Measure, wanted: OverviewFilter) -> bool:
    is_voice = wanted.voice is None or measure.voice == wanted.voice
    return is_voice and wanted.measure_id in (None, measure.id)


def _pointed(tree: TeamTree, measure_ids: Collection[int], today: date) -> set[int]:
    """Return the teams with a lever on any of these measures, targets from above included."""
    found = set[int]()
    for kind in (IncentivePlan, Celebration):
        found |= catalogue.teams_with(kind, measure_ids, today)
    asked = catalogue.teams_with_targets_on(measure_ids, today)
    tops = tree.by_id if None in asked else [each for each in asked if each is not None]
    for team_id in tree.below(tops):
        if tree.by_id[team_id].closed_on is None or team_id in asked:
            found.add(team_id)
    return found
