"""What an edition tells of teams: levers beside thanks, days ahead, a customer, an action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import islice

from cxstaff.action_plans.queries import done_actions
from cxstaff.alignment.overview.lines import sides_of_teams
from cxstaff.alignment.tree import PlacedTeam
from cxstaff.customers.queries import Wanted, remarks_for
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.parts.reader import EditionReader
from cxstaff.digests.parts.told import ActionTold, LeversTold, MilestoneTold, RemarkTold
from cxstaff.measures.inheritance import path_up
from cxstaff.measures.queries import all_measures
from cxstaff.milestones.queries import coming
from cxstaff.milestones.words import told as told_of
from cxstaff.recognition.queries import public_thanks

MOST_TEAMS, MOST_NAMES, MOST_DAYS = 3, 2, 5
BEST, SOME_WORDS = 5, 5


def levers(reader: EditionReader, material: EditionMaterial) -> tuple[LeversTold, ...]:
    """Return what people of the reader's teams were thanked for, beside what these are asked for.

    Of teams in which both is known: thanks of this time, and a plan or a target of its last day.
    """
    found = [
        material.once(
            ("levers", team, reader.since, reader.until, reader.last_day, team == reader.own),
            lambda team=team: _levers(team, reader, material),  # type: ignore[misc]
        )
        for team in reader.teams[:MOST_TEAMS]
    ]
    return tuple(each for each in found if each is not None)


def remark(
    reader: EditionReader, quoted: Collection[str | None], material: EditionMaterial
) -> RemarkTold | None:
    """Return the newest happy remark of some length, of those that no thanks quotes."""
    scope = None if reader.hears_all else reader.shown
    key = "remark", scope, reader.first_day, reader.ends_on
    found = material.once(key, lambda: _happy(scope, reader))
    return next((each for each in found if each.text not in quoted), None)


def action(reader: EditionReader, material: EditionMaterial) -> ActionTold | None:
    """Return the last action that the reader's teams, or one above theirs, delivered."""
    above = {each for each in path_up(reader.own, material.teams.parents) if each is not None}
    teams = frozenset(reader.shown | above)
    key = "action", teams, reader.first_day, reader.ends_on
    return material.once(key, lambda: _done(teams, reader))


def milestones(reader: EditionReader, material: EditionMaterial) -> tuple[MilestoneTold, ...]:
    """Return the next milestones of others in the reader's teams, from the edition's day on."""
    teams = frozenset(reader.teams)
    key = "milestones", teams, reader.ends_on
    found = material.in_words(key, lambda: _milestones(teams, reader))
    others = (told for person_id, told in found if person_id != reader.person_id)
    return tuple(islice(others, MOST_DAYS))


def _milestones(teams: frozenset[int], reader: EditionReader) -> list[tuple[int, MilestoneTold]]:
    found = coming(teams, reader.ends_on) if teams else []
    return [
        (each.person_id, MilestoneTold(each.name, told_of(each.kind, each.years), each.on))
        for each in found
    ]


def _levers(team_id: int, reader: EditionReader, material: EditionMaterial) -> LeversTold | None:
    counts = Counter[str]()
    names = material.once("measures", lambda: {each.id: each.name for each in all_measures()})
    for each in public_thanks([team_id], reader.since, reader.until):
        name = names.get(each.measure_id) if each.measure_id is not None else each.value
        counts[name or ""] += each.count
    del counts[""]
    team = material.teams.by_id[team_id]
    paid, measured = _asked_for(team, reader, material)
    if not counts or not (paid or measured):
        return None
    thanked = tuple(counts.most_common(MOST_NAMES))
    return LeversTold(team.name, team_id == reader.own, thanked, paid, measured)


def _asked_for(
    team: PlacedTeam, reader: EditionReader, material: EditionMaterial
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a team is paid for and measured on, by name, up to a few of each."""
    sides = sides_of_teams([team], material.teams, reader.last_day)[team.id]
    paid = dict.fromkeys(each.measure.name for each in sides.plans)
    measured = dict.fromkeys(each.measure.name for each in sides.targets)
    return tuple(paid)[:MOST_NAMES], tuple(measured)[:MOST_NAMES]


def _happy(scope: frozenset[int] | None, reader: EditionReader) -> list[RemarkTold]:
    if scope is not None and not scope:
        return []
    wanted = Wanted(csat=(BEST,), since=reader.first_day, until=reader.ends_on)
    return [
        RemarkTold(each.text, each.team_name, each.day, each.interaction_id)
        for each in remarks_for(scope, 1, wanted).items
        if len(each.text.split()) >= SOME_WORDS
    ]


def _done(teams: frozenset[int], reader: EditionReader) -> ActionTold | None:
    done = done_actions(teams, reader.first_day, reader.ends_on) if teams else []
    return next(
        (ActionTold(each.team.name, each.heard, each.did) for each in done if each.did), None
    )
