"""Optional values that could not be read and were left empty: how many, and some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cxstaff.customers.reading.contact import LONGEST_SHOWN

MOST_WORDS = 20
"""How many different words of a field are kept as examples."""


class Flaw(NamedTuple):
    """What could not be read of one field: in how many records, and words with how often each."""

    key: str
    records: int
    words: tuple[tuple[str, int], ...]


class Unread:
    """Counts values that could not be read, by field."""

    def __init__(self, stored: Mapping[str, Any] | None = None) -> None:
        """Go on from what `as_json` returned."""
        self.records, self.words = Counter[str](), dict[str, Counter[str]]()
        for key, told in (stored or {}).items():
            self.records[key] = told["records"]
            self.words[key] = Counter(told["words"])

    def __bool__(self) -> bool:
        """Say whether anything was left empty."""
        return bool(self.records)

    def note(self, key: str, word: str, times: int = 1) -> None:
        """Count a word of a field that could not be read; beyond the first words only that."""
        self.records[key] += times
        words = self.words.setdefault(key, Counter())
        shown = word[:LONGEST_SHOWN]
        if shown in words or len(words) < MOST_WORDS:
            words[shown] += times

    def add(self, other: Unread) -> None:
        """Add what was counted elsewhere."""
        for key, words in other.words.items():
            for word, times in words.items():
                self.note(key, word, times)
            self.records[key] += other.records[key] - sum(words.values())

    def flaws(self) -> Iterator[Flaw]:
        """Give what could not be read, the most frequent field and words first."""
        for key, records in self.records.most_common():
            yield Flaw(key, records, tuple(self.words[key].most_common()))

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, to be stored."""
        return {
            key: {"records": records, "words": dict(self.words[key])}
            for key, records in self.records.items()
        }
