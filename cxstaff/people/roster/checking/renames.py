"""Teams that a roster file seems to rename: most of the people of one stand under a new name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from cxstaff.people.roster.checking.changes import Choice, Known, Plan, RosterQuestion
from cxstaff.people.roster.checking.entry import Entry, key_of
from cxstaff.text import N_

ALL_MOVE = N_("All %(all)s people of %(old)s are in %(new)s now, a new name. Is it the same team?")
SOME_MOVE = N_(
    "%(count)s of %(all)s people of %(old)s are in %(new)s now, a new name. Is it the same team?"
)
TEAMS_MOVE = N_(
    "%(count)s teams of %(old)s belong to %(new)s now, a new name. Is it the same team?"
)
RENAMED = N_("Yes, %(old)s is called %(new)s now: its history and lead stay")
NEW_TEAM = N_("No, %(new)s is a new team, and people move to it")
NEW = "new"
FEWEST = 2
"""Where one person alone was in a team, a move and a new name look alike: it is taken as a move."""


def offered(plan: Plan, known: Known, today: date) -> list[RosterQuestion]:
    """Return which new teams may be known ones under another name.

    More than half of the people of the old one stand in the new one, and no other team sends more
    there; of a team without people, all teams that belong to it.
    """
    sizes = Counter(team for entry in known.entries if (team := _team_on(entry, today)))
    came, below = _movers(plan, today), _children(plan.parents)
    was_below = _children(known.parents)
    questions = list[RosterQuestion]()
    for new in plan.new_teams:
        [(old, count)] = came[new].most_common(1) or [("", 0)]
        if sizes[old] >= FEWEST and 2 * count > sizes[old]:
            sentence = ALL_MOVE if count == sizes[old] else SOME_MOVE
            questions.append(_question(sentence, plan, known, old, new, count, sizes[old]))
        elif not count:
            questions += _of_parents(plan, known, new, sizes, below[new], was_below)
    return questions


def chosen(offered_: Sequence[RosterQuestion], answers: Mapping[str, str]) -> dict[str, str]:
    """Return the new names of teams that are renamed, by their keys."""
    return {
        key: str(each.values["new"])
        for each in offered_
        if (key := answers.get(each.key, NEW)) != NEW and key == each.choices[0].value
    }


def keys(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return by which key a file's name of a team is known where teams are renamed.

    The new name is the old team; the old name, where the file still has it, another team.
    """
    return {key_of(name): key for key, name in renamed.items()} | {
        key: f"\n{key}" for key in renamed
    }


def _movers(plan: Plan, today: date) -> defaultdict[str, Counter[str]]:
    """Return from which teams people come, by the team in which they stand after the file."""
    found = defaultdict[str, Counter[str]](Counter)
    for change in plan.changes:
        before = _team_on(change.before, today) if change.before else None
        after = _team_on(change.after, today) if before else None
        if before and after:
            found[after][before] += 1
    return found


def _children(parents: Mapping[str, str] | Mapping[str, str | None]) -> defaultdict[str, set[str]]:
    """Return which teams belong to each."""
    found = defaultdict[str, set[str]](set)
    for team, parent in parents.items():
        if parent is not None:
            found[parent].add(team)
    return found


def _of_parents(
    plan: Plan,
    known: Known,
    new: str,
    sizes: Mapping[str, int],
    below: set[str],
    was_below: Mapping[str, set[str]],
) -> list[RosterQuestion]:
    """Return the question whether an upper team without people got another name."""
    before = {known.parents.get(team) for team in below}
    [old] = before if len(before) == 1 else [None]
    if old is None or sizes[old] or below != was_below[old]:
        return []
    return [_question(TEAMS_MOVE, plan, known, old, new, len(below), len(below))]


def _question(
    sentence: str, plan: Plan, known: Known, old: str, new: str, count: int, every: int
) -> RosterQuestion:
    names = {"old": known.teams[old], "new": plan.new_teams[new]}
    choices = [Choice(old, RENAMED, names), Choice(NEW, NEW_TEAM, names)]
    return RosterQuestion(
        f"rename-{new}", sentence, {**names, "count": count, "all": every}, choices
    )


def _team_on(entry: Entry, day: date) -> str | None:
    if not entry.works_on(day):
        return None
    return next((span.team for span in entry.spans if span.holds(day)), None)
