"""Headings that are composed of words: "Answering agent", "Segment start", "通話流水号".

A heading means a field where each of its words is known to belong to it, and one of each of the
groups that the field needs is among them. Scripts that part no words are parted at the longest
pieces that are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from cxstaff.customers.reading.headings import contacts, courses, lengths, pieces
from cxstaff.tables.numbers import UNIT_WORDS
from cxstaff.text import without_accents


@dataclass(frozen=True, slots=True)
class Grammar:
    """Groups of words of each of which a heading holds one, and others that it may hold.

    A heading that holds one of `weaker` is less likely to be meant than one that holds none.
    """

    needed: tuple[frozenset[str], ...]
    others: frozenset[str]
    weaker: frozenset[str] = frozenset()

    known: frozenset[str] = field(init=False)
    """All words that a heading may hold."""

    def __post_init__(self) -> None:
        """Gather them once, each also without accents, as databases write headings."""
        for name in ("others", "weaker"):
            object.__setattr__(self, name, _also_bare(getattr(self, name)))
        object.__setattr__(self, "needed", tuple(map(_also_bare, self.needed)))
        object.__setattr__(self, "known", self.others.union(self.weaker, *self.needed))


def _also_bare(words: frozenset[str]) -> frozenset[str]:
    return words.union(map(without_accents, words))


_WITHOUT = pieces.RECORDS | pieces.LINKING | pieces.OVERALL | {"agent", "up"}
_ABOUT = pieces.RECORDS | pieces.LINKING
TALKING = Grammar((lengths.TALKING, lengths.LENGTHS), _WITHOUT)
"""What lengths of time are called that leave out what was on hold and what was done afterwards."""

_WHOLE = Grammar((lengths.WHOLE, lengths.LENGTHS), pieces.RECORDS | pieces.LINKING | pieces.OVERALL)
"""What lengths of time are called that say of themselves that they are all of the work."""

_ASKED = frozenset({"nps", "ces"})
_END = Grammar((courses.OVER,), pieces.DATED | pieces.LINKING)

GRAMMARS = {
    "reference": (
        Grammar((pieces.RECORDS, pieces.NUMBERS), pieces.LINKING),
        Grammar((pieces.NUMBERS,), pieces.LINKING, pieces.NUMBERS),
    ),
    "happened_at": (
        Grammar((pieces.BEGUN,), pieces.DATED | pieces.RECORDS | pieces.LINKING),
        Grammar((pieces.RECORDS, pieces.DATED), pieces.LINKING),
    ),
    "handler": (
        Grammar(
            (pieces.HANDLERS,), pieces.NAMED | pieces.LINKING | pieces.RECORDS, pieces.NUMBERED
        ),
        Grammar((pieces.ASSIGNED, pieces.PERSONS), frozenset()),
    ),
    "happened_time": (Grammar((pieces.RECORDS | pieces.BEGUN, pieces.HOURS), pieces.LINKING),),
    "handling_seconds": (
        Grammar(
            (lengths.HANDLING, lengths.LENGTHS), pieces.RECORDS | pieces.LINKING | pieces.OVERALL
        ),
        TALKING,
    ),
    "hold_seconds": (Grammar((lengths.HELD, lengths.LENGTHS), _WITHOUT),),
    "wrap_seconds": (Grammar((lengths.WRAPPED,), lengths.LENGTHS | _WITHOUT),),
    "closed_at": (Grammar((courses.ENDED,), pieces.DATED | courses.LAST | _ABOUT),),
    "responded_at": (
        Grammar(
            (courses.FIRST, courses.ANSWERED), pieces.DATED | _ABOUT | {"agent", "staff", "team"}
        ),
    ),
    "changed_at": (Grammar((courses.CHANGED,), pieces.DATED | courses.LAST | _ABOUT),),
    "resolved": (Grammar((courses.STATES,), courses.OF_STATES | _ABOUT - {"contact"} | {"name"}),),
    "reason": (
        Grammar((pieces.REASONS,), lengths.WRAPPED | _ABOUT | pieces.CONTACTS | {"name", "1"}),
    ),
    "channel": (Grammar((pieces.CHANNEL,), pieces.OF_CHANNELS | _ABOUT),),
    "customer_name": (
        Grammar((pieces.CUSTOMERS, pieces.NAMES), pieces.OF_CUSTOMERS | pieces.LINKING),
        Grammar((pieces.CUSTOMERS,), pieces.OF_CUSTOMERS, pieces.CUSTOMERS),
    ),
    "remark": (
        Grammar(
            (pieces.COMMENTS, pieces.CUSTOMERS | pieces.SATISFIED | pieces.SURVEYED | _ASKED),
            pieces.LINKING | pieces.SATISFIED | pieces.SURVEYED,
        ),
        Grammar((pieces.SUGGESTED,), pieces.COMMENTS | pieces.LINKING),
    ),
    "csat": (Grammar((pieces.SATISFIED,), pieces.SURVEYED | pieces.RECORDS | pieces.LINKING),),
}
KNOWN_REFERENCES = frozenset(contacts.WORDS["reference"].split("|"))
_COMPOUND = re.compile(
    r"(.{3,}?)(s|en|e)?(datum|dato|zeit|zeitpunkt|tidspunkt|tijdstip|tijd|tid|dauer|duur|nummer|nr|id|name|namn|naam|grund|typ|kanal|status"
    r"|bewertung|wert|grad|kommentar|numero|szám|tunnus|cijfer|betyg|aika|inhaber|ursprung)"
)
"""Words as Germanic languages join them: Registreringsdatum, Zaaknr."""

_UNIT = re.compile(rf"[(\[]\s*(?:{'|'.join(UNIT_WORDS)}|[smh])\.?\s*[)\]]", re.IGNORECASE)
_UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def likelihood(key: str, plain: str) -> float | None:
    """Return how unlikely it is that a heading in plain words means a field, None where it cannot.

    A lower number is likelier.
    """
    found = (_likelihood(grammar, plain) for grammar in GRAMMARS.get(key, ()))
    return min((each for each in found if each is not None), default=None)


def is_talk(plain: str) -> bool:
    """Say whether a heading in plain words means the time of talking alone."""
    return _likelihood(TALKING, plain) is not None


def is_whole(plain: str) -> bool:
    """Say whether a heading in plain words means the whole handling of a contact."""
    return _likelihood(_WHOLE, plain) is not None


def is_length_in_a_unit(plain: str, heading: str) -> bool:
    """Say whether a heading is a word for time and its unit: "Zeit (min)", "length_in_sec"."""
    words = set(plain.split())
    if words <= lengths.LENGTHS:
        return bool(_UNIT.search(heading))
    bare = words - UNIT_WORDS - {"in"}
    return bool(bare) and bare < words - {"in"} and bare <= lengths.LENGTHS


def names_unit(heading: str) -> bool:
    """Say whether a heading names a unit of time: "Hold (s)", "Wrap seconds"."""
    words = re.findall(r"[^\W_]+", heading.casefold())
    return bool(_UNIT.search(heading)) or not UNIT_WORDS.isdisjoint(words)


def is_bare_number(plain: str) -> bool:
    """Say whether a heading is a word for a number alone, which may be of anything: "Code"."""
    return (
        plain not in KNOWN_REFERENCES and _likelihood(GRAMMARS["reference"][1], plain) is not None
    )


def says_waiting(heading: str) -> bool:
    """Say whether a heading of a script that parts no words holds one for waiting: "排队时长"."""
    return any(_UNPARTED.search(word) and word in heading for word in lengths.WAITS)


def is_end(plain: str) -> bool:
    """Say whether a heading means the end of what it does not name: "End date"."""
    return _likelihood(_END, plain) is not None


def _likelihood(grammar: Grammar, plain: str) -> float | None:
    parts = [part for word in plain.split() for part in _parted(grammar.known, word)]
    if not all(part in grammar.known for part in parts):
        return None
    if not all(any(part in group for part in parts) for group in grammar.needed):
        return None
    return len(parts) / 10 + sum(part in grammar.weaker for part in parts)


def _parted(known: frozenset[str], word: str) -> list[str]:
    """Part a word that is composed: before its last part, or at the longest pieces known."""
    if word in known:
        return [word]
    compound = _COMPOUND.fullmatch(word)
    if compound:
        before, link, last = compound.group(1, 2, 3)
        for first in (before + (link or ""), before):
            if first in known:
                return [first, last]
    if not _UNPARTED.search(word):
        return [word]
    return _pieces(known).findall(word) if _pieces(known).sub("", word) == "" else [word]


@lru_cache(maxsize=16)
def _pieces(known: frozenset[str]) -> re.Pattern[str]:
    """Make a pattern of every piece of such a script, the longest first."""
    found = sorted((word for word in known if _UNPARTED.search(word)), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, found), "id"]))
