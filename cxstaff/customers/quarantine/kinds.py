"""What records are held back for: kinds of problems with their counts, the commonest first."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from cxstaff.customers.models import QuarantinedRecord
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.records import handlers
from cxstaff.customers.records.handlers import plain, spellings
from cxstaff.db import db

EXPLAINED = (
    handlers.UNKNOWN,
    handlers.AMBIGUOUS,
    handlers.NO_HANDLER,
    handlers.NOBODYS_TEAM,
)
"""Problems that end once somebody says whom the word of the record stands for."""
OF_HANDLERS = (*EXPLAINED, handlers.SEVERAL, handlers.UNKNOWN_TEAM, handlers.NO_TEAM)
FIRST_WORDS, MOST_WORDS = 25, 1000
"""Words of a kind that are shown at once, and with those that can be unfolded."""

_held = QuarantinedRecord


@dataclass(frozen=True, slots=True)
class ProblemWord:
    """A word of records of one kind, and how many hold it."""

    text: str
    records: int


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Records of one import that are held back for the same reason, with one as an example.

    `words` are the commonest that its records hold, `more_words` those that are shown on demand.
    """

    example: Problem
    records: int
    words: Sequence[ProblemWord] = ()
    more_words: Sequence[ProblemWord] = ()

    @property
    def key(self) -> str:
        """Return what the kind is called in addresses."""
        named = f"{self.example.sentence}\0{self.example.column or ''}"
        return f"{zlib.crc32(named.encode()):08x}"

    @property
    def mend(self) -> str:
        """Return how it is mended at once: explain, several, roster, team, mapping or raw."""
        sentence = self.example.sentence
        if sentence in EXPLAINED:
            return "explain"
        others = {
            handlers.SEVERAL: "several",
            handlers.NO_TEAM: "roster",
            handlers.UNKNOWN_TEAM: "team",
        }
        return others.get(sentence, "mapping" if self.example.column else "raw")

    @property
    def is_of_words(self) -> bool:
        """Say whether somebody has to explain whom words stand for."""
        return self.mend == "explain"

    @property
    def is_of_several(self) -> bool:
        """Say whether records name several people."""
        return self.mend == "several"

    @property
    def needs_roster(self) -> bool:
        """Say whether the roster lacks where people were."""
        return self.mend == "roster"

    @property
    def needs_team(self) -> bool:
        """Say whether a team is not on the roster."""
        return self.mend == "team"

    @property
    def needs_reading(self) -> bool:
        """Say whether a column has to be read otherwise."""
        return self.mend == "mapping"


def kinds_of(run_id: int) -> list[ProblemGroup]:
    """Return the kinds of problems of a run, the commonest first."""
    groups = (
        select(func.min(_held.id).label("first"), func.count().label("records"))
        .where(_held.run_id == run_id)
        .group_by(_held.problem, _held.column)
        .subquery()
    )
    query = select(_held.problem, _held.column, _held.value, groups.c.records)
    query = query.join(groups, groups.c.first == _held.id).order_by(
        groups.c.records.desc(), _held.id
    )
    return [ProblemGroup(Problem(*row[:3]), row[3]) for row in db.session.execute(query)]


def with_words(run_id: int, kind: ProblemGroup) -> ProblemGroup:
    """Return a kind with the words that its records hold, the commonest first."""
    query = (
        select(_held.value, func.count())
        .where(_held.value.is_not(None), *of_kind(run_id, kind))
        .group_by(_held.value)
        .order_by(func.count().desc(), _held.value)
        .limit(MOST_WORDS)
    )
    words = [ProblemWord(text or "", number) for text, number in db.session.execute(query)]
    example = kind.example._replace(value=words[0].text) if words else kind.example
    return ProblemGroup(example, kind.records, words[:FIRST_WORDS], words[FIRST_WORDS:])


def find_kind(run_id: int, key: str) -> ProblemGroup | None:
    """Return the kind of a run that is called so, if any record is held back for it."""
    return next((kind for kind in kinds_of(run_id) if kind.key == key), None)


def of_kind(run_id: int, kind: ProblemGroup | None) -> list[ColumnElement[bool]]:
    """Say of records that they are of a run, and of a kind where one is given."""
    if kind is None:
        return [_held.run_id == run_id]
    return about(run_id, kind.example.sentence, kind.example.column)


def about(run_id: int, problem: str | None, column: str | None) -> list[ColumnElement[bool]]:
    """Say of records that they are of a run and, where a problem is given, are held for it."""
    if problem is None:
        return [_held.run_id == run_id]
    return [_held.run_id == run_id, _held.problem == problem, _held.column == column]


def records_of(run_id: int, kind: ProblemGroup | None) -> Select[QuarantinedRecord]:
    """Select the records of a run that are held back, by line."""
    return select(_held).where(*of_kind(run_id, kind)).order_by(_held.line)


def runs_with(word: str) -> list[int]:
    """Return the imports of which a record is held back for a word of who handled it."""
    query = select(_held.run_id, _held.problem, _held.value).distinct()
    query = query.where(_held.problem.in_(OF_HANDLERS), _held.raw != "")
    rows = db.session.execute(query)
    return sorted({run_id for run_id, problem, value in rows if stands_in(word, problem, value)})


def stands_in(word: str, problem: str, value: str | None) -> bool:
    """Say whether a record may be held back for a word, in plain letters, of who handled it."""
    if value is None or problem not in OF_HANDLERS:
        return False
    if problem == handlers.SEVERAL:
        return word in plain(value)
    return problem == handlers.UNKNOWN_TEAM or word in spellings(plain(value))
