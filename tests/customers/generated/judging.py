"""What the product makes of a generated file, held against the truth that is in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cxstaff import tables
from cxstaff.customers.imports import previews
from cxstaff.customers.reading import guesses
from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.customers.reading.mapping import FileKind, Mapping
from cxstaff.customers.reading.reader import PLACES, Reader
from cxstaff.customers.records.handlers import Roster
from cxstaff.errors import Refused
from cxstaff.tables import Layout
from tests.cast import NOW, ZONE
from tests.customers.generated.files import Made

MOST_QUESTIONS = 12


@dataclass(slots=True)
class Verdict:
    """What was asked of a person, what was left unread, what was told, and what came in wrong."""

    asked: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return the gravest of what happened."""
        kinds = {"wrong": self.wrong, "asked": self.asked, "incomplete": self.missing or self.told}
        return next((kind for kind, found in kinds.items() if found), "right")


def judge(made: Made, names: dict[int, str]) -> Verdict:
    """Read a file as the page and the command do, answering what is asked; `names` by id."""
    verdict = Verdict()
    with tables.as_text(made.path) as text:
        layout = tables.examine(text)
        if not layout.doubts:
            _read(made, text, layout, names, verdict)
            return verdict
    verdict.asked.append(f"encoding {layout.doubts}")
    with tables.as_text(made.path, made.encoding) as text:
        _read(made, text, tables.examine(text), names, verdict)
    return verdict


def _read(made: Made, text: Path, layout: Layout, names: dict[int, str], verdict: Verdict) -> None:
    rows = previews.rows_of(text, layout)
    how = guesses.guess(layout.headings, rows, "desk", ZONE)
    if how.kind is not FileKind.INTERACTIONS:
        verdict.asked.append("kind")
        how = replace(how, kind=FileKind.INTERACTIONS)
    columns = made.table.columns
    for key, heading in how.columns.items():
        if heading not in {columns.get(each) for each in _like(key)}:
            verdict.wrong.append(f"{key} is read from {heading!r}")
    how = _answered(made, how, layout, rows, verdict)
    taken = set(how.columns.values())
    verdict.missing += [f"{key}={name}" for key, name in columns.items() if name not in taken]
    found = list(tables.records(text, layout))
    if len(found) != len(made.table.expected):
        verdict.wrong.append(f"{len(found)} records of {len(made.table.expected)}")
        return
    reader, roster = Reader(how, layout.headings, ZONE, NOW), Roster()
    for record, expected in zip(found, made.table.expected, strict=True):
        if record.problem:
            verdict.told.append(record.problem)
            continue
        contact = reader.read(record.values)
        if isinstance(contact, Contact):
            _compare(contact, expected, reader, roster, names, verdict)
        else:
            verdict.told.append(str(contact))


def _answered(
    made: Made,
    how: Mapping,
    layout: Layout,
    rows: Sequence[Sequence[str]],
    verdict: Verdict,
) -> Mapping:
    """Answer what is asked until nothing more is."""
    table = made.table
    for _ in range(MOST_QUESTIONS):
        try:
            how.check(layout.headings)
            guesses.check_words(how, layout.headings, rows)
        except Refused as refused:
            verdict.asked.append(refused.in_words())
        else:
            return how
        needed = {k: table.columns[k] for k in how.needed if k not in how.columns}
        columns = {**how.columns, **needed}
        words = {
            key: {**table.words.get(key, {}), **how.words.get(key, {})}
            for key in {*table.words, *how.words}
        }
        how = replace(
            how,
            columns=columns,
            order=how.order or table.order,
            decimal=how.decimal or table.decimal,
            unit=how.unit or table.unit,
            words=words if "means" in verdict.asked[-1] else how.words,
        )
        if needed:
            how = guesses.with_order(how, layout.headings, rows)
    raise AssertionError(f"{made.how} asks on: {verdict.asked[-1]}")


def _compare(
    contact: Contact,
    expected: dict[str, Any],
    reader: Reader,
    roster: Roster,
    names: dict[int, str],
    verdict: Verdict,
) -> None:
    unread = {flaw.key for flaw in reader.take_unread().flaws()}
    verdict.told += [f"{key} unread" for key in unread]
    for key in reader.mapping.columns:
        if key in unread or key not in expected or len(_like(key)) > 1:
            continue
        value = getattr(contact, PLACES.get(key, key))
        if key == "handler":
            value = _name(roster.find(contact.handler, contact.day, contact.team), names)
        if value != (expected[key] if expected[key] is not None else _nothing(key)):
            verdict.wrong.append(f"{key}: {value!r} is {expected[key]!r}")
    if contact.is_satisfied != expected.get("satisfied") and "csat" in reader.mapping.columns:
        verdict.wrong.append(f"satisfied: {contact.is_satisfied!r}")


def _like(key: str) -> tuple[str, ...]:
    """Return fields one of which a column may as well be taken for: who the customer is."""
    alike = ("customer", "customer_name")
    return alike if key in alike else (key,)


def _name(found: Any, names: dict[int, str]) -> str:
    return found.sentence if isinstance(found, Problem) else names[found[0]]


def _nothing(key: str) -> str | None:
    return "" if key in ("reason", "segment", "circumstance", "team") else None
