"""An operator's words about the quarantine: say who a word is, feed records again."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from cxstaff import clock
from cxstaff.customers.models import ImportRun, QuarantinePass
from cxstaff.customers.quarantine import explaining, jobs, passes
from cxstaff.customers.quarantine.explaining import Meaning
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.text import one_line


@click.command("explain")
@click.argument("word", type=one_line)
@click.option("--person", type=one_line, help="Their number, e-mail address or name.")
@click.option("--team", type=one_line, help="Nobody: count for this team.")
@click.option("--own-team", is_flag=True, help="Nobody: count for the team of each record.")
@click.option("--leave-out", is_flag=True, help="Nobody: leave such records out.")
@with_appcontext
def explain_command(
    word: str, person: str | None, team: str | None, own_team: bool, leave_out: bool
) -> None:
    """Say once whom WORD stands for ("" is an empty cell); records held back for it come in."""
    if [person is not None, team is not None, own_team, leave_out].count(True) != 1:
        raise click.ClickException("Say one of --person, --team, --own-team and --leave-out.")
    try:
        meaning = Meaning(
            person_id=explaining.person_called(person) if person is not None else None,
            team_id=_team_id(team) if team is not None else None,
            is_left_out=leave_out,
        )
        begun = explaining.explain(word, meaning, None, now=clock.now())
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    _finish(begun)


@click.command("feed-again")
@click.argument("run_id", type=int)
@with_appcontext
def feed_again_command(run_id: int) -> None:
    """Feed again what import RUN_ID holds back, for instance after the roster has grown."""
    run = db.session.get(ImportRun, run_id)
    if run is None:
        raise click.ClickException("There is no such import.")
    try:
        begun = passes.begin(run, now=clock.now())
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    _finish([begun])


def _team_id(name: str) -> int:
    team = people.find_team_named(name)
    if team is None:
        raise Refused("There is no team '%(name)s'.", name=name)
    return team.id


def _finish(begun: list[QuarantinePass]) -> None:
    """Do what was begun here and now, and say what came of it."""
    db.session.commit()
    for one in begun:
        jobs.do_now(one)
        click.echo(
            f"Import {one.run_id}: {one.taken_in:,} came in, {one.left_out:,} left out, "
            f"{one.still_held:,} still held back."
        )
        if one.complaint:
            raise click.ClickException(one.complaint)
