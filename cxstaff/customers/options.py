"""An operator's options that say how a file is to be read."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cxstaff import clock
from cxstaff.customers.imports import previews
from cxstaff.customers.reading import fields, guesses, mapping
from cxstaff.customers.reading.leaving_out import value_of
from cxstaff.customers.reading.mapping import FileKind, Mapping, Several
from cxstaff.customers.reading.meanings import plain
from cxstaff.customers.reading.scales import MEANINGS
from cxstaff.errors import Refused
from cxstaff.tables import Layout
from cxstaff.tables.mapping import presets
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.times.dates import DateOrder
from cxstaff.text import one_line

_OPTIONS = (
    click.option("--preset", type=one_line, help="Read it as saved under this name."),
    click.option(
        "--map",
        "pairs",
        type=one_line,
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Say what is what; FIELD= alone for a field that is not in the file.",
    ),
    click.option(
        "--word",
        "said",
        type=one_line,
        multiple=True,
        metavar="FIELD:WORD=MEANING",
        help="Say what a word means, such as csat:good=satisfied or resolved:parked=no.",
    ),
    click.option(
        "--leave-out",
        "left",
        type=one_line,
        multiple=True,
        metavar="COLUMN=VALUE",
        help="Leave out records that do not count, such as Status=Merged.",
    ),
    click.option(
        "--kind", type=click.Choice([each.value for each in FileKind]), help="Of its records."
    ),
    click.option(
        "--source",
        type=one_line,
        help="The system it comes from; with the reference it names a record.",
    ),
    click.option("--dates", type=click.Choice([order.value for order in DateOrder])),
    click.option("--zone", type=one_line, help="Time zone of the times in the file."),
    click.option(
        "--decimal",
        type=click.Choice([each.value for each in Decimal]),
        help="Of amounts and handling times.",
    ),
    click.option(
        "--unit", type=click.Choice([each.value for each in Unit]), help="Of handling times."
    ),
    click.option("--channel", type=one_line, help="The channel of records that name none."),
    click.option(
        "--several",
        type=click.Choice([each.value for each in Several]),
        help="Who counts where a record names several people.",
    ),
)


def of_reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how a file is to be read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def mapping_for(
    file: Path,
    layout: Layout,
    *,
    preset: str | None,
    pairs: Sequence[str],
    said: Sequence[str],
    left: Sequence[str],
    zone: str | None,
    **chosen: str | None,
) -> Mapping:
    """Return how a file is to be read: as guessed or saved, changed by what was said.

    Raises `Refused` where that leaves something open.
    """
    zone_known = zone or previews.zone_of(layout)
    if zone_known not in clock.zone_names():
        raise Refused("There is no time zone '%(zone)s'.", zone=zone_known)
    rows, told = previews.rows_of(file, layout), _columns(pairs)
    if preset:
        how = Mapping.from_json(presets.preset_called(mapping.TABLES, preset).mapping)
    else:
        how = previews.guessed(file, layout, zone_known)
        _check_doubts(layout, rows, told)
    columns = {key: name for key, name in {**how.columns, **told}.items() if name}
    if told.get("happened_at") and not preset:
        how = replace(how, zone=guesses.zone_of(columns, zone_known))
    how = replace(how, columns=columns, zone=zone or how.zone)
    decimal = Decimal(said_so) if (said_so := chosen["decimal"]) else None
    if pairs or decimal:
        how = guesses.with_numbers(how, layout.headings, rows, decimal)
    how = guesses.with_order(guesses.with_words(how, layout.headings, rows), layout.headings, rows)
    how = replace(how, **{_PARTS[k][0]: _PARTS[k][1](v) for k, v in chosen.items() if v})
    how = replace(how, words=_words(how, said), left_out=_left_out(how, left))
    how.check(layout.headings)
    guesses.check_words(how, layout.headings, rows)
    return how


def _check_doubts(layout: Layout, rows: Sequence[Sequence[str]], said: Container[str]) -> None:
    """Raise `Refused` where several columns may hold a score, and nobody said which."""
    for key, headings in fields.doubts(layout.headings, rows).items():
        if key not in said:
            raise Refused(
                "Any of %(columns)s may hold the %(field)s. Say which, as in "
                "--map '%(field)s=%(first)s', or --map %(field)s= for none.",
                columns=", ".join(f"'{heading}'" for heading in headings),
                field=key,
                first=headings[0],
            )


def show(layout: Layout, how: Mapping) -> None:
    """Tell how a file is going to be read."""
    for line in layout.left_out:
        click.echo(f"Left out, around the table: {line[:100]}")
    if how.kind is FileKind.FEEDBACK:
        click.echo("Its records tell what customers said of interactions that are known already.")
        click.echo("Beside that, only who the customer is comes in.")
    table = Table("Field", "Column", title=f"Read as '{how.source}', times in {how.zone}")
    for key in fields.KEYS:
        if key in how.taken and (key in how.columns or key in how.needed):
            table.add_row(key, escape(how.columns.get(key, "–")))
    Console().print(table)
    _show_not_read(layout, how)
    for key, words in how.words.items():
        meant = ", ".join(f"{word} = {meaning}" for word, meaning in words.items())
        if key in how.columns:
            click.echo(f"Words of {key}: {meant}")
    for heading, values in how.left_out.items():
        shown = ", ".join(value or "(empty)" for value in values)
        click.echo(f"Left out where {heading} is: {shown}")


def _show_not_read(layout: Layout, how: Mapping) -> None:
    """Tell which columns are no field and tell no records apart."""
    taken = {name for key, name in how.columns.items() if key in how.taken} | {*how.left_out}
    names = [name for name in layout.headings if name and name not in taken]
    if names:
        click.echo(f"Not read: {', '.join(names)}")


_PARTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "kind": ("kind", FileKind),
    "source": ("source", str),
    "dates": ("order", DateOrder),
    "decimal": ("decimal", Decimal),
    "unit": ("unit", Unit),
    "channel": ("channel", str),
    "several": ("several", Several),
}
"""Which part of a mapping each option says, and how it is read."""


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    found = dict[str, str]()
    for pair in pairs:
        key, sign, column = pair.partition("=")
        if not sign or key not in fields.KEYS:
            raise Refused(
                "'%(pair)s' is not FIELD=COLUMN; fields are %(fields)s.",
                pair=pair,
                fields=", ".join(fields.KEYS),
            )
        found[key] = column
    return found


def _words(how: Mapping, said: Sequence[str]) -> dict[str, dict[str, str]]:
    found = {key: dict(words) for key, words in how.words.items()}
    for each in said:
        key, colon, rest = each.partition(":")
        word, sign, meaning = rest.rpartition("=")
        if not (colon and sign and word) or key not in MEANINGS:
            raise Refused(
                "'%(said)s' is not FIELD:WORD=MEANING; fields with words are %(fields)s.",
                said=each,
                fields=", ".join(MEANINGS),
            )
        if meaning not in MEANINGS[key]:
            raise Refused(
                "A word of %(field)s can mean %(meanings)s, not '%(meaning)s'.",
                field=key,
                meanings=", ".join(MEANINGS[key]),
                meaning=meaning,
            )
        found.setdefault(key, {})[plain(word)] = meaning
    return found


def _left_out(how: Mapping, left: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found = dict(how.left_out)
    for each in left:
        heading, sign, value = each.rpartition("=")
        if not sign:
            raise Refused("'%(said)s' is not COLUMN=VALUE.", said=each)
        values = dict.fromkeys((*found.get(heading, ()), value_of(value)))
        found[heading] = tuple(values)
    return found
