"""Which round and team a page of results is about, as far as they are open to its reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

from flask import abort, make_response, render_template, request, url_for
from flask_babel import gettext as _

from cxstaff.db import db
from cxstaff.forms import choice
from cxstaff.people import queries as people
from cxstaff.people.access import roles_of_visitor, signed_in
from cxstaff.people.models import Role, Team
from cxstaff.people.queries import today
from cxstaff.pulses import policy
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.forms import TeamChoice

COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Scope:
    """A round whose results are out, and the team asked for (None: everybody asked)."""

    round: PulseRound
    team: Team | None
    teams: list[Team]
    led: Collection[int]
    below: Collection[int] | None

    @property
    def team_id(self) -> int | None:
        """Return the id of the team, or None."""
        return self.team.id if self.team else None

    @property
    def key(self) -> str:
        """Return how addresses name the team."""
        return str(self.team_id or COMPANY)

    @property
    def name(self) -> str:
        """Return what the page is about."""
        return self.team.name if self.team else _("Everybody asked")

    def tabs(self, current: str) -> list[dict[str, object]]:
        """Return the pages about the round and the team, of which one is `current`."""
        pages = {
            "results": _("Results"),
            "heatmap": _("Teams and drivers"),
            "trend": _("Over time"),
        }
        pages |= {"comments": _("Comments")} if self.reads_comments else {}
        return [
            {
                "label": label,
                "url": url_for(f"pulses.{each}", round_id=self.round.id, team=self.key),
                "is_current": each == current,
            }
            for each, label in pages.items()
        ]

    @property
    def listed(self) -> Collection[int] | None:
        """Return the teams listed: those below the chosen one, as far as they are open to me."""
        if policy.may_see_every_team(roles_of_visitor()):
            return self.below
        return set(self.led) if self.below is None else set(self.led) & set(self.below)

    @property
    def reads_comments(self) -> bool:
        """Say whether the team's comments are open to me."""
        return policy.may_read_comments(roles_of_visitor(), self.led, self.team_id)


def scores_or_404(round_id: int) -> Scope:
    """Return what scores are asked for, unless they are not open to the visitor."""
    scope = _scope_or_404(round_id)
    if not policy.may_see_team(roles_of_visitor(), scope.led, scope.team_id):
        abort(404)
    return scope


def comments_or_404(round_id: int) -> Scope:
    """Return what comments are asked for, unless they are not open to the visitor."""
    scope = _scope_or_404(round_id)
    if not scope.reads_comments:
        abort(404)
    return scope


def choose_from(scope: Scope, form: TeamChoice) -> TeamChoice:
    """Offer the teams whose scores are open."""
    every = policy.may_see_every_team(roles_of_visitor())
    return _offer(form, [t for t in scope.teams if every or t.id in scope.led], with_company=True)


def choose_comments_from(scope: Scope, form: TeamChoice) -> TeamChoice:
    """Offer the teams whose comments are open."""
    roles = roles_of_visitor()
    open_ = [t for t in scope.teams if policy.may_read_comments(roles, scope.led, t.id)]
    return _offer(form, open_, with_company=Role.HR in roles)


def _offer(form: TeamChoice, teams: list[Team], *, with_company: bool) -> TeamChoice:
    everybody = [choice(COMPANY, _("Everybody asked"))] if with_company else []
    form.team.choices = everybody + [choice(str(team.id), team.name) for team in teams]
    return form


def _scope_or_404(round_id: int) -> Scope:
    round_ = published.find_round(round_id) or _no_result(round_id)
    led = people.teams_led_by(signed_in(), today())
    teams, team_id = people.all_teams(), _chosen(led)
    team = next((each for each in teams if each.id == team_id), None)
    if team_id is not None and team is None:
        abort(404)
    below = people.team_ids_below([team_id]) if team_id else None
    return Scope(round_, team, teams, led, below)


def _no_result(round_id: int) -> NoReturn:
    """Say that a round was given up, as to somebody who kept the address of its results."""
    round_ = db.session.get(PulseRound, round_id)
    if round_ is None or round_.given_up_at is None:
        abort(404)
    abort(make_response(render_template("pulses/given_up.html", round=round_), 410))


def _chosen(led: Collection[int]) -> int | None:
    """Return the team asked for; without one, leads begin with their own, others with all."""
    typed = request.args.get("team", "")
    if typed.isascii() and typed.isdecimal() and len(typed) < 10:
        return int(typed)
    if typed or not led or policy.may_see_every_team(roles_of_visitor()):
        return None
    return min(people.led_team_ids(signed_in(), today()))
