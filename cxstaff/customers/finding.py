"""Finding interactions by what people type: the customer, part of a reference, who handled it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    false,
    func,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.customers.models import Customer, Interaction
from cxstaff.customers.newest import newest_ids
from cxstaff.people.models import Person
from cxstaff.search import MOST_WORDS, folded

MANY = 20_000
"""Customers and interactions with a word are not named one by one where they are so many."""

LONG = 3
"""A part of a word that so few references hold that it is worth a look of its own."""

_LETTERS = re.compile("[A-Za-z]+")
_REFERENCE: dict[str, Any] = {"reference": String()}
_KEYS: dict[str, Any] = {"source": String(), "reference": String()}
_LOOKED_AT = (
    Interaction.handler_id,
    Interaction.source,
    Interaction.customer,
    Interaction.reference,
)


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word that is looked for: the people and customers called so, by source and reference.

    `customers` are None where there are too many to name them all.
    """

    text: str
    people: Sequence[int]
    customers: Sequence[tuple[str, str]] | None

    def rarity(self) -> tuple[int, int]:
        """Return what comes first of the word that probably stands in the fewest interactions."""
        named = MANY if self.customers is None else len(self.customers)
        return named + len(self.people), -len(self.text)


def newest_with(session: Session, words: str, *of: ColumnElement[bool], most: int) -> Sequence[int]:
    """Return the ids of the newest interactions in which each of some words stands.

    That is in the reference, in what the customer is called, in their name or address, or in the
    name or address of who handled it; whatever their case and accents, but for the accents of
    references. `of` holds of all of them; at most `most` are returned.

    People and customers with a word are looked for once, each, and interactions then by who they
    are. Where the newest tell that all words stand together in few, the interactions of one word
    are looked for first, by everything that names them, and the other words in these alone.
    """
    known = [_word(session, word) for word in words.split()[:MOST_WORDS]]
    known.sort(key=SearchWord.rarity)
    rows: Any = select(Interaction.id, Interaction.happened_at, *(_LOOKED_AT if known else ()))
    if any(word.customers is None for word in known):
        rows = rows.add_columns(Customer.search_text).outerjoin(Customer, is_theirs())

    def holding(row: Any) -> list[ColumnElement[bool]]:
        return [_stands_in(session, row, word) for word in known]

    def narrowed() -> list[ColumnElement[bool]]:
        return _in_few(session, known)

    return newest_ids(session, rows.where(*of), holding, most=most, narrowed=narrowed)


def _in_few(session: Session, known: Sequence[SearchWord]) -> list[ColumnElement[bool]]:
    """Name the interactions in which one of some words stands, if those are few of any word."""
    for word in known:
        ids = session.scalars(_ids_with(session, word).limit(MANY)).all()
        if len(ids) < MANY:
            return [engine.among(session, Interaction.id, sorted(set(ids)))]
    return []


def is_theirs() -> ColumnElement[bool]:
    """Say in a query that an interaction names a customer."""
    return and_(Customer.source == Interaction.source, Customer.reference == Interaction.customer)


def _word(session: Session, text: str) -> SearchWord:
    """Look for the people and customers that are called so."""
    people = session.scalars(select(Person.id).where(_handled_by(text))).all()
    named = select(Customer.source, Customer.reference).where(_known_as(text)).limit(MANY)
    customers = [(source, reference) for source, reference in session.execute(named)]
    return SearchWord(text, people, customers if len(customers) < MANY else None)


def _ids_with(session: Session, word: SearchWord) -> Any:
    """Select the ids of interactions in which a word stands, some of them twice."""
    ids = select(Interaction.id)
    if word.customers is None:
        theirs = ids.join(Customer, is_theirs()).where(_known_as(word.text))
    else:
        theirs = ids.where(_of_those(session, word.customers))
    found = union_all(
        ids.where(engine.among(session, Interaction.handler_id, word.people)),
        theirs,
        ids.where(_called(Interaction, word.text)),
    ).subquery()
    return select(found.c.id)


def _of_those(session: Session, customers: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    """Say in a query that an interaction names one of some customers, by the index of these.

    SQLite would rather read all of a source by the index of references.
    """
    of_source = func.coalesce(Interaction.source, "")
    by_source = defaultdict[str, list[str]](list)
    for source, reference in customers:
        by_source[source].append(reference)
    of_each = (
        and_(of_source == source, engine.among(session, Interaction.customer, references))
        for source, references in by_source.items()
    )
    return or_(false(), *of_each)


def _stands_in(session: Session, row: Any, word: SearchWord) -> ColumnElement[bool]:
    """Say in a query that a word stands in an interaction, what is soon told first."""
    if word.customers is None:
        theirs = row.search_text.contains(folded(word.text), autoescape=True)
    else:
        theirs = _of_customers(session, row, word.customers)
    handled = _by_people(session, row, word.people) if word.people else false()
    return or_(handled, theirs, _called(row, word.text))


def _by_people(session: Session, row: Any, people: Sequence[int]) -> ColumnElement[bool]:
    """Say in a query that one of some people handled an interaction."""
    listed = engine.listed(session, {"id": Integer()}, {"id": people})
    held: ColumnElement[bool] = row.handler_id.in_(select(listed.c.id))
    return held


def _of_customers(
    session: Session, row: Any, customers: Sequence[tuple[str, str]]
) -> ColumnElement[bool]:
    """Say in a query that an interaction names one of some customers.

    They are told as a table: PostgreSQL looks up rows in it, as in no list of a statement that it
    has planned before.
    """
    if not customers:
        return false()
    sources, references = zip(*customers, strict=True)
    if len(set(sources)) == 1:
        listed = engine.listed(session, _REFERENCE, {"reference": references})
        return and_(row.customer.in_(select(listed.c.reference)), row.source == sources[0])
    listed = engine.listed(session, _KEYS, {"source": sources, "reference": references})
    return tuple_(row.source, row.customer).in_(select(*(listed.c[name] for name in _KEYS)))


def _called(row: Any, word: str) -> ColumnElement[bool]:
    """Ask for a word in what the file calls the interaction or the customer, in one pass."""
    return or_(
        _holds(row.reference, word), and_(row.customer.is_not(None), _names(row.customer, word))
    )


def _names(customer: Any, word: str) -> ColumnElement[bool]:
    """Ask for a word in what the file calls the customer: often a name, with accents."""
    held: ColumnElement[bool] = engine.alike(customer).contains(folded(word), autoescape=True)
    return held


def _known_as(word: str) -> ColumnElement[bool]:
    return Customer.search_text.contains(folded(word), autoescape=True)


def _handled_by(word: str) -> ColumnElement[bool]:
    plain = folded(word)
    return or_(
        *(
            engine.alike(each).contains(plain, autoescape=True)
            for each in (Person.name, Person.email)
        )
    )


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    """Ask for a word in a reference, which is of ASCII alone nearly always.

    Its longest part without letters is looked for first, whatever their case.
    """
    held: ColumnElement[bool]
    if not word.isascii():
        held = engine.alike(column).contains(folded(word), autoescape=True)
        return held
    part = max(_LETTERS.split(word), key=len)
    has_part: ColumnElement[bool] = column.contains(part, autoescape=True)
    if part == word:
        return has_part
    held = engine.lowered(column).contains(folded(word), autoescape=True)
    return and_(has_part, held) if len(part) >= LONG else held
