"""What a column of a file can mean, and which headings and values usually mean it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxstaff.customers.reading.headings import HEADINGS
from cxstaff.customers.reading.phrases import (
    SAID_BY_CUSTOMERS,
    is_reference,
    shorter,
    without_customer,
)
from cxstaff.customers.reading.plausible import are_dates_alone, fits

REQUIRED = frozenset({"reference", "happened_at", "handler"})
SCORES = ("csat", "nps", "ces")
SAID = ("csat", "satisfied", "nps", "ces", "remark")
"""What a customer can have said."""


TIMES_OF_DAY = {
    "happened_at": "happened_time",
    "responded_at": "responded_time",
    "closed_at": "closed_time",
}
"""Moments whose time of day may stand in a column of its own, and the field that it is."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can hold."""

    key: str
    is_required: bool = False


FIELDS = tuple(Field(key, key in REQUIRED) for key in HEADINGS)
KEYS = tuple(field.key for field in FIELDS)


def guess(headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Return the heading that probably holds each field, by field; each heading is used once.

    Headings of which the rows say something else are passed over: a date called "Resolved", a
    subject that is another one in every record.
    """
    ranked = sorted(_candidates(headings))
    found, used = dict[str, str](), set[int]()
    for _rank, place, key in ranked:
        if key in found or place in used:
            continue
        if fits(key, _plain(headings[place]), [row[place] for row in rows]):
            found[key] = headings[place]
            used.add(place)
    found = _with_times(found, headings, rows)
    return {key: found[key] for key in KEYS if key in found}


def _with_times(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Keep times of day whose dates tell none; what ended at a time ended on the day it began."""
    begun = found.get("happened_at", "")
    dates = {key: found.get(key, begun) for key, time in TIMES_OF_DAY.items() if time in found}
    lone = {
        key
        for key, name in dates.items()
        if name and are_dates_alone([row[headings.index(name)] for row in rows])
    }
    gone = {TIMES_OF_DAY[key] for key in dates.keys() - lone}
    kept = {key: name for key, name in found.items() if key not in gone}
    return {key: dates[key] for key in lone} | kept


def _candidates(headings: Sequence[str]) -> Iterator[tuple[float, int, str]]:
    """Give how likely a heading means a field, the likeliest with the lowest rank."""
    plain = [_plain(heading) for heading in headings]
    for key, words in HEADINGS.items():
        ranks = _ranks(words)
        for place, heading in enumerate(plain):
            for rank in _ranks_of(heading, key, ranks):
                yield rank, place, key


def _ranks_of(heading: str, key: str, ranks: dict[str, float]) -> Iterator[float]:
    """Give how likely a heading means a field, for every way in which it may."""
    for further, said in enumerate(_said(heading, key)):
        if said in ranks:
            yield ranks[said] + further / 4
        for word, rank in ranks.items():
            if word.endswith("*") and said.startswith(word[:-1]):
                yield rank
    if key in SCORES and key in heading.split():
        yield len(ranks)  # "Q1 NPS"
    if key == "reference" and is_reference(heading):
        yield ranks["number"] + 0.5


def _ranks(words: Sequence[str]) -> dict[str, float]:
    """Return how likely each word is, also where it is written without blanks."""
    ranks: dict[str, float] = {word: rank for rank, word in reversed(list(enumerate(words)))}
    return {word.replace(" ", ""): rank + 0.1 for word, rank in ranks.items()} | ranks


def _said(heading: str, key: str) -> Iterator[str]:
    """Give what a heading says, then in fewer words."""
    yield heading
    yield from shorter(heading)
    if key in SAID_BY_CUSTOMERS:
        yield from without_customer(heading)


def _plain(heading: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    bare = re.sub(r"\([^)]*\)", " ", apart) or apart  # "Dauer (Sek.)"
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))
