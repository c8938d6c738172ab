"""Whether columns can be what their headings say, beside what the others of the file are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from cxstaff.customers.reading.plausible import are_elapsed
from cxstaff.tables.nothing import is_nothing

OF_CUSTOMERS = ("customer_name", "customer_address", "customer_language", "customer_zone")
MOST_CHANGED = 0.2
"""Which part of the customers who come again may have another name then."""

SCORES = frozenset({"csat", "satisfied", "nps", "ces", "feedback_at"})
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

Texts = Callable[[str], Sequence[str]]


def without_contradictions(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Leave out fields that cannot be what their headings say.

    Names that change while the customer stays are people of an account, comments where nobody was
    asked anything are the handlers', and a length of time that is as long as a record was open is
    no work.
    """

    def texts(key: str) -> Sequence[str]:
        place = headings.index(found[key])
        return [row[place].strip() for row in rows]

    gone = {key for key in OF_CUSTOMERS if _are_others(key, found, texts)}
    if found.get("remark", "").strip().casefold() in ANYBODYS and SCORES.isdisjoint(found):
        gone |= {"remark"} if OF_WORK & found.keys() else set()
    open_for = ("happened_at", "closed_at", "handling_seconds")
    if found.keys() >= set(open_for) and are_elapsed(*map(texts, open_for)):
        gone.add("handling_seconds")
    return {key: name for key, name in found.items() if key not in gone}


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
