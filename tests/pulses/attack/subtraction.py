"""The attack by subtraction: everything published or stored, taken apart by linear algebra."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from tests.pulses.attack.evidence import Evidence

SMALLEST = 5
STEPS = {"enps": 10}  # points run from 0 to 100 in this many steps; all others in six
Team = int | None


@dataclass
class Solved:
    """A set of people whose common mean is known, to one question."""

    key: str
    people: tuple[int, ...]
    mean: float  # in points


@dataclass
class Told:
    """What is told of one question: sets of people, and the mean of each."""

    sets: list[frozenset[int]] = field(default_factory=list)
    means: list[float] = field(default_factory=list)

    def add(self, people: frozenset[int], mean: float) -> None:
        self.sets.append(people)
        self.means.append(mean)


def small_sets(found: Evidence) -> list[Solved]:
    """Return every set of one to four people whose mean can be solved from a copy of everything."""
    return [solved for key in found.questions for solved in _of_question(found, key)]


def is_true(found: Evidence, solved: Solved) -> bool:
    """Say whether the mean that was solved is what these people answered."""
    answers = [found.truth[person, solved.key] for person in solved.people]
    return bool(np.isclose(_points(solved.key, sum(answers) / len(answers)), solved.mean))


def _of_question(found: Evidence, key: str) -> Iterator[Solved]:
    told = _told(found, key)
    everybody = sorted(set().union(*told.sets))
    alike: dict[tuple[bool, ...], list[int]] = defaultdict(list)
    for person in everybody:
        alike[tuple(person in each for each in told.sets)].append(person)
    atoms = [people for people in alike.values() if len(people) < SMALLEST]
    if not told.sets or not atoms:
        return
    matrix = np.array([[person in each for person in everybody] for each in told.sets], float)
    sums = np.array([len(s) * mean for s, mean in zip(told.sets, told.means, strict=True)])
    for size in (1, 2):
        for chosen in combinations(atoms, size):
            people = tuple(person for atom in chosen for person in atom)
            if len(people) >= SMALLEST:
                continue
            wanted = np.array([float(person in people) for person in everybody])
            by, *_ = np.linalg.lstsq(matrix.T, wanted, rcond=None)
            if np.allclose(matrix.T @ by, wanted, atol=1e-6):
                yield Solved(key, people, float(by @ sums) / len(people))


def _told(found: Evidence, key: str) -> Told:
    """Put together published views and stored cells whose people the attacker can name.

    The worst case: it is known who answered each question, and the rule that counts them.
    """
    told, answerers = Told(), {p for p, k in found.truth if k == key}
    inside = {
        team: frozenset(p for p in answerers if _is_below(found, found.team_of[p], team))
        for team in {None, *found.parents}
    }
    for row in found.after.tables["round_result"]:
        people = inside[row["team_id"]]
        if row["subject"] == f"question:{key}" and row["n"] == len(people):
            told.add(people, row["mean"])
    for group, rows in found.answers(key).items():
        if len(rows) == len(inside[group]):
            mean = sum(row["value"] for row in rows) / len(rows)
            told.add(inside[group], _points(key, mean))
    return told


def _points(key: str, value: float) -> float:
    """Put a value of the question's scale (0 to 10, or 1 to 7) on 0 to 100."""
    return (value if key in STEPS else value - 1) / STEPS.get(key, 6) * 100


def _is_below(found: Evidence, team: Team, above: Team) -> bool:
    while team is not None and team != above:
        team = found.parents[team]
    return team == above
