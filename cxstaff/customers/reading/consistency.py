"""Whether columns can be what their headings say, beside what the others of the file are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence, Set

from cxstaff.customers.reading.headings import composed, courses, pieces
from cxstaff.customers.reading.headings.known import OF_ANSWERS, SAID
from cxstaff.customers.reading.likelihood import candidates, plain
from cxstaff.customers.reading.plausible import fits, seconds_of
from cxstaff.customers.reading.scales import SCALES
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, guess_order
from cxstaff.tables.times.moments import Moments
from cxstaff.text import caseless

OF_CUSTOMERS = ("customer_name", "customer_address", "customer_language", "customer_zone")
MOST_CHANGED = 0.2
"""Which part of the customers who come again may have another name then."""

SCORES = frozenset({"csat", "satisfied", "solved", "nps", "ces", "feedback_at"})
OF_WORK = frozenset(
    {"handling_seconds", "hold_seconds", "wrap_seconds", "closed_at", "resolved", "responded_at"}
)
"""What files of contacts tell, and answers to surveys do not."""

ANYBODYS = frozenset(
    "comment comments note notes remark remarks text kommentar kommentare bemerkung bemerkungen"
    " anmerkung anmerkungen commentaire commentaires remarque remarques comentario comentarios"
    " commento commenti comentário comentários komentarz komentarze uwagi opmerking opmerkingen"
    " toelichting kommentarer bemærkninger yorum yorumlar комментарий комментарии コメント 备注"
    " 코멘트".split()
)
"""Headings of what somebody wrote: a customer where one was asked, else who handled it."""

_OF_WORK = frozenset({"team", "channel", "reason", "resolved", "reopened", "escalated"})
_MOMENTS = ("feedback_at", "closed_at", "responded_at", "changed_at", "happened_at")
"""Moments of a survey, those first that are nearest to its end."""

LONGEST_SURVEY, LONGEST_WORK = 3600, 2 * 3600
"""Half of all contacts take less work than so many seconds."""

CLOSE = 120
"""Lengths of time that differ by no more seconds are the same, written to the minute."""

NEARLY_ALL = 0.9
_GROUPS = SCALES["nps"][0]
MOST_RECOMMENDED, FEWEST_GROUPS = 10, 3
"""The highest score of whether somebody would recommend, and the fewest that tell anything."""


MOST_SAID = 0.8
"""At least this share of the responses of a survey say something."""

_OF_AGENTS = frozenset({"agent", "issue", "reply", "replied", "actual", "reaction", "reaktion"})
"""Words for what answers a customer, and is no answer of theirs."""

Texts = Callable[[str], Sequence[str]]
Rows = Sequence[Sequence[str]]


def without_contradictions(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Leave out fields that cannot be what their headings say.

    Names that change while the customer stays are people of an account, comments where nobody was
    asked anything are the handlers', and a length of time that is as long as a record was open is
    no work. A state that is the same of all records gives way to one that tells them apart.
    """

    def texts(key: str) -> Sequence[str]:
        place = headings.index(found[key])
        return [row[place].strip() for row in rows]

    if "resolved" in found:
        state = _telling_state(found["resolved"], {*found.values()}, headings, rows)
        found = found | {"resolved": state}
    gone = {key for key in OF_CUSTOMERS if _are_others(key, found, texts)}
    if found.get("remark", "").strip().casefold() in ANYBODYS and SCORES.isdisjoint(found):
        gone |= {"remark"} if OF_WORK & found.keys() else set()
    open_for = ("happened_at", "closed_at", "handling_seconds")
    if found.keys() >= set(open_for) and are_elapsed(*map(texts, open_for)):
        gone.add("handling_seconds")
    return {key: name for key, name in found.items() if key not in gone}


def named_beginning(begun: str, taken: Set[str], headings: Sequence[str], rows: Rows) -> str | None:
    """Return the heading of the moment that names the record: "Ticket created" beside "Created".

    None where the one that was taken for the beginning names it already, or another one is later.
    """
    if _names_record(begun):
        return None
    for heading in headings:
        if heading not in taken and _names_record(heading):
            earlier = _share_before(_texts(heading, headings, rows), _texts(begun, headings, rows))
            if earlier >= NEARLY_ALL:
                return heading
    return None


def is_customers(response: str, said: Sequence[str], headings: Sequence[str], rows: Rows) -> bool:
    """Say whether a response is the customer's answer, in a file that tells of no work.

    `said` are the headings of what customers said; an agent responds where they said nothing too.
    """
    words = set(plain(response).split())
    if words & (_OF_AGENTS | courses.FIRST):
        return False
    places = [headings.index(name) for name in said]
    answered = [row for row in rows if not is_nothing(row[headings.index(response)].strip())]
    telling = [row for row in answered if any(not is_nothing(row[p].strip()) for p in places)]
    return bool(answered) and len(telling) >= MOST_SAID * len(answered)


def _telling_state(states: str, taken: Set[str], headings: Sequence[str], rows: Rows) -> str:
    """Return the heading of states that tell records apart, where one tells the same of all."""
    if len(_said(states, headings, rows)) != 1:
        return states
    for _rank, place, key in sorted(candidates(headings)):
        name = headings[place]
        is_free = key == "resolved" and name not in taken
        if is_free and len(_said(name, headings, rows)) > 1 and _fits(key, name, headings, rows):
            return name
    return states


def _fits(key: str, heading: str, headings: Sequence[str], rows: Rows) -> bool:
    return fits(key, plain(heading), _texts(heading, headings, rows))


def _said(heading: str, headings: Sequence[str], rows: Rows) -> set[str]:
    """Return what a column says, in small letters."""
    said = (text.casefold() for text in _texts(heading, headings, rows))
    return {text for text in said if not is_nothing(text)}


def _are_others(key: str, found: dict[str, str], texts: Texts) -> bool:
    """Say whether a detail differs among records of one customer, and so is somebody else's."""
    if "customer" not in found or key not in found:
        return False
    told, times = defaultdict[str, set[str]](set), defaultdict[str, int](int)
    for customer, detail in zip(texts("customer"), texts(key), strict=True):
        if not is_nothing(customer) and not is_nothing(detail):
            told[customer].add(detail.casefold())
            times[customer] += 1
    again = [customer for customer, count in times.items() if count > 1]
    changed = sum(len(told[customer]) > 1 for customer in again)
    return changed > MOST_CHANGED * len(again)


def _names_record(heading: str) -> bool:
    """Say whether a heading in its words says of which record it is the beginning."""
    words = set(plain(heading).split())
    is_beginning = composed.likelihood("happened_at", plain(heading)) is not None
    return is_beginning and bool(words & pieces.RECORDS) and bool(words & pieces.BEGUN)


def _texts(heading: str, headings: Sequence[str], rows: Rows) -> list[str]:
    place = headings.index(heading)
    return [row[place].strip() for row in rows]


def _share_before(first: Sequence[str], second: Sequence[str]) -> float:
    """Return in which part of the rows that tell both moments the first is not the later one."""
    order = guess_order([*first, *second]) or DateOrder.DAY_FIRST
    moments = Moments(order, "UTC", "UTC")
    pairs = zip(moments.read_all(first), moments.read_all(second), strict=True)
    told = [one[0] <= other[0] for one, other in pairs if one and other]
    return sum(told) / len(told) if told else 0.0


def with_recommendations(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Take scores up to ten for recommendations where a column beside names the group of each."""
    if "nps" in found:
        return found
    columns = {name: [row[place].strip() for row in rows] for place, name in enumerate(headings)}
    groups = [told for texts in columns.values() if (told := _groups(texts))]
    scores = [name for name, texts in columns.items() if list(map(_group_of, texts)) in groups]
    if len(scores) != 1:
        return found
    return {key: name for key, name in found.items() if name != scores[0]} | {"nps": scores[0]}


def _groups(texts: Sequence[str]) -> list[str | None] | None:
    """Return the lowest score of each text's group; None where some name none, or hardly any do."""
    told = [_GROUPS.get(caseless(text)) for text in texts]
    is_known = all(group or not text for text, group in zip(texts, told, strict=True))
    return told if is_known and sum(map(bool, told)) >= FEWEST_GROUPS else None


def _group_of(text: str) -> str | None:
    """Return the lowest score of the group that a score belongs to, None where it is none."""
    if not text.isdecimal() or int(text) > MOST_RECOMMENDED:
        return None
    lowest = [int(each) for each in set(_GROUPS.values()) if int(each) <= int(text)]
    return str(max(lowest, default=min(map(int, _GROUPS.values()))))


def of_answers(found: dict[str, str]) -> dict[str, str]:
    """Take a file for answers that names nobody who helped, or no beginning, and no work.

    Its last moment is that of the answer; how long it took was spent by the customer.
    """
    if {"happened_at", "handler"} <= found.keys() or not found.keys().isdisjoint(_OF_WORK):
        return found
    given = next((found[key] for key in _MOMENTS if key in found), None)
    if found.keys().isdisjoint(SAID) or given is None:
        return found
    return {key: name for key, name in found.items() if key in OF_ANSWERS} | {"feedback_at": given}


def are_hours_apart(begun: Sequence[str], ended: Sequence[str]) -> bool:
    """Say whether half of all ends are more than an hour after their beginnings.

    Nobody takes so long to answer a survey.
    """
    lasted = sorted(filter(None, _lasted(begun, ended)))
    return bool(lasted) and lasted[len(lasted) // 2] > LONGEST_SURVEY


def are_elapsed(begun: Sequence[str], ended: Sequence[str], lengths: Sequence[str]) -> bool:
    """Say whether lengths of time are how long records were open, and longer than any work is.

    ServiceNow calls that a duration. Of a call it is the work itself, and short.
    """
    found = list[float]()
    for open_for, length in zip(_lasted(begun, ended), lengths, strict=True):
        told = seconds_of(length)
        if open_for is not None and told is not None:
            is_same = abs(open_for - told) <= max(CLOSE, open_for / 100)
            found.append(open_for if is_same else 0)
    return bool(found) and sorted(found)[len(found) // 2] > LONGEST_WORK


def _lasted(begun: Sequence[str], ended: Sequence[str]) -> list[float | None]:
    """Return the seconds from one moment to another of each record, None where one is missing."""
    order = guess_order([*begun, *ended]) or DateOrder.DAY_FIRST
    moments = Moments(order, "UTC", "UTC")
    since, until = (moments.read_all([text.strip() for text in texts]) for texts in (begun, ended))
    return [
        (b[0] - a[0]).total_seconds() if a and b else None
        for a, b in zip(since, until, strict=True)
    ]
