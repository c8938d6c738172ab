"""What a command says about a roster file: what is wrong, what is asked, what would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.check import Check, LeadLine, PersonLine
from cxstaff.people.roster.late_moves import Displaced
from cxstaff.people.roster.reading.mapping import RosterMapping
from cxstaff.people.roster.words import KIND_NAMES, in_words

MOST = 50
COUNTED = ("new", "gone", "moved", "left", "back", "teamless")


def show_mapping(how: RosterMapping, headings: Sequence[str]) -> None:
    """Say which column is taken for what, and which ones are passed over."""
    show(("Field", "Column"), [(key, heading) for key, heading in how.columns.items()])
    unused = [name for name in headings if name and name not in how.columns.values()]
    if unused:
        click.echo(f"Not read: {', '.join(unused)}")


def show_problems(made: Plan) -> None:
    """Say what is wrong, line by line."""
    told = [(str(each.line), each.column, in_words(each)) for each in made.problems]
    show(("Line", "Column", "What is wrong"), told)


def show_questions(made: Plan) -> None:
    """Say what is asked, and by which option each answer is given."""
    rows = [
        (in_words(question), in_words(choice), f"--answer '{question.key}={choice.value}'")
        for question in made.questions
        for choice in question.choices
    ]
    show(("Asked", "Answer", "Option"), rows)


def show_check(made: Plan, check: Check, late: Sequence[Displaced]) -> None:
    """Say what would change: counts first, then teams and people, the first of them.

    `late` are interactions that would count for another team.
    """
    counts = [(str(KIND_NAMES[kind]), f"{check.counts[kind]:,}") for kind in COUNTED]
    counts += [
        ("Leads that change", f"{len(check.leads):,}"),
        ("New teams", f"{len(check.new_teams):,}"),
        ("As before", f"{check.counts['same']:,}"),
        ("Not in the file", f"{len(made.absent):,}"),
    ]
    show(("What", "How many"), counts)
    if made.part:
        Console().print(in_words(made.part), highlight=False)
    if made.notes:
        notes = [(str(each.line), in_words(each)) for each in made.notes]
        show(("Line", "Does not count"), notes)
    teams = _teams(check)
    if teams:
        show(("Team", "What changes"), teams)
    people = [_person(line) for line in check.of_kind("")]
    if people:
        show(("Name", "Team", "Since", "What changes"), people)
    if late:
        show(("Who", "Counts for", "Would count for", "Interactions", "From", "To"), _late(late))


def show(headings: Iterable[str], rows: Sequence[Iterable[str]]) -> None:
    """Print a table, and how many rows were left out of it."""
    table = Table(*headings)
    for row in rows[:MOST]:
        table.add_row(*(escape(cell) for cell in row))
    Console().print(table)
    if len(rows) > MOST:
        Console().print(f"And {len(rows) - MOST:,} more.", highlight=False)


def _teams(check: Check) -> list[tuple[str, str]]:
    rows = [(old, f"is called {new}") for old, new in check.renames]
    rows += [
        (each.team, f"belongs to {each.parent}, not to {each.was or 'no team'}")
        for each in check.parents
    ]
    rows += [(name, "is new") for name in check.new_teams]
    return rows + [(each.team, _lead(each)) for each in check.leads]


def _late(late: Iterable[Displaced]) -> list[tuple[str, ...]]:
    """Return what would count for another team, once it is moved."""
    return [
        (
            *(each.person, each.from_team, each.to_team, f"{each.interactions:,}"),
            *(each.first_on.isoformat(), each.last_on.isoformat()),
        )
        for each in late
    ]


def _lead(line: LeadLine) -> str:
    begun = f"led by {', '.join(line.begin)}" if line.begin else ""
    ended = f"no longer by {', '.join(line.end)}" if line.end else ""
    return "; ".join(filter(None, (begun, ended)))


def _person(line: PersonLine) -> tuple[str, str, str, str]:
    kinds = ", ".join(str(KIND_NAMES[kind]) for kind in line.kinds)
    team = line.team or "no team"
    if {"left", "gone"} & set(line.kinds) and line.until:
        return line.name, line.was or team, f"until {line.until.isoformat()}", kinds
    since = line.since.isoformat() if line.since else ""
    return line.name, f"{line.was} → {team}" if "moved" in line.kinds else team, since, kinds
