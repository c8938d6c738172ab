"""What a file of readings would do: checked against measures, teams and what stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cxstaff.errors import Refused
from cxstaff.measures import queries
from cxstaff.measures.actions.readings import NO_REASON, Told, put_readings, sorted_out
from cxstaff.measures.imports.table import FileLine, ReadingProblem, in_order, read, starts_on
from cxstaff.measures.models import Measure
from cxstaff.measures.reading_periods import flaw_of
from cxstaff.people.models import Person
from cxstaff.people.queries import all_teams
from cxstaff.text import N_

NO_MEASURE = N_("No measure in use is called “%(value)s”.")
WHICH_MEASURE = N_("Say above which measure the file is of, or give it a column “measure”.")
NOT_ENTERED = N_("“%(value)s” is computed from what people said; nothing is entered.")
NO_TEAM = N_("You enter numbers of no team called “%(value)s”.")
OTHER_LENGTH = N_("“%(value)s” is read by the %(frequency)s; this names another period.")
TWICE = N_("This team and period stand in line %(line)s already.")


@dataclass(frozen=True, slots=True)
class PlannedReading:
    """One number that a file would write down; `was` is what stood there, None where nothing."""

    measure: Measure
    team: str
    told: Told
    was: float | None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would do: new numbers and corrections, known ones, and all that is wrong."""

    new: Sequence[PlannedReading]
    corrections: Sequence[PlannedReading]
    known: int
    problems: Sequence[ReadingProblem]

    @property
    def changes(self) -> list[PlannedReading]:
        """Return all that would be written, what corrects something first."""
        return [*self.corrections, *self.new]


def planned(
    path: Path, measure: Measure | None, team_ids: Collection[int], today: date
) -> ImportPlan:
    """Work out what a file would do, writing nothing.

    All lines are of `measure`, or of what its column says; `team_ids` are the teams whose numbers
    may be entered. Raises `Refused` when it is no table of readings.
    """
    lines, problems = read(path)
    known = {each.name.casefold(): each for each in queries.measures()}
    every = all_teams()
    teams = {each.name.casefold(): each.id for each in every if each.id in team_ids}
    names = {each.id: each.name for each in every}
    told = dict[tuple[int, int, date], tuple[int, Told]]()
    of_measure = {each.id: each for each in known.values()}
    for line in lines:
        found = _checked(line, measure or known.get(line.measure.casefold()), teams, today)
        if isinstance(found, ReadingProblem):
            problems.append(found)
            continue
        own, each = found
        key = own.id, each.team_id, each.starts_on
        if key in told:
            problems.append(ReadingProblem(line.number, "period", TWICE, {"line": told[key][0]}))
        of_measure[own.id] = own
        told.setdefault(key, (line.number, each))
    by_measure = defaultdict[int, list[Told]](list)
    for (measure_id, _team, _day), (_line, each) in told.items():
        by_measure[measure_id].append(each)
    return _sorted(by_measure, of_measure, names, in_order(problems))


def write(made: ImportPlan, actor: Person, *, why: str | None, now: datetime) -> int:
    """Write a plan without problems: all of it or nothing; returns how many numbers changed.

    Raises `Refused` where something is wrong, or corrections come without a reason.
    """
    if made.problems:
        raise Refused("The file has problems, so nothing was imported.")
    if made.corrections and not why:
        raise Refused(NO_REASON)
    by_measure = defaultdict[Measure, list[Told]](list)
    for each in made.changes:
        by_measure[each.measure].append(each.told)
    return sum(
        put_readings(measure, actor, told, why=why, now=now) for measure, told in by_measure.items()
    )


def _checked(
    line: FileLine, measure: Measure | None, teams: Mapping[str, int], today: date
) -> ReadingProblem | tuple[Measure, Told]:
    if measure is None:
        if not line.measure:
            return ReadingProblem(line.number, "measure", WHICH_MEASURE)
        return ReadingProblem(line.number, "measure", NO_MEASURE, {"value": line.measure})
    if not measure.is_entered:
        return ReadingProblem(line.number, "measure", NOT_ENTERED, {"value": measure.name})
    team_id = teams.get(line.team.casefold())
    if team_id is None:
        return ReadingProblem(line.number, "team", NO_TEAM, {"value": line.team})
    starts = starts_on(line, measure.read_by)
    if starts is None:
        values = {"value": measure.name, "frequency": measure.frequency}
        return ReadingProblem(line.number, "period", OTHER_LENGTH, values)
    flaw = flaw_of(starts, measure.read_by, today)
    if flaw is not None:
        return ReadingProblem(line.number, "period", *flaw)
    return measure, Told(team_id, starts, line.value, line.cases)


def _sorted(
    by_measure: Mapping[int, Sequence[Told]],
    measures: Mapping[int, Measure],
    names: Mapping[int, str],
    problems: Sequence[ReadingProblem],
) -> ImportPlan:
    new, corrections, known = list[PlannedReading](), list[PlannedReading](), 0
    for measure_id, told in by_measure.items():
        found, measure = sorted_out(measures[measure_id], told), measures[measure_id]
        new += [PlannedReading(measure, names[each.team_id], each, None) for each in found.new]
        corrections += [
            PlannedReading(measure, names[each.team_id], each, before.value)
            for each, before in found.corrections
        ]
        known += found.known
    return ImportPlan(new, corrections, known, problems)
