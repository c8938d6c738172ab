"""Finding interactions by what people type: the customer, part of a reference, who handled it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, union_all
from sqlalchemy.orm import Session

from cxstaff.customers.models import Customer, Interaction
from cxstaff.engine import among, fold
from cxstaff.people.models import Person
from cxstaff.search import MOST_WORDS, folded

MANY = 20_000
"""Of so many interactions with a word the newest are found soonest one after the other."""


LATELY = 30_000, 100_000, 300_000
"""So many of the newest interactions are gone through, one after the other, before all are."""


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word that is looked for: the people called so, and the customers, by their source.

    `customers` are None where there are too many to name them all.
    """

    text: str
    people: Sequence[int]
    customers: Mapping[str, Sequence[str]] | None


def newest_with(session: Session, words: str, *of: ColumnElement[bool], most: int) -> Sequence[int]:
    """Return the ids of the newest interactions in which each of some words stands.

    That is in the reference, in what the customer is called, in their name or address, or in the
    name or address of who handled it; whatever their case and accents, but for the accents of
    references. `of` holds of all of them; at most `most` are returned.

    People and customers with a word are looked for once, each, and interactions then by who they
    are. A word that few interactions hold comes first, and the other words are looked for in its
    interactions alone. Where every word is held by many, the newest are gone through instead, and
    enough of them found soon; all of them only if not.
    """
    query = select(Interaction.id).where(*of)
    newest = Interaction.happened_at.desc(), Interaction.id.desc()
    typed = sorted(words.split()[:MOST_WORDS], key=len, reverse=True)
    known, few = [_word(session, word) for word in typed], False
    for place, word in enumerate(known):
        ids = session.scalars(_ids_with(session, word).limit(MANY)).all()
        if len(ids) < MANY:
            query, few = query.where(among(session, Interaction.id, sorted(set(ids)))), True
            del known[place]
            break
    if any(word.customers is None for word in known):
        query = query.outerjoin(Customer, is_theirs())
    query = query.where(*(_stands_in(session, word) for word in known))
    query = query.order_by(*newest).limit(most)
    for lately in LATELY if known and not few else ():
        found = session.scalars(query.where(Interaction.happened_at >= _since(lately))).all()
        if len(found) == most:
            return found
    return session.scalars(query).all()


def _since(number: int) -> Any:
    """Select the moment since which so many interactions happened; the first of all, if fewer did.

    Told a moment, a database goes through what happened since, and does not sort them all.
    """
    moments = select(Interaction.happened_at).order_by(Interaction.happened_at.desc())
    last = moments.limit(number).subquery()
    return select(func.min(last.c.happened_at)).scalar_subquery()


def is_theirs() -> ColumnElement[bool]:
    """Say in a query that an interaction names a customer."""
    return and_(Customer.source == Interaction.source, Customer.reference == Interaction.customer)


def _word(session: Session, text: str) -> SearchWord:
    """Look for the people and customers that are called so."""
    people = session.scalars(select(Person.id).where(_handled_by(text))).all()
    named = select(Customer.source, Customer.reference).where(_known_as(text)).limit(MANY)
    keys = session.execute(named).all()
    customers = defaultdict[str, list[str]](list)
    for source, reference in keys:
        customers[source].append(reference)
    return SearchWord(text, people, customers if len(keys) < MANY else None)


def _ids_with(session: Session, word: SearchWord) -> Any:
    """Select the ids of interactions in which a word stands, some of them twice."""
    ids = select(Interaction.id)
    theirs = ids.join(Customer, is_theirs()).where(_known_as(word.text))
    if word.customers is not None:
        theirs = ids.where(_of_customers(session, word.customers))
    found = union_all(
        ids.where(among(session, Interaction.handler_id, word.people)),
        theirs,
        ids.where(Interaction.customer.is_not(None), _named(word.text)),
        ids.where(_holds(Interaction.reference, word.text)),
    ).subquery()
    return select(found.c.id)


def _stands_in(session: Session, word: SearchWord) -> ColumnElement[bool]:
    """Say in a query that a word stands in an interaction, what is soon told first."""
    theirs = _known_as(word.text)
    if word.customers is not None:
        theirs = _of_customers(session, word.customers)
    is_theirs_or_called: ColumnElement[bool] = or_(
        among(session, Interaction.handler_id, word.people),
        theirs,
        _holds(Interaction.reference, word.text),
        _named(word.text),
    )
    return is_theirs_or_called


def _of_customers(session: Session, customers: Mapping[str, Sequence[str]]) -> ColumnElement[bool]:
    """Say in a query that an interaction names one of some customers."""
    return or_(
        false(),
        *(
            and_(Interaction.source == source, among(session, Interaction.customer, references))
            for source, references in customers.items()
        ),
    )


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
    if word.isascii():
        held: ColumnElement[bool] = column.icontains(word, autoescape=True)
        return held
    # SQLite knows the case of ASCII alone.
    spelt = dict.fromkeys((word, word.upper(), word.lower()))
    return or_(*(column.icontains(each, autoescape=True) for each in spelt))
