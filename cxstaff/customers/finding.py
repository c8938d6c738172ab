"""Finding interactions by what people type: the customer, part of a reference, who handled it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all
from sqlalchemy.orm import Session

from cxstaff.customers.models import Customer, Interaction
from cxstaff.engine import among, fold
from cxstaff.people.models import Person
from cxstaff.search import MOST_WORDS, folded

MANY = 20_000
"""Of so many interactions with a word the newest are found soonest one after the other."""


def finding(session: Session, query: Select[Any], words: str) -> Select[Any]:
    """Narrow a query of interactions, newest first, to those in which each of some words stands.

    That is in the reference, in what the customer is called, in their name or address, or in the
    name or address of who handled it; whatever their case and accents, but for the reference.

    A word that few hold is looked for among people, customers and references, each read once, and
    the other words then in its interactions alone. Where every word is held by many, the newest
    are gone through instead, and enough of them found soon.
    """
    typed = sorted(words.split()[:MOST_WORDS], key=len, reverse=True)
    for place, word in enumerate(typed):
        ids = session.scalars(_ids_with(word).limit(MANY)).all()
        if len(ids) < MANY:
            query = query.where(among(session, Interaction.id, sorted(set(ids))))
            del typed[place]
            break
    if typed:
        query = query.outerjoin(Person, Person.id == Interaction.handler_id)
        query = query.outerjoin(Customer, is_theirs())
    for word in typed:
        query = query.where(or_(_called(word), _known_as(word), _handled_by(word)))
    return query


def is_theirs() -> ColumnElement[bool]:
    """Say in a query that an interaction names a customer."""
    return and_(Customer.source == Interaction.source, Customer.reference == Interaction.customer)


def _ids_with(word: str) -> Any:
    """Select the ids of interactions in which a word stands, some of them twice."""
    ids, people = select(Interaction.id), select(Person.id).where(_handled_by(word))
    found = union_all(
        ids.where(Interaction.handler_id.in_(people)),
        ids.join(Customer, is_theirs()).where(_known_as(word)),
        ids.where(Interaction.customer.is_not(None), _named(word)),
        ids.where(_holds(Interaction.reference, word)),
    ).subquery()
    return select(found.c.id)


def _called(word: str) -> ColumnElement[bool]:
    return or_(_holds(Interaction.reference, word), _named(word))


def _named(word: str) -> ColumnElement[bool]:
    """Ask for a word in what the file calls the customer: often a name, with accents."""
    held: ColumnElement[bool] = fold(Interaction.customer).contains(folded(word), autoescape=True)
    return held


def _known_as(word: str) -> ColumnElement[bool]:
    return Customer.search_text.contains(folded(word), autoescape=True)


def _handled_by(word: str) -> ColumnElement[bool]:
    plain = folded(word)
    return or_(
        *(fold(each).contains(plain, autoescape=True) for each in (Person.name, Person.email))
    )


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    held: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return held
