"""A round in which it is known exactly who answered when, and all that disks keep of that order.

Everybody is written to at the opening; when half have answered, the others are reminded. Every
fifth has no mail and a code.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import scipy
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.letters import queue
from cxstaff.pulses.models import PulseCode, PulseLetter, PulseRound
from tests.cast import NOW
from tests.pulses.attack import evidence, versions
from tests.pulses.attack.evidence import Snapshot
from tests.pulses.attack.world import Variant, everybody_known
from tests.pulses.rounds import a_round, close, everybody, hire

FEW = 40
TELLING = ("invitation", "sealed_answer", "pulse_letter", "pulse_code")
EVERY_CODE = 5
OPENED_AND_CLOSED = ("open", "closed")


@dataclass
class Ordered:
    """Copies of a database while its round was open and after, and the order of answering."""

    database: str
    round_id: int
    order: list[int]
    copies: dict[str, Snapshot] = field(default_factory=dict)


def play(
    built: Flask, database: Any, variant: Variant, people: int, *, backwards: bool = False
) -> Ordered:
    """Let `people` answer one after the other; copy everything before and after closing."""
    with built.app_context(), clock.frozen(NOW), variant.weakened():
        database.copy(db.engine.dispose)
        shutil.rmtree(built.config["SETTINGS"].key_dir, ignore_errors=True)
        try:
            return _story(database.name, variant, people, backwards)
        finally:
            db.session.remove()
            db.engine.dispose()


def told(found: Ordered, moment: str) -> dict[str, float]:
    """Say how well everything that a copy orders people by tells the order of answering.

    Kendall's tau without its sign, for whatever is known of half the people or more. Of a few
    codes that are left it is too much by chance.
    """
    return {
        name: _tau(found.order, known)
        for name, known in _orderings(found, found.copies[moment])
        if len(known) > len(found.order) / 2 or _are_codes_enough(name, known)
        if len(set(known.values())) > 1
    }


def rankings(found: Ordered, moment: str) -> dict[str, list[int]]:
    """Return the order in which everything in a copy puts people, by what orders them."""
    return {
        name: sorted(known, key=lambda person: (known[person], person))
        for name, known in _orderings(found, found.copies[moment])
        if len(set(known.values())) > 1
    }


def _are_codes_enough(name: str, known: dict[int, int]) -> bool:
    return name.startswith("pulse_code") and len(known) > FEW


def _tau(order: list[int], known: dict[int, int]) -> float:
    places = [known[person] for person in order if person in known]
    return abs(float(scipy.stats.kendalltau(range(len(places)), places).statistic))


def _orderings(found: Ordered, copy: Snapshot) -> Iterator[tuple[str, dict[int, int]]]:
    """Yield all that orders people; but whoever gets no reminder has answered, as long as it runs.

    Letters tell as much on purpose, until the round is closed.
    """
    for name in _telling(found, copy):
        rows = [row for row in copy.tables[name] if row["round_id"] == found.round_id]
        yield f"{name}: place", {row["person_id"]: _one(row["place"]) for row in rows}
        yield f"{name}: writer", {row["person_id"]: row["writer"] for row in rows}
    if found.database == "postgresql":
        yield from _of_versions(found, copy)
    else:
        yield from _of_envelopes(copy)


def _of_versions(found: Ordered, copy: Snapshot) -> Iterator[tuple[str, dict[int, int]]]:
    """Order people by all versions of rows about them, whatever became of those."""
    for name in _telling(found, copy):
        carved = versions.carve(copy.files[f"0 {name}"], found.round_id, sorted(found.order))
        for what in ("place", "writer", "replacer"):
            for which in (min, max):
                known: dict[int, int] = {}
                for each in carved:
                    value = getattr(each, what)
                    if value:
                        known[each.person] = which(known.get(each.person, value), value)
                yield f"{name}: {which.__name__} {what} of versions", known


def _of_envelopes(copy: Snapshot) -> Iterator[tuple[str, dict[int, int]]]:
    """Order people by where both ends of their envelopes lie in the files."""
    for name, content in copy.files.items():
        backwards = content[::-1]  # in which the last place is found, and found quickly
        for end, piece in (("head", slice(0, 32)), ("tail", slice(-32, None))):
            known = {
                row["person_id"]: backwards.find(bytes(row["envelope"])[piece][::-1])
                for row in copy.tables["sealed_answer"]
            }
            yield f"{name}: {end}", {who: -place for who, place in known.items() if place >= 0}


def _telling(found: Ordered, copy: Snapshot) -> list[str]:
    is_closed = copy is found.copies.get("closed")
    return [name for name in TELLING if is_closed or name != "pulse_letter"]


def _one(place: Any) -> int:
    """Put the block and the number of a place into one number."""
    return sum(part << 32 * n for n, part in enumerate(reversed(place)))


def _story(database: str, variant: Variant, number: int, backwards: bool) -> Ordered:
    since = evidence.log_position()
    made, people = _asked(number)
    _write_to(made, people, queue.INVITATION)
    random.Random(17).shuffle(people)
    if backwards:
        people.reverse()
    found = Ordered(database, made.id, [person.id for person in people])
    half = number // 2
    _let_answer(made, people[:half], variant)
    late = sorted(people[half:], key=lambda person: person.id)
    _write_to(made, late, queue.REMINDER.format(1))
    _let_answer(made, people[half:], variant)
    jobs.lay_boxes_anew()
    db.session.commit()
    jobs.empty_log()
    found.copies["open"] = evidence.take(since)
    close(made)
    assert made.closed_at is not None, made.complaint
    assert made.answers == number
    found.copies["closed"] = evidence.take(since)
    return found


def _asked(number: int) -> tuple[PulseRound, list[Person]]:
    """Ask `number` people, every fifth of whom has no mail and gets a code."""
    hr = db.session.scalars(db.select(Person).where(Person.name == "Ines Ingo")).one()
    team = Team(name="Asked")
    db.session.add(team)
    db.session.flush()
    hire(team, number)
    people = everybody(team)
    for person in people[EVERY_CODE::EVERY_CODE]:
        person.email = None
    made = a_round(hr, team, keys=("teei-mission", "enps", "comment"))
    db.session.add_all(
        PulseCode(
            round_id=made.id, person_id=each.id, digest=b"digest %d" % each.id, made_by_id=hr.id
        )
        for each in people[EVERY_CODE::EVERY_CODE]
    )
    db.session.commit()
    return made, people


def _write_to(round_: PulseRound, people: list[Person], occasion: str) -> None:
    """Note a letter to each, and then that it went."""
    about = {"round_id": round_.id, "occasion": occasion, "claimed_at": NOW, "attempts": 1}
    db.session.execute(
        db.insert(PulseLetter), [about | {"person_id": person.id} for person in people]
    )
    db.session.commit()
    db.session.execute(db.update(PulseLetter).filter_by(occasion=occasion).values(sent_at=NOW))
    db.session.commit()


def _let_answer(round_: PulseRound, people: list[Person], variant: Variant) -> None:
    numbers = {"teei-mission": 5, "enps": 8}
    with everybody_known():
        for person in people:
            actions.answer(hold_respondent(round_.id, person.id), numbers, "Words", now=NOW)
            if variant.on_answer:
                variant.on_answer(round_, person, numbers, "Words")
            db.session.commit()
