"""How a roster file is to be read as the options of a command say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cxstaff.errors import Refused
from cxstaff.people.roster.checking import absences
from cxstaff.people.roster.reading import mapping
from cxstaff.people.roster.reading.headings import FIELDS
from cxstaff.people.roster.reading.mapping import Leaving, RosterMapping
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.people.roster.reading.table import RosterTable
from cxstaff.tables.mapping import presets
from cxstaff.tables.times.dates import DateOrder
from cxstaff.text import one_line


def chosen(
    table: RosterTable,
    *,
    preset: str | None,
    columns: Iterable[str],
    dates: str | None,
    leaving: str | None,
    words: Iterable[str],
    absent: str,
    answers: Iterable[str],
) -> RosterMapping:
    """Return how a file is to be read: as a preset says or as guessed, with what options add.

    Raises `Refused` where an option names a field, a meaning or an answer that there is not.
    """
    headings, rows = table.headings, table.rows
    if preset:
        saved = presets.preset_called(mapping.TABLES, preset).mapping
        how = mapping.completed(RosterMapping.from_json(saved), headings, rows)
    else:
        how = mapping.guessed(headings, rows)
    if columns:
        given = {**how.columns, **dict(map(_column, columns))}
        how = replace(how, columns={key: heading for key, heading in given.items() if heading})
        is_kept = bool(preset) or all(not each.startswith("left_on=") for each in columns)
        how = replace(how, leaving=how.leaving if is_kept else None)
        how = mapping.completed(how, headings, rows)
    return replace(
        how,
        order=DateOrder(dates) if dates else how.order,
        leaving=Leaving(leaving) if leaving else how.leaving,
        words={**how.words, **dict(map(_word, words))},
        answers={**dict(map(_parted, answers)), absences.KEY: absent},
    )


def _column(pair: str) -> tuple[str, str]:
    field, sign, heading = (part.strip() for part in pair.partition("="))
    if not sign or field not in FIELDS:
        raise Refused(
            "There is no field '%(field)s'. Fields are: %(fields)s.",
            field=field,
            fields=", ".join(FIELDS),
        )
    return field, heading


def _word(pair: str) -> tuple[str, RosterStanding]:
    word, meaning = _parted(pair)
    if meaning not in list(RosterStanding):
        raise Refused(
            "A word means one of: %(meanings)s, not '%(meaning)s'.",
            meanings=", ".join(RosterStanding),
            meaning=meaning,
        )
    return one_line(word).casefold(), RosterStanding(meaning)


def _parted(pair: str) -> tuple[str, str]:
    """Return both sides of the last '=' of an option."""
    left, sign, right = pair.rpartition("=")
    if not sign:
        raise Refused("'%(pair)s' has no '=' in it.", pair=pair)
    return left.strip(), right.strip()
