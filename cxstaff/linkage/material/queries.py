"""What a comparison is made of: published round results and running totals, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

import numpy as np

from cxstaff.clock import local_day
from cxstaff.customers import queries as customers
from cxstaff.linkage.estimates.reliability import Differences, differences_from
from cxstaff.linkage.material.cells import PERIODS, Cells, places_of
from cxstaff.linkage.material.changes import breaks_between, changes_state
from cxstaff.linkage.material.gathering import (
    Rounds,
    halves,
    period_of,
    results,
    results_of_teams,
    rounds_over,
    scores,
)
from cxstaff.linkage.material.material import Items, Material, TeamCells
from cxstaff.linkage.material.periods import Calendar, Period, number_of
from cxstaff.linkage.material.question import Mix, Place, Question
from cxstaff.linkage.material.strata import with_same_mix
from cxstaff.linkage.material.variation import step_of
from cxstaff.people import queries as people
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.questions.instruments import ENPS
from cxstaff.pulses.results.queries import coverage


def material_for(question: Question, today: date, zone: str) -> Material:
    """Gather the complete periods before `today`, as calendars in `zone` show it."""
    running = number_of(today, question.span)
    rounds = rounds_over(question.span, zone, running)
    gathered = _gathered([question.engagement], rounds, question.span, running)
    gathered = with_breaks(gathered, question.span)
    material = replace(gathered[question.engagement], halves=halves(question.engagement, rounds))
    if question.is_narrowed:
        material = _narrowed(material, _within(question))
    items = _items(material, question, zone)
    material = replace(material, items=items, differences=_differences(question, rounds))
    return with_same_mix(material, question) if question.mix is Mix.SAME else material


def team_cells(question: Question, running: int, zone: str, team_ids: Collection[int]) -> TeamCells:
    """Gather what is shown of a few teams in the complete periods before `running`."""
    found, happened = results_of_teams(question.outcome, question.span, running, team_ids)
    known = scores(question.engagement, rounds_over(question.span, zone, running), team_ids)
    if not question.is_narrowed:
        return TeamCells(known, found, happened)
    kept = _within(question)
    return TeamCells(kept(known), kept(found), kept(happened))


def usual_step(question: Question, today: date, zone: str) -> float:
    """Return how far a team's score usually moves, in points; results are not read."""
    rounds = rounds_over(question.span, zone, number_of(today, question.span))
    return step_of(scores(question.engagement, rounds), _above())


def materials_for(
    subjects: Iterable[str], span: Period, today: date, zone: str, halved: str | None = None
) -> dict[str, Material]:
    """Gather the same for several engagement subjects; results are read once.

    Halves are those of the subject `halved` alone, if it is among them.
    """
    running = number_of(today, span)
    rounds = rounds_over(span, zone, running)
    gathered = _gathered(subjects, rounds, span, running)
    if halved in gathered:
        gathered[halved] = replace(gathered[halved], halves=halves(halved, rounds))
    return gathered


def _gathered(
    subjects: Iterable[str], rounds: Rounds, span: Period, running: int
) -> dict[str, Material]:
    found, interactions = results(span, running)
    above = _above()
    return {
        subject: Material(
            scores=scores(subject, rounds),
            results=found,
            interactions=interactions,
            running=running,
            above=above,
        )
        for subject in subjects
    }


def with_breaks(materials: Mapping[str, Material], span: Period) -> dict[str, Material]:
    """Add the breaks of teams since the first score, before which nothing is compared."""
    known = [each for each in materials.values() if len(each.scores)]
    first = min((int(each.scores.period.min()) for each in known), default=0)
    breaks = breaks_between(span, first, known[0].running) if known else ()
    return {key: replace(each, breaks=breaks) for key, each in materials.items()}


def _above() -> frozenset[int]:
    """Return the teams whose scores hold those of teams below them."""
    return frozenset(each for each in pulses.parents_of_teams().values() if each is not None)


def _narrowed(material: Material, kept: Callable[[Cells[Any]], Cells[Any]]) -> Material:
    return replace(
        material,
        scores=kept(material.scores),
        results={key: kept(each) for key, each in material.results.items()},
        interactions=kept(material.interactions),
        halves=kept(material.halves),
    )


def state_of(span: Period, today: date, zone: str) -> tuple[object, ...]:
    """Return what changes whenever an answer over periods of this span may have changed."""
    tree, changes = frozenset(pulses.parents_of_teams().items()), changes_state()
    versions = pulses.version(), customers.version()
    return span, number_of(today, span), zone, *versions, tree, changes


def hidden_places(
    question: Question, zone: str, team_ids: Collection[int] | None = None
) -> set[Place]:
    """Return where people of a team were asked; without a score there, it is hidden."""
    opened = coverage.rounds_about(question.engagement)
    return {
        (team_id, period_of(opened[round_id], zone, question.span))
        for round_id, team_id in coverage.teams_asked(opened, team_ids)
    }


def first_closing(calendar: Calendar) -> date | None:
    """Return the day on which the first of the open rounds closes; None where none is open."""
    ends = coverage.first_to_close(calendar.today, calendar.zone)
    return None if ends is None else local_day(ends, calendar.zone)


def is_known(outcome: str, span: Period, period: int) -> bool:
    """Say whether any team has a customer result in a period, over or not."""
    found, _ = results(span, period + 1)
    return bool((found[outcome].period == period).any())


def _within(question: Question) -> Callable[[Cells[Any]], Cells[Any]]:
    """Return what keeps the cells of the teams and periods that are asked about."""
    chosen, span = question.team_id, question.span
    teams = None if chosen is None else list(people.team_ids_below([chosen]))
    first = -inf if question.first_on is None else number_of(question.first_on, span)
    last = inf if question.last_on is None else number_of(question.last_on, span)

    def kept(cells: Cells[Any]) -> Cells[Any]:
        wanted = (cells.period >= first) & (cells.period <= last)
        return cells.only(wanted if teams is None else wanted & np.isin(cells.team, teams))

    return kept


def _differences(question: Question, rounds: Rounds) -> dict[int, Differences] | None:
    """Return how teams of the company differ, by period; of several rounds the last is told.

    None for an eNPS: it is one question, and what is published of teams tells it.
    """
    if question.engagement == ENPS:
        return None
    found: dict[int, Differences] = {}
    periods = rounds.about(question.engagement)
    for kept in pulses.correlations(question.engagement):
        told = differences_from(kept.icc1, kept.teams, kept.answers)
        if kept.round_id in periods and isinstance(told, Differences):
            found[periods[kept.round_id]] = told
    return found


def _items(material: Material, question: Question, zone: str) -> dict[int, Items]:
    """Return how far answers lie apart in the newest period, by team; of several rounds the last.

    The variance of an evenly spread choice of A is (A² − 1) / 12 (see `reliability.agreement`).
    """
    places = places_of(material.scores, without=material.above)
    newest = int((places % PERIODS).max()) if places.size else None
    scored = set((places // PERIODS)[places % PERIODS == newest].tolist())
    opened = {
        round_id: opens_at
        for round_id, opens_at in coverage.rounds_about(question.engagement).items()
        if period_of(opens_at, zone, question.span) == newest
    }
    found = defaultdict[int, dict[int, list[pulses.Spread]]](lambda: defaultdict(list))
    for spread in pulses.spreads(question.engagement, opened):
        if spread.team_id in scored:
            found[spread.team_id][spread.round_id].append(spread)
    last = {
        team_id: by_round[max(by_round, key=lambda each: (opened[each], each))]
        for team_id, by_round in found.items()
    }
    return {
        team_id: Items(min(each.n for each in spreads), tuple(_share(each) for each in spreads))
        for team_id, spreads in last.items()
    }


def _share(spread: pulses.Spread) -> float:
    even: float = (spread.options**2 - 1) / 12 * (100 / (spread.options - 1)) ** 2
    return spread.variance / even
