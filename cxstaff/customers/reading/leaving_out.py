"""Records that do not count, told by what stands in a column: merged, spam, a test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxstaff.customers.reading.meanings import plain
from cxstaff.customers.reading.phrases import shorter
from cxstaff.tables.nothing import is_nothing
from cxstaff.text import caseless

MOST_VALUES = 20
"""A column with more values than these, or with few records for each, tells no kinds."""

FEW_ROWS, MOST_DIFFERENT = 20, 0.3
LONGEST_VALUE = 60
UNFINISHED = {
    "submitdate": ("",),  # LimeSurvey: somebody went away before the end
    "finished": ("false", "0", "falsch", "faux"),  # Qualtrics
    "status": ("survey preview", "spam", "survey test"),
}
"""Answers that nobody finished or meant, by heading in small letters."""

FLAGS = frozenset(
    "test|is test|test record|test ticket|testfall|testeintrag|spam|is spam|merged|is merged"
    "|deleted|is deleted|gelöscht|zusammengeführt|supprimé|eliminado|prueba|es prueba|teste".split(
        "|"
    )
)
"""Headings of columns that say of a record by a yes that it is no contact."""

_NO_CONTACTS = (
    "spam junk merged deleted zusammengeführt gelöscht fusionné fusionnée supprimé supprimée"
    " fusionado fusionada combinado eliminado eliminada unito eliminato eliminata mesclado excluído"
    " samengevoegd verwijderd scalone scalony usunięte usunięty sammanslagen raderad slettet"
    " birleştirildi silindi sloučeno smazáno спам объединена объединено удалена удалено"
    " スパム 統合済み マージ済み 削除済み 垃圾邮件 已合并 已删除 스팸 병합됨 삭제됨"
)
NO_CONTACTS = frozenset(map(caseless, _NO_CONTACTS.split()))
"""States of records that are no contact of their own: nobody wrote them, or they are in another."""


YES_ALONE = frozenset(map(caseless, "yes y true 1 x ja j oui sí si s sim wahr vrai".split()))


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose values tell kinds of records: each value with how often it was seen."""

    place: int
    heading: str
    values: tuple[tuple[str, int], ...]


class LeavingOut(dict[str, bool]):
    """Whether a record is left out by what stands in one column; each text is judged once."""

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self.values_left_out = frozenset(values)

    def __missing__(self, text: str) -> bool:
        """Judge a text as it stands in the file."""
        is_out = value_of(text) in self.values_left_out
        if len(self) < MOST_VALUES**2:
            self[text] = is_out
        return is_out


def value_of(text: str) -> str:
    """Return a value as it is compared."""
    word = plain(text)
    return "" if is_nothing(word) else word


def columns_of_kinds(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return the columns whose values may tell records that do not count."""
    found = [_column(place, heading, rows) for place, heading in enumerate(headings)]
    return [column for column in found if _tells_kinds(column, len(rows))]


def guess_left_out(
    headings: Sequence[str], rows: Sequence[Sequence[str]], states: str | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the values of answers that nobody finished or meant, and of records no contacts.

    `states` is the heading of how far records have come.
    """
    found = dict[str, tuple[str, ...]]()
    for place, heading in enumerate(headings):
        out = {*UNFINISHED.get(heading.casefold(), ()), *(NO_CONTACTS if heading == states else ())}
        out |= YES_ALONE if _is_flag(heading) else set()
        there = {value_of(row[place]) for row in rows} & out if out else set()
        if there:
            found[heading] = tuple(sorted(there))
    return found


def _is_flag(heading: str) -> bool:
    """Say whether a heading says of a record that it does not count: "Spam", "Ticket spam"."""
    said = " ".join(re.findall(r"[^\W_]+", caseless(heading)))
    return said in FLAGS or any(bare in FLAGS for bare in shorter(said))


def kept(
    left_out: Mapping[str, Sequence[str]], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> Sequence[Sequence[str]]:
    """Return the rows that are not left out."""
    told = {name: values for name, values in left_out.items() if name in headings}
    judges = leavings(told, headings)
    if not judges:
        return rows
    return [row for row in rows if not any(leaves[row[place]] for place, leaves in judges)]


def leavings(
    left_out: Mapping[str, Sequence[str]], headings: Sequence[str]
) -> list[tuple[int, LeavingOut]]:
    """Return what judges the fields of a record, each with the place of its column."""
    return [(headings.index(heading), LeavingOut(values)) for heading, values in left_out.items()]


def _column(place: int, heading: str, rows: Sequence[Sequence[str]]) -> Column:
    counts = Counter(value_of(row[place]) for row in rows)
    return Column(place, heading, tuple(counts.most_common(MOST_VALUES + 1)))


def _tells_kinds(column: Column, rows: int) -> bool:
    values = [value for value, _ in column.values]
    if not 2 <= len(values) <= MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
        return False
    if any(re.search(r"\d[:/.-]\d|@", value) for value in values):
        return False
    return rows < FEW_ROWS or len(values) <= MOST_DIFFERENT * rows
