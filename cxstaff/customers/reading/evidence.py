"""What columns are whose headings nobody knows, told by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from cxstaff.customers.reading.consistency import OF_CUSTOMERS
from cxstaff.customers.reading.headings.channels import CHANNELS
from cxstaff.customers.reading.headings.pieces import NUMBERS
from cxstaff.customers.reading.plausible import are_dates_alone, fits
from cxstaff.customers.reading.vocabulary import NO, YES
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, guess_order
from cxstaff.tables.times.moments import Moments
from cxstaff.tables.times.times_of_day import hour_of
from cxstaff.text import caseless

People = Callable[[str], Sequence[int]]
"""Gives the ids of everybody on the roster whom a word may name."""

Holds = Callable[[str, Sequence[str]], bool]
"""Says whether a column may hold a field, by its heading and what stands in it."""

FEWEST = 5
"""Fewer rows than these tell nothing by themselves."""

MOST = 0.6
"""At least this share of what a column says has to name somebody on the roster."""

NEARLY_ALL = 0.9
MOST_CHANNELS = 15
LONGEST_REFERENCE = 64
AWAKE = (6, 22)
"""Between which hours nearly all contacts are; lengths of time written alike are shorter."""

_PLAIN_ANSWERS = (
    "yes no y n true false t f 1 0 x ja nein nee nej nei ne oui non vrai faux si sí sì sim não tak"
    " nie evet hayır да нет ano はい いいえ 是 否 예 아니요 아니오 wahr falsch"
)
PLAIN_ANSWERS = frozenset(map(caseless, _PLAIN_ANSWERS.split()))
_IDENTIFIER = re.compile(r"(?=\D*\d)[^\s@,;+]+(?: [^\s@,;+]+){0,2}$")
_AMOUNT = re.compile(r"-?\d+[.,]\d+$|\d{1,3}:\d\d")
_MAIL = re.compile(r"[^<>:@\s\"',;]+@[^<>@\s\"',;]+\.[^<>@\s\"',;]+$")
_LETTERS = re.compile(r"[^\W\d_]")


def with_evidence(
    found: dict[str, str],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    people: People | None,
    moment: str,
) -> dict[str, str]:
    """Add the fields that no heading names but what stands in one column alone.

    `people` knows the roster, `moment` is the field of a moment that stands alone. What is found
    by headings stays, but for a handler whom nobody on the roster is where another column names
    nearly all of them.
    """
    columns = _columns(headings, rows)
    if len(next(iter(columns.values()), ())) < FEWEST:
        return found
    if people is not None:
        found = _with_handler(found, columns, people)
        staff = {k for k in OF_CUSTOMERS if k in found and _names_staff(columns[found[k]], people)}
        found = {key: name for key, name in found.items() if key not in staff}
    holding: dict[str, Holds] = {
        moment: partial(_holds_moments, moment),
        "reference": lambda name, texts: _holds_references(
            name, texts, columns.get(found.get(moment, ""))
        ),
        "channel": _holds_channels,
        "resolved": _holds_states,
        "customer_address": partial(_holds_addresses, people),
    }
    for key, holds in holding.items():
        free = [name for name in columns if name not in found.values()]
        if key not in found:
            held = _likeliest(key, [name for name in free if holds(name, columns[name])])
            found = found | ({key: held} if held else {})
    return _with_time_of_day(found, columns)


def _with_time_of_day(found: dict[str, str], columns: dict[str, list[str]]) -> dict[str, str]:
    """Add the times of day beside dates that tell none, if one column alone holds such."""
    begun = found.get("happened_at")
    if begun is None or "happened_time" in found or not are_dates_alone(columns[begun]):
        return found
    free = {name: texts for name, texts in columns.items() if name not in found.values()}
    held = [name for name, texts in free.items() if _holds_times_of_day(texts, columns[begun])]
    return found | {"happened_time": held[0]} if len(held) == 1 else found


def _holds_times_of_day(texts: Sequence[str], days: Sequence[str]) -> bool:
    """Say whether there is one for each day, and nearly all are of hours when people are up."""
    hours = [hour_of(text) for text, day in zip(texts, days, strict=True) if day]
    awake = sum(hour is not None and AWAKE[0] <= hour <= AWAKE[1] for hour in hours)
    return None not in hours and awake >= NEARLY_ALL * len(hours)


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return what each column says, row by row, "" for nothing; a row that comes twice once."""
    distinct = list(dict.fromkeys(map(tuple, rows)))
    return {
        name: ["" if is_nothing(text := row[place].strip()) else text for row in distinct]
        for place, name in enumerate(headings)
    }


def _with_handler(
    found: dict[str, str], columns: dict[str, list[str]], people: People
) -> dict[str, str]:
    """Take the column that names people of the roster for who handled it."""
    named = found.get("handler")
    if named and any(map(people, columns[named])):
        return found
    taken = {name for key, name in found.items() if key not in OF_CUSTOMERS}
    free = {name: texts for name, texts in columns.items() if name not in taken}
    called = {name: _called(texts, people) for name, texts in free.items()}
    staff = [name for name, texts in free.items() if _are_most(texts, called[name])]
    if not staff or any(_differ(called[staff[0]], called[name]) for name in staff[1:]):
        return found  # nobody, or several different people: who opened it and who closed it
    others = {key: name for key, name in found.items() if name != staff[0]}
    return others | {"handler": staff[0]}


def _called(texts: Sequence[str], people: People) -> list[frozenset[int]]:
    """Return whom each text names; numbers alone name nobody for sure."""
    return [frozenset(people(text) if _LETTERS.search(text) else ()) for text in texts]


def _names_staff(texts: Sequence[str], people: People) -> bool:
    """Say whether a column of customers holds people of the roster: the handler's own address."""
    return _are_most(texts, _called(texts, people))


def _are_most(texts: Sequence[str], called: Sequence[frozenset[int]]) -> bool:
    said = [who for text, who in zip(texts, called, strict=True) if text]
    return bool(said) and sum(map(bool, said)) >= MOST * max(len(said), len(texts) / 2)


def _differ(one: Sequence[frozenset[int]], other: Sequence[frozenset[int]]) -> bool:
    """Say whether two columns name different people in one row: not a name and its address."""
    return any(a and b and not a & b for a, b in zip(one, other, strict=True))


def _likeliest(key: str, names: Sequence[str]) -> str | None:
    """Return the only column, or of references the only one that is called a number."""
    if key == "reference" and len(names) > 1:
        names = [name for name in names if NUMBERS & set(_words(name))]
    return names[0] if len(names) == 1 else None


def _holds_references(heading: str, texts: Sequence[str], moments: Sequence[str] | None) -> bool:
    """Say whether every row has an identifier of its own, numbered as the records came.

    Telephone numbers, contracts and accounts differ from row to row too where each customer came
    once; their numbers do not rise with time.
    """
    if len(set(texts)) < len(texts) or not all(map(_is_identifier, texts)):
        return False
    if not all(map(str.isdecimal, texts)) and fits("happened_at", heading, texts):
        return False
    if guess_order(texts) is DateOrder.EPOCH and not NUMBERS & set(_words(heading)):
        return False
    return _rise(texts, moments)


def _rise(texts: Sequence[str], moments: Sequence[str] | None) -> bool:
    """Say whether a number in the texts rises with the records' moments, or with their places."""
    numbers = [tuple(map(int, re.findall(r"[0-9]+", text))) for text in texts]
    if len({len(each) for each in numbers}) > 1:
        return False
    read = _read(moments) if moments is not None else []
    for told in zip(*numbers, strict=True):
        places = _places_in_time(told, read)
        steps = [told[one] < told[other] for one, other in pairwise(places)]
        if sum(steps) >= NEARLY_ALL * len(steps):
            return True
    return False


def _read(moments: Sequence[str]) -> list[tuple[datetime, date] | None]:
    """Read moments as if told in UTC, which keeps their order; None for those that cannot be."""
    return Moments(guess_order(moments) or DateOrder.DAY_FIRST, "UTC", "UTC").read_all(moments)


def _places_in_time(
    numbers: Sequence[int], moments: Sequence[tuple[datetime, date] | None]
) -> list[int]:
    """Return the rows as their records came; as they stand where too few moments are told."""
    told = [(when, numbers[row], row) for row, when in enumerate(moments) if when is not None]
    if len({when for when, _, _ in told}) * 2 >= len(numbers):
        return [row for _, _, row in sorted(told)]
    rows = range(len(numbers))
    return list(rows if numbers[0] < numbers[-1] else reversed(rows))


def _is_identifier(text: str) -> bool:
    is_short = len(text) <= LONGEST_REFERENCE
    return is_short and bool(_IDENTIFIER.match(text)) and not _AMOUNT.match(text)


def _holds_moments(key: str, heading: str, texts: Sequence[str]) -> bool:
    """Say whether every row tells a moment with its date; not every customer has answered."""
    told = [text for text in texts if text]
    is_whole = len(told) == len(texts) or (key == "feedback_at" and len(told) > 1)
    return is_whole and _are_moments(heading, told)


def _are_moments(heading: str, texts: Sequence[str]) -> bool:
    is_number = all(re.fullmatch(r"[\d.,]+", text) for text in texts)
    is_plain = not is_number or guess_order(texts) is DateOrder.EPOCH
    return is_plain and fits("happened_at", heading, texts)


def _holds_channels(_heading: str, texts: Sequence[str]) -> bool:
    """Say whether nearly all is called as ways to reach a company are, of which there are some."""
    said = [caseless(text) for text in texts if text]
    kinds = set(said)
    known = sum(word in CHANNELS for word in said)
    return 1 < len(kinds) <= MOST_CHANNELS and known >= NEARLY_ALL * len(said)


def _holds_states(_heading: str, texts: Sequence[str]) -> bool:
    """Say whether all are states that records are in, some at the end and some on their way.

    A plain yes or no may answer any question.
    """
    kinds = {caseless(text) for text in texts if text}
    if not kinds or len(kinds) > MOST_CHANNELS or not PLAIN_ANSWERS.isdisjoint(kinds):
        return False
    return kinds <= YES | NO and not kinds.isdisjoint(YES) and not kinds.isdisjoint(NO)


def _holds_addresses(people: People | None, _heading: str, texts: Sequence[str]) -> bool:
    """Say whether nearly all are e-mail addresses, and not of people on the roster."""
    said = [text for text in texts if text]
    mails = sum(bool(_MAIL.match(text)) for text in said)
    if not said or mails < NEARLY_ALL * len(said):
        return False
    return people is None or not any(map(people, said))


def _words(heading: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("#", " # "))
    return re.findall(r"[^\W_]+|#", caseless(apart))
