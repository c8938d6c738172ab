"""Words that stand for who handled something: explained once, kept, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from cxstaff import engine, security_log
from cxstaff.customers.models import (
    ImportRun,
    ImportState,
    KnownHandler,
    QuarantinePass,
)
from cxstaff.customers.quarantine import actions, passes
from cxstaff.customers.quarantine.kinds import kinds_of, runs_with
from cxstaff.customers.reading.mapping import TABLES, Mapping, Several
from cxstaff.customers.records.handlers import Roster, plain
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.tables.mapping import presets
from cxstaff.text import N_

NOBODY_CALLED = N_("Nobody on the roster is called '%(word)s'.")
SEVERAL_CALLED = N_(
    "Several people are called '%(word)s'; use the e-mail address or employee number."
)
ON_THE_ROSTER = N_("'%(word)s' names somebody on the roster, who cannot be taken for nobody.")
TOO_LONG = N_("This is too long to be a name. Is the right column chosen?")
LONGEST_WORD = 200


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for: a person, a team, the record's own team, or what is left out."""

    person_id: int | None = None
    team_id: int | None = None
    is_left_out: bool = False


def explain(
    word: str, meaning: Meaning, actor: Person | None, *, now: datetime
) -> list[QuarantinePass]:
    """Keep what a word stands for, and queue the records of it that are held back.

    Raises `Refused` where the person or team is not there, and where a word that names somebody
    on the roster is to stand for nobody.
    """
    engine.lock(db.session(), "customers.load")
    word = plain(word)
    _check(word, meaning)
    known = db.session.get(KnownHandler, word) or KnownHandler(word=word)
    known.person_id, known.team_id = meaning.person_id, meaning.team_id
    known.is_left_out = meaning.is_left_out
    db.session.add(known)
    person = db.session.get(Person, meaning.person_id) if meaning.person_id else None
    security_log.record(
        Act.HANDLER_EXPLAINED, by=actor, on=person, now=now, team_id=meaning.team_id, word=word
    )
    runs = (db.session.get_one(ImportRun, run_id) for run_id in runs_with(word))
    return [passes.begin(run, now=now, word=word) for run in runs if not _is_taken_back(run)]


def forget(word: str, actor: Person | None, *, now: datetime) -> None:
    """Take back what a word stands for; what came in stays as it is."""
    engine.lock(db.session(), "customers.load")
    known = db.session.get(KnownHandler, plain(word), populate_existing=True)
    if known is None:
        raise Refused("Nobody has said what '%(word)s' stands for.", word=word)
    db.session.delete(known)
    security_log.record(Act.HANDLER_EXPLAINED, by=actor, now=now, word=known.word)


def choose_of_several(run: ImportRun, several: Several, *, now: datetime) -> list[QuarantinePass]:
    """Keep who of several counts, for the run and the presets of its source; queue its records."""
    run = actions.hold(run.id)
    mine = replace(Mapping.from_json(run.mapping or {}), several=several)
    run.mapping = mine.as_json()
    for preset in presets.presets_of(TABLES):
        theirs = Mapping.from_json(preset.mapping)
        if theirs.source == mine.source:
            preset.mapping = replace(theirs, several=several).as_json()
    kinds = [kind for kind in kinds_of(run.id) if kind.mend == "several"]
    return [passes.begin(run, now=now, kind=kind) for kind in kinds]


def person_called(word: str) -> int:
    """Return the id of the one person whom a number, address or name means; raises `Refused`."""
    called = Roster().people_called(word)
    if len(called) != 1:
        raise Refused(SEVERAL_CALLED if called else NOBODY_CALLED, word=word)
    return called[0]


@dataclass(frozen=True, slots=True)
class Explained:
    """A word that was explained, and by whom or what it is replaced."""

    word: str
    person: str | None
    team: str | None
    is_left_out: bool

    @property
    def meaning(self) -> str:
        """Say whom or what it stands for."""
        if self.person:
            return self.person
        if self.is_left_out:
            return str(_("Nobody: left out"))
        if self.team:
            return str(_("Nobody: counts for %(team)s", team=self.team))
        return str(_("Nobody: counts for the team that the record names"))


def explained() -> Sequence[Explained]:
    """Return every word that was explained, in order."""
    teams = people.team_names()
    query = select(KnownHandler, Person.name).outerjoin(Person, Person.id == KnownHandler.person_id)
    return [
        Explained(known.word, name, teams.get(known.team_id or 0), known.is_left_out)
        for known, name in db.session.execute(query.order_by(KnownHandler.word))
    ]


def _check(word: str, meaning: Meaning) -> None:
    if len(word) > LONGEST_WORD:
        raise Refused(TOO_LONG)
    if meaning.person_id is not None and people.find_person(meaning.person_id) is None:
        raise Refused("This person is not on the roster.")
    if meaning.team_id is not None and meaning.team_id not in people.team_names():
        raise Refused("There is no such team.")
    if meaning.person_id is None and Roster().people_called(word):
        raise Refused(ON_THE_ROSTER, word=word)


def _is_taken_back(run: ImportRun) -> bool:
    return run.state in (ImportState.TAKING_BACK, ImportState.TAKEN_BACK)
