"""A truth in the shape of some system: the texts of its columns, and what must come of them."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from cxstaff.customers.reading.meanings import plain
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.times.dates import DateOrder
from tests.cast import email_of
from tests.customers.generated import moments, noise
from tests.customers.generated.systems import STATUSES, TWO_STEPS, WORDS, System
from tests.customers.generated.truth import Truth

UNITS = {
    "s": Unit.SECONDS,
    "ms": Unit.MILLISECONDS,
    "min": Unit.MINUTES,
    "h": Unit.HOURS,
    "hms": Unit.SECONDS,
    "ms:": Unit.SECONDS,
}
NAMES_OF_UNITS = {
    "en": {"s": "(sec)", "min": "(min)", "h": "(h)"},
    "de": {"s": "(Sek.)", "min": "(Min.)", "h": "(Std.)"},
    "fr": {"s": "(s)", "min": "(min)", "h": "(h)"},
    "es": {"s": "(seg)", "min": "(min)", "h": "(h)"},
    "it": {"s": "(sec)", "min": "(min)", "h": "(h)"},
}


USUAL_DATES = {
    "en": "short slash isoms utc long_en",
    "de": "short serial um mon.",
    "fr": "short slash",
    "es": "short serial",
    "it": "short dmy.",
}
"""How people write dates in a language, whatever their system."""


@dataclass(slots=True)
class Table:
    """Rows as a system writes them, what each says, and what somebody asked would answer."""

    system: System
    headings: list[str]
    rows: list[list[Any]]
    expected: list[dict[str, Any]]
    columns: dict[str, str]
    order: DateOrder
    decimal: Decimal
    unit: Unit
    ways: str
    is_in_signs: bool
    further: int = 0
    words: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ways:
    """Which of its ways of writing a system uses in one file."""

    date: str
    csat: str
    handler: str
    length: str
    nothing: str
    decimal: Decimal


def write(dice: random.Random, system: System, truths: Sequence[Truth], kind: str) -> Table:
    """Write what happened as a system does; `kind` is the kind of file it will be."""
    ways = _ways(dice, system, kind)
    columns = [column.partition("=")[::2] for column in system.columns.split(";")]
    unit = NAMES_OF_UNITS[system.language].get(ways.length, "")
    pairs = [(key, name.replace("{u}", unit and f" {unit}")) for key, name in columns]
    if dice.random() < 0.3:
        pairs = dice.sample(pairs, len(pairs))
    if dice.random() < 0.2:
        respell = dice.choice([str.upper, str.title, _snake, _padded])
        pairs = [(key, respell(name)) for key, name in pairs]
    table = Table(
        system,
        [name for _, name in pairs],
        [],
        [],
        {key.partition(":")[0]: name.strip() for key, name in pairs if key[0] != "~"},
        moments.STYLES[ways.date][2],
        ways.decimal,
        UNITS[ways.length],
        f"{ways.date} {ways.csat} {ways.handler} {ways.length} {ways.nothing!r}",
        ways.csat in ("stars", "faces"),
    )
    for truth in _told(truths, system):
        texts = _Texts(dice, system, ways, table)
        table.rows.append([texts.of(key, truth) for key, _ in pairs])
        table.expected.append(texts.expected)
    return _explained(table)


def _told(truths: Sequence[Truth], system: System) -> Iterator[Truth]:
    """Give each interaction, of a log as it was before as well, in the order of changes."""
    if system.rows == "once":
        yield from truths
        return
    before = [
        replace(each, resolved=False, closed_at=None, csat=None, changed_at=each.happened_at)
        for each in truths[::2]
    ]
    yield from sorted([*before, *truths], key=lambda each: each.changed_at)


def _explained(table: Table) -> Table:
    """Put the further rows of headings of survey tools below the first."""
    width = len(table.headings)
    if table.system.explained == "import ids":
        told = '{{"ImportId":"{0}","timeZone":"Europe/Berlin"}}'
        rows = [[*table.headings], [told.format(f"q{n}") for n in range(width)]]
    elif table.system.explained:
        kinds = {"csat": "Response", "remark": "Open-Ended Response"}
        by_name = {table.columns[key]: kind for key, kind in kinds.items()}
        rows = [[by_name.get(name.strip(), "") for name in table.headings]]
    else:
        return table
    table.rows[:0] = rows
    table.further = len(rows)
    return table


def _snake(heading: str) -> str:
    return heading.lower().replace(" ", "_")


def _padded(heading: str) -> str:
    return f" {heading} "


def _ways(dice: random.Random, system: System, kind: str) -> Ways:
    is_cell = kind in ("xlsx", "ods") and dice.random() < 0.7
    dates = USUAL_DATES[system.language] if dice.random() < 0.25 else system.dates
    scores = system.csat + (" float stars of" if dice.random() < 0.3 else "")
    lengths = system.lengths + (" ms: h" if "{u}" in system.columns else "")
    comma = system.language != "en" and kind not in ("json", "ndjson")
    return Ways(
        "cell" if is_cell else dice.choice(dates.split()),
        dice.choice(scores.split()),
        dice.choice(system.handlers.split()),
        dice.choice(lengths.split()),
        dice.choice(["", "", "", "", "-", "N/A", "NULL", "nan", "null"]),
        Decimal.COMMA if comma else Decimal.POINT,
    )


class _Texts:
    """What one row says, column by column."""

    def __init__(self, dice: random.Random, system: System, ways: Ways, table: Table) -> None:
        self.dice, self.system, self.ways, self.table = dice, system, ways, table
        self.expected = dict[str, Any]()

    def of(self, key: str, truth: Truth) -> Any:
        """Return the text of a column, noting what must be read from it."""
        if key.startswith("~"):
            return noise.of(key[1:], truth, self.dice, self._moment)
        field_, _, words = key.partition(":")
        if field_ == "hold_seconds":
            held = self.dice.randrange(0, 90)
            self.expected["handling_seconds"] = truth.handling_seconds + held
            return self._length(held)
        if field_ == "solved":  # the customer says the same as the company
            return self._state(field_, truth.resolved, words)
        if field_ in ("resolved", "reopened", "escalated"):
            return self._state(field_, getattr(truth, field_), words)
        write = getattr(self, f"_{field_}", None)
        value = getattr(truth, field_, None)
        if write:
            text, self.expected[field_] = write(truth)
        elif isinstance(value, datetime) or field_.endswith("_at"):
            self.expected[field_] = moments.kept(value, self.ways.date)
            text = self._moment(value)
        else:
            text, self.expected[field_] = value, value
        return self.ways.nothing if text is None else text

    def _moment(self, moment: datetime | None) -> Any:
        return self.ways.nothing if moment is None else moments.STYLES[self.ways.date][0](moment)

    def _state(self, key: str, is_so: bool, words: str) -> str:
        yes, no = STATUSES[words]
        word = self.dice.choice(yes if is_so else no)
        self.table.words.setdefault(key, {})[plain(word)] = "yes" if is_so else "no"
        self.expected[key] = is_so
        return word

    def _reference(self, truth: Truth) -> tuple[str, str]:
        number = truth.number
        text = _REFERENCES[self.system.references](number)
        return text, text

    def _handler(self, truth: Truth) -> tuple[str, str]:
        return _HANDLERS[self.ways.handler](truth.handler, truth.team), truth.handler

    def _handling_seconds(self, truth: Truth) -> tuple[Any, int]:
        seconds = truth.handling_seconds
        return self._length(seconds), self.expected.get("handling_seconds", seconds)

    def _length(self, seconds: int) -> Any:
        if self.ways.length == "hms":
            return str(timedelta(seconds=seconds))
        if self.ways.length == "ms:":
            return f"{seconds // 60}:{seconds % 60:02}"
        if self.ways.length == "h":
            return self._decimal(f"{seconds / 3600:.4f}")
        if self.ways.length == "min":
            return self._decimal(f"{seconds / 60:g}")
        return seconds * (1000 if self.ways.length == "ms" else 1)

    def _decimal(self, text: str) -> str:
        return text.replace(".", ",") if self.ways.decimal is Decimal.COMMA else text

    def _value(self, truth: Truth) -> tuple[str, int]:
        text = f"{truth.value / 100:,.2f}"
        if self.ways.decimal is Decimal.POINT:
            return text, truth.value
        group = "\xa0" if self.system.language == "fr" else "."
        text = text.replace(",", "_").replace(".", ",").replace("_", group)
        return f"{text} €", truth.value

    def _csat(self, truth: Truth) -> tuple[Any, Any]:
        csat = truth.csat
        if csat is None:
            return None, None
        if self.ways.csat == "two":
            good = csat >= 4
            text = TWO_STEPS[self.system.language][good]
            self.table.words.setdefault("csat", {})[plain(text)] = (
                "satisfied" if good else "unsatisfied"
            )
            self.expected["satisfied"] = good
            return text, None
        text = _SCORES[self.ways.csat](csat, WORDS[self.system.language][csat - 1])
        self.table.words.setdefault("csat", {})[plain(text)] = str(csat)
        return text, csat

    def _nps(self, truth: Truth) -> tuple[str | None, int | None]:
        return (None if truth.nps is None else str(truth.nps)), truth.nps

    def _customer(self, truth: Truth) -> tuple[str, str]:
        return f"K-{truth.number % 7 + 100}", f"K-{truth.number % 7 + 100}"

    def _customer_name(self, truth: Truth) -> tuple[str, str]:
        name = f"Alex Quill{truth.number % 7}"
        return name, name

    def _customer_address(self, truth: Truth) -> tuple[str, str]:
        address = f"alex{truth.number % 7}@quill.example"
        return address, address


_SCORES: dict[str, Callable[[int, str], str]] = {
    "digit": lambda csat, word: str(csat),
    "float": lambda csat, word: f"{csat}.0",
    "word": lambda csat, word: word,
    "led": lambda csat, word: f"{csat} - {word}",
    "of": lambda csat, word: f"{csat}/5",
    "stars": lambda csat, word: "★" * csat + "☆" * (5 - csat),
    "faces": lambda csat, word: "😠🙁😐🙂🤩"[csat - 1],
}
_HANDLERS: dict[str, Callable[[str, str], str]] = {
    "plain": lambda name, team: name,
    "comma": lambda name, team: ", ".join(reversed(name.split())),
    "email": lambda name, team: email_of(name),
    "angle": lambda name, team: f"{name} <{email_of(name)}>",
    "upper": lambda name, team: name.upper(),
    "brackets": lambda name, team: f"{name} ({email_of(name)})",
    "login": lambda name, team: email_of(name).partition("@")[0],
}
_REFERENCES: dict[str, Callable[[int], str]] = {
    "plain": str,
    "zeros": lambda number: f"{number:08}",
    "prefix": lambda number: f"INC{number:07}",
    "case": lambda number: f"CAS-{number:05}-X7K2",
    "key": lambda number: f"HELP-{number}",
    "long": lambda number: f"20260311{number:06}",
    "otrs": lambda number: f"20260311{number:08}",
    "dashes": lambda number: f"001-00-{number:06}",
    "spaced": lambda number: f"{number:,}".replace(",", " "),
    "guid": lambda number: f"0d3c5b7e-{number % 65536:04x}-4f6a-9b1c-{number:012x}",
}
