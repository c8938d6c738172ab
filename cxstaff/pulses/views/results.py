"""The page of a round's results: what was published about a team, and its comments."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff.db import db
from cxstaff.forms import choice
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Role, Team
from cxstaff.pulses import policy, published, queries
from cxstaff.pulses.forms import TeamChoice
from cxstaff.pulses.published import Score
from cxstaff.pulses.views import bp, today

COMPANY = "company"


@bp.get("/pulses/rounds/<int:round_id>/results")
@allow(Permission.READ_RESULTS)
def results(round_id: int) -> ResponseReturnValue:
    """Show what a round published about everybody asked, or about a team I may see."""
    round_ = published.find_round(round_id) or abort(404)
    led = people.team_ids_below(people.led_team_ids(signed_in(), today()))
    teams = _open_teams(led)
    team_id = _chosen(led)
    if not policy.may_see_team(roles_of_visitor(), led, team_id):
        abort(404)
    below = people.team_ids_below([team_id]) if team_id else None
    scores = published.scores(round_, team_id)
    return render_template(
        "pulses/results.html",
        round=round_,
        team=next((team for team in teams if team.id == team_id), None),
        choice=_choice(teams, team_id),
        scores=scores,
        drivers=published.drivers(scores),
        questions=published.questions(scores),
        chart=_chart(published.drivers(scores)),
        is_asked=below is None or published.is_team_asked(round_, below),
        participation=queries.participation_in([round_.id]).get(round_.id),
        answers=round_.answers,
        teams=published.teams(round_, _limit(led, below), request.args.get("page", 1, int)),
        reads_comments=policy.may_read_comments(roles_of_visitor(), led, team_id),
    )


@bp.get("/pulses/rounds/<int:round_id>/comments")
@allow(Permission.READ_RESULTS)
def comments(round_id: int) -> ResponseReturnValue:
    """Show what people wrote: shuffled, undated, from ten answers up."""
    round_ = published.find_round(round_id) or abort(404)
    led = people.team_ids_below(people.led_team_ids(signed_in(), today()))
    team_id = _chosen(led)
    if not policy.may_read_comments(roles_of_visitor(), led, team_id):
        abort(404)
    below = people.team_ids_below([team_id]) if team_id else None
    return render_template(
        "pulses/comments.html",
        round=round_,
        team=db.session.get(Team, team_id) if team_id else None,
        choice=_choice(_comment_teams(led), team_id, with_company=Role.HR in roles_of_visitor()),
        page=published.comments(round_, below, request.args.get("page", 1, int)),
    )


def _open_teams(led: Collection[int]) -> list[Team]:
    every = policy.may_see_every_team(roles_of_visitor())
    return [team for team in people.all_teams() if every or team.id in led]


def _chosen(led: Collection[int]) -> int | None:
    """Return the team asked for; without one, leads begin with their own, others with all."""
    typed = request.args.get("team", "")
    if typed.isascii() and typed.isdecimal() and len(typed) < 10:
        return int(typed)
    if typed or not led or policy.may_see_every_team(roles_of_visitor()):
        return None
    return min(people.led_team_ids(signed_in(), today()))


def _choice(teams: list[Team], team_id: int | None, *, with_company: bool = True) -> TeamChoice:
    form = TeamChoice(formdata=None, team=str(team_id or COMPANY))
    everybody = [choice(COMPANY, _("Everybody asked"))] if with_company else []
    form.team.choices = everybody + [choice(str(team.id), team.name) for team in teams]
    return form


def _limit(led: Collection[int], below: Collection[int] | None) -> Collection[int] | None:
    """Return the teams listed: those below the chosen one, as far as they are open to me."""
    if policy.may_see_every_team(roles_of_visitor()):
        return below
    return set(led) if below is None else set(led) & set(below)


def _comment_teams(led: Collection[int]) -> list[Team]:
    return [
        t for t in people.all_teams() if policy.may_read_comments(roles_of_visitor(), led, t.id)
    ]


def _chart(drivers: list[Score]) -> dict[str, Any] | None:
    """Describe the picture of the drivers' scores with their intervals."""
    shown = [(each, each.result, each.interval) for each in drivers if each.result]
    if not shown:
        return None
    return {
        "kind": "intervals",
        "horizontal": True,
        "minimum": 0,
        "maximum": 100,
        "decimals": 0,
        "categories": [score.label for score, _result, _interval in shown],
        "series": [
            {
                "name": _("Score"),
                "values": [round(result.mean, 1) for _score, result, _interval in shown],
                "low": [round(i.low, 1) if i else None for _score, _result, i in shown],
                "high": [round(i.high, 1) if i else None for _score, _result, i in shown],
            }
        ],
    }
