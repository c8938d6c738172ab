"""What a column of a file can mean, and which headings and values usually mean it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxstaff.customers.reading.headings import HEADINGS
from cxstaff.customers.reading.plausible import fits

REQUIRED = frozenset({"reference", "happened_at", "handler"})
SCORES = ("csat", "nps", "ces")
SAID = ("csat", "satisfied", "nps", "ces", "remark")
"""What a customer can have said."""


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
    return {key: found[key] for key in KEYS if key in found}


def _candidates(headings: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Give how likely a heading means a field, the likeliest with the lowest rank."""
    plain = [_plain(heading) for heading in headings]
    for key, words in HEADINGS.items():
        for rank, word in enumerate(words):
            for place, heading in enumerate(plain):
                is_begun = word.endswith("*") and heading.startswith(word[:-1])
                if heading == word or is_begun:
                    yield rank, place, key
        for place, heading in enumerate(plain):
            if key in SCORES and key in heading.split():
                yield len(words), place, key  # "Q1 NPS"


def _plain(heading: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    bare = re.sub(r"\([^)]*\)", " ", apart) or apart  # "Dauer (Sek.)"
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))
