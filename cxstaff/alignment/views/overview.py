"""The overview of teams: a page of it, and all of it as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.forms import OverviewForm
from cxstaff.alignment.overview.lines import OverviewLine, overview_of
from cxstaff.alignment.overview.looking import last_look
from cxstaff.alignment.overview.teams import OverviewFilter, listed
from cxstaff.alignment.page.overview import OverviewPage, rows_of
from cxstaff.alignment.page.overview_file import cells, headings
from cxstaff.alignment.page.team import no_teams, ways
from cxstaff.alignment.queries import team_tree
from cxstaff.alignment.tree import PlacedTeam, TeamTree
from cxstaff.customers.outcomes import OUTCOMES, Outcome
from cxstaff.db import page_in
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures import queries as catalogue
from cxstaff.measures.models import ASKED_OF_CUSTOMERS, Measure
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, note_download, roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.pulses.policy import may_see_every_team
from cxstaff.tables.writing import Sheet, as_csv, download, write_xlsx

SIZE = 10
"""How many teams stand on a page: each row is a small page of its own."""
USUAL = "csat"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class AskedTeams:
    """What somebody asked of all teams: those that are listed, and what is told of them."""

    form: OverviewForm
    tree: TeamTree
    measures: dict[int, Measure]
    teams: Sequence[PlacedTeam]
    outcome: Outcome
    shown: set[int]
    day: date

    def lines(self, teams: Sequence[PlacedTeam]) -> list[OverviewLine]:
        """Return what is told of some of them."""
        return overview_of(teams, self.tree, self.outcome.key, self.shown, self.day)


@bp.get("/teams")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """List the teams a person may see, with what each is measured, incented and celebrated on."""
    asked = asked_teams()
    page = page_in(asked.teams, request.args.get("page", 1, int), SIZE)
    rows = rows_of(asked.lines(page.items), asked.measures, asked.outcome)
    leads_to = ways(
        reads_company=may(Permission.READ_CUSTOMERS), sets_levers=may(Permission.SET_LEVERS)
    )
    is_asked = bool(asked.form.asked)
    shown = OverviewPage(
        teams=page.showing(rows),
        form=asked.form,
        outcome=asked.outcome.label,
        nothing=no_teams(is_asked=is_asked, may_import=may(Permission.KEEP_ROSTER)),
        ways=leads_to,
        was_looked=last_look() is not None,
    )
    return render_template("alignment/index.html", page=shown), 422 if asked.form.errors else 200


@bp.get("/teams.csv")
@allow(Permission.USE)
def overview_csv() -> ResponseReturnValue:
    """Hand out the teams that are asked for as lines."""
    lines = list(as_csv(_table()))
    note_download("teams.csv")
    return download(lines, "teams.csv")


@bp.get("/teams.xlsx")
@allow(Permission.USE)
def overview_xlsx() -> ResponseReturnValue:
    """Hand out the teams that are asked for as a workbook."""
    file, rows = BytesIO(), _table()
    write_xlsx([Sheet(str(_("Teams")), [str(each) for each in next(rows)], rows)], file)
    note_download("teams.xlsx")
    file.seek(0)
    answer: Response = send_file(file, SPREADSHEET, as_attachment=True, download_name="teams.xlsx")
    return answer


def asked_teams() -> AskedTeams:
    """Return the teams that are asked for, of those the visitor may see; all for nonsense."""
    person, roles, day = signed_in(), roles_of_visitor(), today()
    measures = {each.id: each for each in catalogue.all_measures()}
    form = OverviewForm(request.args)
    form.offer(measures.values())
    wanted = form.wanted(day) if form.validate() else OverviewFilter()
    tree, seen = team_tree(), people.visible_team_ids(person, roles, day)
    key = leads.standing().outcome
    return AskedTeams(
        form=form,
        tree=tree,
        measures=measures,
        teams=listed(tree, seen, wanted, measures.values(), day),
        outcome=OUTCOMES[key if key in ASKED_OF_CUSTOMERS else USUAL],
        shown=seen if may_see_every_team(roles) else people.teams_led_by(person, day),
        day=day,
    )


def _table() -> Iterator[Sequence[str | float | None]]:
    asked = asked_teams()
    yield headings(asked.outcome.label)
    for line in asked.lines(asked.teams):
        yield cells(line, asked.measures, asked.outcome)
