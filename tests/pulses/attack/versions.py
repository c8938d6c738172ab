"""Versions of rows, carved from the bytes of PostgreSQL's tables: living, dead and overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEADS = (24, 32)  # bytes before the values of a row: one or two of them say which are null


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a row about a person: where it lies, who wrote it and who replaced it."""

    person: int
    place: int
    writer: int
    replacer: int


def carve(content: bytes, round_id: int, people: Iterable[int]) -> list[Version]:
    """Find every version of rows that begin with a round and a person; free space is read too."""
    return [each for person in people for each in _of(content, round_id, person)]


def _of(content: bytes, round_id: int, person: int) -> Iterator[Version]:
    begin = round_id.to_bytes(4, "little") + person.to_bytes(4, "little")
    place = content.find(begin)
    while place >= 0:
        for head in HEADS:
            start = place - head
            if start >= 0 and content[start + 22] == head:
                writer, replacer = (
                    int.from_bytes(content[start + at : start + at + 4], "little") for at in (0, 4)
                )
                yield Version(person, place, writer, replacer)
        place = content.find(begin, place + 1)
