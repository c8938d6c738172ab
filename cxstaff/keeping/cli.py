"""An operator's words about erasing people: `flask people erase`, `erase-again`."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.keeping import actions, erased, jobs, queries
from cxstaff.keeping.models import Cause, Stage
from cxstaff.people import queries as people
from cxstaff.people.cli import people_cli
from cxstaff.people.models import Person
from cxstaff.text import one_line

SURE = click.option("--yes", is_flag=True, help="Do not ask back.")


@people_cli.command("erase")
@click.argument("who", metavar="EMAIL|NUMBER", type=one_line)
@SURE
def erase(who: str, yes: bool) -> None:
    """Erase a person: name, address and texts about them go from everywhere, for good.

    They are shut out at once. While a round asks them, the rest waits until it has closed.
    """
    person = people.find_by_email(who) or people.find_by_number(who)
    if person is None:
        raise click.ClickException(f"Nobody on the roster has the e-mail or number {who}.")
    if not yes:
        click.confirm(f"Erase {person.name} for good?", abort=True)
    _ask([person], Cause.ASKED)
    _report([person.id])


@people_cli.command("erase-again")
@SURE
def erase_again(yes: bool) -> None:
    """After restoring a backup, erase those again who were erased since it was made."""
    mark = erased.mark_of(people.get_company().created_at)
    lines = erased.read(jobs.erased_file(), mark)
    found = queries.not_erased([each.person_id for each in lines])
    if not found:
        _say("Nobody on the list of erased people is on the roster.")
        return
    for person in found:
        _say(f"{person.id}: {person.name}")
    if not yes:
        click.confirm("Erase these people again?", abort=True)
    ids = [person.id for person in found]
    _ask(found, Cause.RESTORED)
    _report(ids)


def _ask(found: Sequence[Person], cause: Cause) -> None:
    for person in found:
        try:
            actions.ask(person, None, cause, today=people.today(), now=clock.now())
        except Refused as refused:
            raise click.ClickException(refused.in_words()) from refused
        db.session.commit()


def _report(ids: Sequence[int]) -> None:
    """Go as far as possible at once, and say how far that is."""
    for person_id in ids:
        jobs.erase_one(person_id)
    is_clean = jobs.clean_up()
    stages = [Stage(found.stage) for each in ids if (found := queries.find_erasure(each))]
    done, waiting = stages.count(Stage.DONE), stages.count(Stage.WAITING)
    if done:
        _say(f"Erased: {done}. Backups made before still hold them; see docs/keeping.md.")
    if waiting:
        _say(f"Shut out, and erased once the rounds that ask them have closed: {waiting}.")
    if not is_clean:
        _say("Somebody still reads the database. The job worker rewrites it in a minute.")


def _say(sentence: str) -> None:
    Console().print(sentence, markup=False, highlight=False)
