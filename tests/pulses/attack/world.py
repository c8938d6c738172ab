"""A round played to its end, in which the attacker watches everything: a company of 72 answers."""

from __future__ import annotations

import contextvars
import logging
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, current_app

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering.links import address_for
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import actions as closing
from cxstaff.pulses.models import Invitation, PulseRound
from tests.cast import NOW
from tests.pulses.attack import evidence
from tests.pulses.attack.evidence import Evidence, Frames
from tests.pulses.rounds import LATER, a_round, close, everybody, hire

Teams = dict[str, tuple[str, int]]  # name: the team above, and how many people are in it
THREE_TEAMS: Teams = dict.fromkeys(("Blue", "Red", "Green"), ("Service", 24))
SIZES = ((9, 7, 2), (6, 5, 1), (12, 6, 4), (8, 3, 3), (5, 5, 6))
SMALL_TEAMS: Teams = {f"Part {n}": ("Service", 0) for n in range(len(SIZES))} | {
    f"Team {n}{letter}": (f"Part {n}", size)
    for n, sizes in enumerate(SIZES)
    for letter, size in zip("abc", sizes, strict=True)
}
NUMBERS = ("teei-mission", "teei-asked", "teei-tools", "enps", "voice-safe", "workload-carry")
WORDS = "lights chairs breaks shifts headsets scripts coffee parking noise training".split()


@dataclass
class Variant:
    """The product as it is, or weakened in one way that an attack must notice."""

    name: str
    weakened: Callable[[], AbstractContextManager[Any]] = nullcontext
    on_answer: Callable[[PulseRound, Person, dict[str, int], str | None], None] | None = None


def play(
    built: Flask,
    database: Any,
    variant: Variant,
    teams: Teams = THREE_TEAMS,
    *,
    logs: bool = False,
    links: bool = False,
    letters: bool = False,
    seed: int = 1,
) -> Evidence:
    """Open a round, let people answer in an order of chance, close it; return all that is left.

    What logs say, what the pages behind links in letters show, and letters with what becomes of
    their links after closing, is noted where it is wanted.
    """
    with built.app_context(), clock.frozen(NOW), one_course_of_chance(seed), variant.weakened():
        database.copy(db.engine.dispose)
        settings = built.config["SETTINGS"]
        folders = (settings.key_dir, settings.key_dir.parent / "mail")
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        try:
            with listening() if logs else nullcontext(list[str]()) as heard:
                found = _story(database.name, variant, teams, links, letters)
            found.log = "\n".join(heard)
            found.mails = [path.read_text() for path in sorted(folders[1].rglob("*.eml"))]
            return found
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def one_course_of_chance(seed: int) -> Iterator[None]:
    """Draw what the system draws from a fixed seed, so that the same tests always pass."""
    source = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random.SystemRandom, "getrandbits", lambda _, bits: source.getrandbits(bits))
        patch.setattr(random.SystemRandom, "random", lambda _: source.random())
        yield


@contextmanager
def listening() -> Iterator[list[str]]:
    """Hear every line of every log, with the statements sent to the database among them."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(f"{record.name} {record.getMessage()}")

    ear, root, sql = Ear(), logging.getLogger(), logging.getLogger("sqlalchemy.engine")
    before = root.level, sql.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    sql.setLevel(logging.INFO)
    db.engine.dispose()
    try:
        yield heard
    finally:
        root.removeHandler(ear)
        root.setLevel(before[0])
        sql.setLevel(before[1])


@contextmanager
def everybody_known() -> Iterator[None]:
    """Read nobody anew after each commit: a request knows one person, a story all of them."""
    session = db.session()
    session.expire_on_commit = False
    try:
        yield
    finally:
        session.expire_on_commit = True
        session.expire_all()


def given_answers(
    people: list[Person], turn_of: dict[int, int]
) -> Iterator[tuple[Person, dict[str, int], str]]:
    """Make up answers: everybody has a mood and words of their own.

    Everybody answers the first three, as an attacker would wish who lays them side by side; of the
    others one in ten is left out.
    """
    draw = random.Random(7)
    for number, person in enumerate(people):
        mood = draw.choice((1, 2, 3, 4, 4, 5, 5, 6, 6, 7))
        seen = (*NUMBERS[:4], NUMBERS[4 + turn_of[person.id]])
        numbers = {k: _around(mood, k, draw) for k in seen if k in seen[:3] or draw.random() > 0.1}
        words = " ".join(draw.choices(WORDS, k=draw.randint(2, 90)))
        yield person, numbers, f"{number:03} {words}"


def _around(mood: int, key: str, draw: random.Random) -> int:
    if key == "enps":
        return min(10, max(0, round(mood * 10 / 7) + draw.choice((-1, 0, 0, 1))))
    return min(7, max(1, mood + draw.choice((-1, 0, 0, 0, 1))))


def _story(database: str, variant: Variant, wanted: Teams, links: bool, letters: bool) -> Evidence:
    since = evidence.log_position()
    people, ines, service = _people(wanted)
    keys = (*NUMBERS, "comment")
    made = a_round(ines, service, keys=keys, per_round=5)
    if letters:
        jobs.invite()
    found = Evidence(database, made.id, {each.key: each.id for each in made.questions})
    found.frames = Frames() if database == "sqlite" else None
    found.parents = {team.id: team.parent_id for team in db.session.scalars(db.select(Team))}
    for place in db.session.scalars(db.select(Invitation)):
        found.turn_of[place.person_id], found.team_of[place.person_id] = place.turn, place.team_id
    with everybody_known():
        _let_answer(made, people, variant, found)
    found.snapshots["open"] = evidence.take(since)
    if links:
        _follow_links(found)
    _close(made, found)
    if letters:
        with clock.frozen(LATER):
            _follow_links(found)
    found.snapshots["closed"] = evidence.take(since)
    return found


def _follow_links(found: Evidence) -> None:
    """Open the link of every letter, as whoever holds the letter can."""
    visitor = current_app.test_client()
    for person in db.session.scalars(db.select(Person).where(Person.id.in_(found.order))).all():
        path = urlsplit(address_for(db.session.get_one(PulseRound, found.round_id), person))
        db.session.commit()
        page = contextvars.Context().run(visitor.get, path.path)
        found.linked.setdefault(person.id, []).append(page.text)


def _people(wanted: Teams) -> tuple[list[Person], Person, Team]:
    """Fill the teams that are wanted; return their people in the order they will answer in."""
    teams = {team.name: team for team in db.session.scalars(db.select(Team))}
    people: list[Person] = []
    for name, (above, size) in wanted.items():
        if name not in teams:
            teams[name] = Team(name=name, parent=teams[above])
            db.session.add(teams[name])
            db.session.flush()
        here = everybody(teams[name])
        people += here + hire(teams[name], size - len(here))
    random.Random(11).shuffle(people)
    ines = db.session.scalars(db.select(Person).where(Person.name == "Ines Ingo")).one()
    return people, ines, teams["Service"]


def _let_answer(
    round_: PulseRound, people: list[Person], variant: Variant, found: Evidence
) -> None:
    sheets = list(given_answers(people, found.turn_of))
    for person, _numbers, _words in sheets[::7]:  # some change their mind
        actions.answer(
            hold_respondent(round_.id, person.id), {"teei-mission": 4}, "Not yet", now=NOW
        )
        db.session.commit()
    for person, numbers, words in sheets:
        actions.answer(hold_respondent(round_.id, person.id), numbers, words, now=NOW)
        if variant.on_answer:
            variant.on_answer(round_, person, numbers, words)
        db.session.commit()
        if found.frames:
            found.frames.copy()
        found.order.append(person.id)
        found.truth |= {(person.id, key): value for key, value in numbers.items()}
        if words:
            found.authors[words] = person.id


def _close(round_: PulseRound, found: Evidence) -> None:
    """Close the round; the log is copied between writing rows and emptying the box."""
    empty = closing.empty

    def watched(model: Any) -> None:
        db.session.commit()
        if found.frames:
            found.frames.copy()
        empty(model)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closing, "empty", watched)
        close(round_)
    assert round_.closed_at is not None, round_.complaint
