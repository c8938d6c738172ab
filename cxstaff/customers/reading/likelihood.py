"""How likely a heading means a field, by its words alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from cxstaff.customers.reading.headings import composed, pieces
from cxstaff.customers.reading.headings.known import HEADINGS
from cxstaff.customers.reading.headings.questions import asked_for
from cxstaff.customers.reading.phrases import (
    SAID_BY_CUSTOMERS,
    is_reference,
    shorter,
    without_assigned,
    without_currency,
    without_customer,
    without_scale,
    without_unit,
    without_zone,
)
from cxstaff.tables.nothing import is_nothing
from cxstaff.text import caseless, without_accents

_OWN_FIELD = re.compile(
    r"^\s*(?:custom fields?|benutzerdefinierte[sr]? felde?r?|champs? personnalisés?"
    r"|campos? personali[sz]ados?|campi? personalizzat[oi]|aangepaste? velden?|aangepast veld"
    r"|カスタム ?フィールド|自定义字段) \(([^()]*)\)\s*$",
    re.IGNORECASE,
)
"""How Jira calls fields that a company added: Custom field (Request Type)."""

TALK = frozenset(
    {"talking", "t talk", "agent interaction duration", "agent agent interaction duration"}
    | {"gesprächsdauer", "gesprächszeit", "通話時間", "t conversación"}
)
"""Headings of handling times that leave out what was on hold and what was done afterwards."""

_ORDINAL = re.compile(r"\bn\s?\.?\s?[º°]\s?", re.IGNORECASE)
"""Numero as it is shortened: N.º de incidencia."""

_SCALE = re.compile(r"\(\s*[01]\s*[-–]\s*\d{1,2}\s*\)")
"""Ends of a scale that a heading tells: "Aufwand (1-7)" is no length of time."""

ADDED = frozenset({"hold_seconds", "wrap_seconds"})
"""Fields whose words are shorter than those of the handling time they are added to."""

UNLIKELY = {"reason": pieces.SUBJECTS | {"service"}}
"""Headings that mean a field only where no other does: a service helps as often as it is asked."""

LAST = 1000
ASKED = 50
"""How unlikely a question asks for a field by a word in it, beside headings that are known."""

HANDLED = frozenset({"handle", "handled"})

WHOLE = 4.5
"""How likely a length is the handling that says so itself: before all that is talking alone."""

NAMED = frozenset({"csat", "nps", "ces"})
"""Fields that surveys call by these very names among others: Q1 NPS."""


def ranked_candidates(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[tuple[float, int, str]]:
    """Return how likely headings mean fields, the likeliest first, those of empty columns last."""
    empty = {
        place
        for place in range(len(headings))
        if rows and all(is_nothing(row[place].strip()) for row in rows)
    }
    found = candidates(headings)
    return sorted((rank + LAST * (place in empty), place, key) for rank, place, key in found)


def candidates(headings: Sequence[str]) -> Iterator[tuple[float, int, str]]:
    """Give how likely a heading means a field, the likeliest with the lowest rank."""
    said = [plain(heading) for heading in _of_one_table(headings)]
    asked = [asked_for(*each) for each in zip(headings, said, strict=True)]
    for key in HEADINGS:
        after = len(HEADINGS["handling_seconds"]) if key in ADDED else 0
        unlikely = UNLIKELY.get(key, frozenset())
        for place, heading in enumerate(said):
            if key.endswith("_seconds") and _SCALE.search(headings[place]):
                continue
            for rank in _ranks_in(heading, key):
                yield rank + after + (LAST if heading in unlikely else 0), place, key
            if key == "handling_seconds" and (heading in HANDLED or composed.is_whole(heading)):
                yield WHOLE, place, key
            if asked[place] == key:
                yield len(ranks_of(key)) + ASKED, place, key
            if key == "handling_seconds" and composed.is_length_in_a_unit(heading, headings[place]):
                yield len(ranks_of(key)) + 1, place, key


def _of_one_table(headings: Sequence[str]) -> Sequence[str]:
    """Return headings without the table that all of them name: "tickets.closed_ts"."""
    tables = {heading.partition(".")[0] for heading in headings}
    rest = [heading.partition(".")[2] for heading in headings]
    return rest if len(headings) > 1 and len(tables) == 1 and all(rest) else headings


def _ranks_in(heading: str, key: str) -> Iterator[float]:
    """Give how likely a heading means a field, for every way in which it may."""
    ranks, beginnings = ranks_of(key), _beginnings(key)
    for further, said in enumerate(_said(heading, key)):
        if said in ranks:
            yield ranks[said] + further / 4
        after_blank = f" {said}"
        for words, rank in beginnings:
            if words in after_blank:
                yield rank
        unlikely = composed.likelihood(key, said)
        if unlikely is not None:
            yield len(ranks) + unlikely + further
    if key in NAMED and key in heading.split():
        yield len(ranks)  # "Q1 NPS"
    if key == "reference" and is_reference(heading):
        yield ranks["number"] + 0.5


@cache
def ranks_of(key: str) -> dict[str, float]:
    """Return how likely each word means a field, also where it is written without blanks."""
    words = reversed(list(enumerate(HEADINGS[key])))
    ranks: dict[str, float] = {word: rank for rank, word in words}
    ranks = {without_accents(word): rank + 0.2 for word, rank in ranks.items()} | ranks
    return {word.replace(" ", ""): rank + 0.1 for word, rank in ranks.items()} | ranks


@cache
def _beginnings(key: str) -> tuple[tuple[str, float], ...]:
    """Return what a question begins with, and what stands anywhere in a heading, between two *.

    The former with a blank before it, as it is looked for after one.
    """
    starred = ((word, rank) for word, rank in ranks_of(key).items() if word.endswith("*"))
    return tuple(
        (word[1:-1] if word[0] == "*" else f" {word[:-1]}", rank) for word, rank in starred
    )


def _said(heading: str, key: str) -> Iterator[str]:
    """Give what a heading says, then in fewer words."""
    yield heading
    yield from shorter(heading)
    if key in SAID_BY_CUSTOMERS:
        yield from without_customer(heading)
    if key == "handler":
        yield from without_assigned(heading)
    if key.endswith("_at"):
        yield from without_zone(heading)
    if key.endswith("_seconds"):
        yield from without_unit(heading)
    if key == "value":
        yield from without_currency(heading)
    if key == "csat":
        yield from without_scale(heading)


def plain(heading: str) -> str:
    """Return a heading in small letters, without signs and what stands in brackets."""
    heading = _ORDINAL.sub("no ", heading)
    heading = unicodedata.normalize("NFKC", heading)  # №, and brackets as East Asia writes them
    heading = _OWN_FIELD.sub(r"\1", heading)
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading) or heading  # "Dauer (Sek.)"
    return " ".join(words_of(bare.replace("#", " no "))) if words_of(bare) else heading.strip()


def words_of(heading: str) -> list[str]:
    """Return the words of a heading in small letters."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.findall(r"[^\W_]+", caseless(apart))


def is_talk(heading: str) -> bool:
    """Say whether a heading means the time of talking alone."""
    said = list(_said(plain(heading), "handling_seconds"))
    return not TALK.isdisjoint(said) or any(map(composed.is_talk, said))
