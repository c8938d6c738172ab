"""The pages on which a lever begins, changes from a day on, and ends: one set for all three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.date_range import until_after
from cxstaff.forms import DONE, done
from cxstaff.measures import actions, policy, queries
from cxstaff.measures.forms import EndForm, LeverForm
from cxstaff.measures.models import Lever
from cxstaff.measures.page.levers import LeverPage, no_measures
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today


@dataclass(frozen=True, slots=True)
class LeverPages:
    """What differs between the pages of the three levers: the kind, its form and its words."""

    kind: type[Lever]
    path: str
    noun: str
    form: type[LeverForm]
    new_title: Any
    change_title: Any
    end_title: Any
    lead: Any


def add_pages(bp: Blueprint, pages: LeverPages) -> None:
    """Add the three pages of one kind of lever to its feature."""
    _add_new(bp, pages)
    _add_change(bp, pages)
    _add_end(bp, pages)


def team_to_set(team_id: int) -> Team:
    """Return a team whose levers the visitor may set; 404 when hidden from them, 403 when not."""
    person, roles = signed_in(), roles_of_visitor()
    team = people.find_team_for(person, roles, team_id, today()) or abort(404)
    if not policy.may_set_levers(roles, team_id, people.teams_led_by(person, today())):
        abort(403)
    return team


def _add_new(bp: Blueprint, pages: LeverPages) -> None:
    @bp.route(
        f"/teams/<int:team_id>/{pages.path}/new",
        endpoint=f"new_{pages.noun}",
        methods=["GET", "POST"],
    )
    @allow(Permission.SET_LEVERS)
    def new(team_id: int) -> ResponseReturnValue:
        """Begin a lever for a team."""
        return begin_lever(pages, team_to_set(team_id))


def _add_change(bp: Blueprint, pages: LeverPages) -> None:
    @bp.route(
        f"/teams/<int:team_id>/{pages.path}/<int:lever_id>/change",
        endpoint=f"change_{pages.noun}",
        methods=["GET", "POST"],
    )
    @allow(Permission.SET_LEVERS)
    def change(team_id: int, lever_id: int) -> ResponseReturnValue:
        """Let a lever be followed by another one from a day on."""
        return change_lever(pages, team_to_set(team_id), lever_id)


def _add_end(bp: Blueprint, pages: LeverPages) -> None:
    @bp.route(
        f"/teams/<int:team_id>/{pages.path}/<int:lever_id>/end",
        endpoint=f"end_{pages.noun}",
        methods=["GET", "POST"],
    )
    @allow(Permission.SET_LEVERS)
    def end(team_id: int, lever_id: int) -> ResponseReturnValue:
        """Let a lever end after a last day."""
        return end_lever(pages, team_to_set(team_id), lever_id)


def begin_lever(pages: LeverPages, team: Team | None) -> ResponseReturnValue:
    """Begin a lever of a team, or (None) of the whole company."""
    form: Any = pages.form(since=today(), measure_id=request.args.get("measure"))
    form.offer(queries.measures())

    def begin() -> None:
        measure = queries.find_measure(int(form.measure_id.data)) or abort(404)
        span = {"since": form.since.data, "until": until_after(form.last_day.data)}
        actions.begin(pages.kind, team, measure, signed_in(), form.words(), **span, now=clock.now())

    return _answer(pages.new_title, pages, team, form, begin)


def change_lever(pages: LeverPages, team: Team | None, lever_id: int) -> ResponseReturnValue:
    """Let a lever of a team, or of the company, be followed by another one."""
    lever = _lever_of(pages, team, lever_id)
    earliest = max(today(), lever.since + timedelta(days=1))
    form: Any = pages.form(
        since=earliest, **{name: getattr(lever, name) for name in pages.form.own}
    )
    form.follow()

    def act() -> None:
        since, words = form.since.data, form.words()
        actions.change(lever, signed_in(), words, since=since, now=clock.now())

    return _answer(pages.change_title, pages, team, form, act, lever)


def end_lever(pages: LeverPages, team: Team | None, lever_id: int) -> ResponseReturnValue:
    """Let a lever of a team, or of the company, end."""
    lever = _lever_of(pages, team, lever_id)
    form: Any = EndForm(last_day=max(today(), lever.since))

    def act() -> None:
        actions.end(lever, signed_in(), last_day=form.last_day.data, now=clock.now())

    return _answer(pages.end_title, pages, team, form, act, lever)


def _lever_of(pages: LeverPages, team: Team | None, lever_id: int) -> Lever:
    return queries.find_lever(pages.kind, team.id if team else None, lever_id) or abort(404)


def _answer(
    title: Any,
    pages: LeverPages,
    team: Team | None,
    form: Any,
    act: Callable[[], None],
    lever: Lever | None = None,
) -> ResponseReturnValue:
    """Show the form, or do what it asks; what is wrong is said with all that was typed."""
    status, back = form.attempt(act), _page_of(team)
    if status == DONE:
        return done(_("Saved. What was true before stays in the history."), back)
    may_define = policy.may_define_measures(roles_of_visitor())
    has_measures = lever is not None or len(form.measure_id.choices) > 1
    page = LeverPage(
        title=title,
        lead=pages.lead,
        whose=team.name if team else _("The whole company"),
        back=back,
        form=form,
        fields=form.fields if isinstance(form, LeverForm) else [form.last_day],
        lever=lever,
        nothing=None if has_measures else no_measures(may_define=may_define),
    )
    return render_template("measures/lever.html", page=page), status


def _page_of(team: Team | None) -> str:
    if team is None:
        return url_for("alignment.company_scorecard")
    return url_for("alignment.show", team_id=team.id)
