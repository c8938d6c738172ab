"""A real service desk through the product: `python -m benchmarks.linkage.real --file PATH`.

The file ("eCommerce customer service satisfaction", August 2023) is not part of the project, as its
licence is not verified. It is imported by the product's own command into a database that is thrown
away; what the product's functions make of it is printed beside what is known of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from benchmarks import watched
from benchmarks.databases import environment_for, settings_for
from benchmarks.linkage.facts import Fact, facts
from cxstaff import create_app
from cxstaff.db import db
from cxstaff.people.models import Company, Membership, Person, Role, RoleGrant, Team

SINCE, WIDTH = date(2023, 1, 1), 200


@click.command()
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
def main(file: Path) -> None:
    """Import the file into a database of its own; print known facts and what the product says."""
    console = Console(width=WIDTH)
    with console.status("Importing"), TemporaryDirectory(prefix="cxstaff-") as folder:
        found = list(through_the_product(file, Path(folder)))
    table = Table(box=MARKDOWN)
    for head in ("Fact", "known", "seen"):
        table.add_column(head)
    for fact in found:
        table.add_row(fact.what, fact.known, fact.seen)
    console.print(table)


def through_the_product(file: Path, folder: Path) -> Iterator[Fact]:
    """Yield the facts of a file that is imported twice by the product's command."""
    url = f"sqlite:///{folder / 'real.db'}"
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        _found(file)
        db.session.remove()
        db.engine.dispose()
    words = ["customers", "import", str(file.resolve()), "--zone", "UTC"]
    for what in ("imported", "imported again"):
        seen = watched.run(words, environment_for(url, folder), folder / "import.log")
        yield Fact(what, "", next(line for line in seen.said.splitlines() if " records:" in line))
    with app.app_context():
        yield from facts()
        db.session.remove()
        db.engine.dispose()


def _found(file: Path) -> None:
    """Make a company of the agents in the file, each in the team of their supervisor."""
    with file.open(newline="", encoding="utf-8") as rows:
        pairs = {row["Agent_name"]: row["Supervisor"] for row in csv.DictReader(rows)}
    teams = {name: Team(name=f"Team of {name}") for name in sorted(set(pairs.values()))}
    founded = datetime(SINCE.year, SINCE.month, SINCE.day, tzinfo=UTC)
    db.session.add(Company(id=1, name="Service desk", zone="UTC", created_at=founded))
    everybody = Person(name="HR", email="hr@desk.example", grants=[RoleGrant(role=Role.HR.value)])
    db.session.add(everybody)
    for name, supervisor in sorted(pairs.items()):
        person = Person(name=name)
        person.memberships.append(Membership(team=teams[supervisor], since=SINCE))
        db.session.add(person)
    db.session.commit()


if __name__ == "__main__":
    main()
