"""How a file is probably to be read, told from its headings and first rows."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence, Set
from dataclasses import replace

from cxstaff.customers.reading import fields, meanings
from cxstaff.customers.reading.consistency import OF_CUSTOMERS
from cxstaff.customers.reading.evidence import People
from cxstaff.customers.reading.headings.known import OF_ANSWERS, SAID
from cxstaff.customers.reading.leaving_out import guess_left_out, kept
from cxstaff.customers.reading.mapping import OF_TIME, FileKind, Mapping
from cxstaff.customers.reading.meanings import Word
from cxstaff.customers.reading.scales import MEANINGS, NO, YES
from cxstaff.customers.reading.values import bare_amount
from cxstaff.errors import Refused
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, guess_decimal, guess_unit
from cxstaff.tables.times.dates import guess_order
from cxstaff.tables.times.zones import zones_in


def guess(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    source: str,
    zone: str,
    people: People | None = None,
) -> Mapping:
    """Guess how a file is to be read from its headings and first rows.

    `zone` is the one of its times unless the heading of a moment names another, `people` says who
    on the roster is called so.
    """
    columns = fields.guess(headings, rows, people)
    kind = _kind_of_file(columns)
    if kind is FileKind.FEEDBACK:  # what is known of the customer came with the interaction
        columns = {key: name for key, name in columns.items() if key not in OF_CUSTOMERS}
    mapping = Mapping(
        columns,
        source,
        zone_of(columns, zone),
        left_out=guess_left_out(headings, rows, columns.get("resolved")),
        kind=kind,
    )
    return with_order(
        with_words(with_numbers(mapping, headings, rows), headings, rows), headings, rows
    )


def zone_of(columns: Values[str, str], home: str) -> str:
    """Return the zone of the times in these columns: as a heading says, else the company's.

    It is "" where a heading names one by a short name that means several.
    """
    named = zones_in(columns.get("happened_at") or columns.get("feedback_at", ""), home)
    if named is None:
        return home
    return named.zones[0] if len(named.zones) == 1 else ""


def with_zone(mapping: Mapping, before: Mapping, home: str) -> Mapping:
    """Take the zone that the heading of another column of moments names, where nobody chose one."""
    moment = "happened_at"
    if mapping.columns.get(moment) == before.columns.get(moment) or mapping.zone != before.zone:
        return mapping
    return replace(mapping, zone=zone_of(mapping.columns, home) or mapping.zone)


def with_numbers(
    mapping: Mapping,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    decimal: Decimal | None = None,
) -> Mapping:
    """Fill in how handling times and amounts are written, as far as the rows tell it.

    `decimal` is what somebody said of them.
    """
    lengths = _said("handling_seconds", mapping, headings, rows)
    amounts = [bare_amount(text) for text in _said("value", mapping, headings, rows)]
    added = [text for key in fields.ADDED for text in _said(key, mapping, headings, rows)]
    if "handling_seconds" not in mapping.columns and "value" not in mapping.columns:
        return mapping
    decimal = decimal or guess_decimal([*lengths, *added, *amounts])
    heading = mapping.columns.get("handling_seconds")
    unit = guess_unit(heading, lengths, decimal) if heading else mapping.unit
    return replace(mapping, decimal=decimal, unit=unit)


def with_order(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """Fill in the order of day and month where the rows leave no doubt, or it is not yet known."""
    samples = [text for key in OF_TIME for text in _said(key, mapping, headings, rows)]
    return replace(mapping, order=guess_order(samples) or mapping.order)


def with_words(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """Fill in what words mean where the words of their column leave no doubt together."""
    found = {key: dict(words) for key, words in mapping.words.items()}
    for key, words in seen_words(mapping, headings, rows).items():
        told = {word.text: word.meaning for word in words if word.meaning is not None}
        if key == "resolved" and len(told) < len(words):
            told |= _told_by_closing({w.text for w in words} - told.keys(), mapping, headings, rows)
        if told:
            found[key] = told | found.get(key, {})
    return replace(mapping, words=found)


def _told_by_closing(
    words: Set[str], mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Tell what states mean by when records were closed: no record was of one not resolved.

    The only state that closed records are in is the end; of several, some may be refusals.
    """
    if mapping.columns.get("closed_at") not in headings:
        return {}
    places = [headings.index(mapping.columns[key]) for key in ("resolved", "closed_at")]
    pairs = [(meanings.plain(row[places[0]]), row[places[1]].strip()) for row in rows]
    closed = {state for state, moment in pairs if not is_nothing(moment) and not is_nothing(state)}
    ends = dict.fromkeys(words & closed, YES) if len(closed) == 1 else {}
    return dict.fromkeys(words - closed, NO) | ends if closed else {}


def seen_words(
    mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, list[Word]]:
    """Return the words of each mapped field that has words, with what they mean.

    What only records say that are left out tells of the scale, and nobody is asked about it.
    """
    counting, found = kept(mapping.left_out, headings, rows), dict[str, list[Word]]()
    for key in MEANINGS:
        heading = mapping.columns.get(key)
        if heading in headings:
            said = _said(key, mapping, headings, rows)
            words = meanings.seen(key, said, mapping.words.get(key, {}), heading or "")
            there = set(map(meanings.plain, _said(key, mapping, headings, counting)))
            found[key] = [replace(w, is_asked=w.is_asked and w.text in there) for w in words]
    return found


def check_words(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise `Refused` where nobody has said yet what a frequent word means."""
    for key, words in seen_words(mapping, headings, rows).items():
        asked = [word.text for word in words if word.is_asked and word.meaning is None]
        if asked:
            raise Refused(
                "Say what %(words)s in the column '%(column)s' means, as in --word '%(example)s'.",
                words=", ".join(f"'{word}'" for word in asked),
                column=mapping.columns[key],
                example=f"{key}:{asked[0]}={MEANINGS[key][0]}",
            )


def _kind_of_file(columns: Values[str, str]) -> FileKind:
    """Tell feedback by what it says without telling anything of how the interaction went."""
    tells_more = columns.keys() - OF_ANSWERS
    said = "reference" in columns and not columns.keys().isdisjoint(SAID)
    return FileKind.FEEDBACK if said and not tells_more else FileKind.INTERACTIONS


def _said(
    key: str, mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    """Return what the rows say in the column of a field, without blanks around."""
    heading = mapping.columns.get(key)
    if heading not in headings:
        return []
    place = headings.index(heading)
    return [text for row in rows if not is_nothing(text := row[place].strip())]
