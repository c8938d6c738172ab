"""Whether columns can be what their headings say, beside what the others of the file are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence, Set

from cxstaff.customers.reading.headings import composed, courses, pieces
from cxstaff.customers.reading.likelihood import candidates, plain
from cxstaff.customers.reading.plausible import are_elapsed, fits
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, guess_order
from cxstaff.tables.times.moments import Moments

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

NEARLY_ALL = 0.9

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
