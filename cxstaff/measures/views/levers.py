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
from cxstaff.measures.page import LeverPage, no_measures
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
        team = team_to_set(team_id)
        form: Any = pages.form(since=today(), measure_id=request.args.get("measure"))
        form.offer(queries.measures())

        def begin() -> None:
            measure = queries.find_measure(int(form.measure_id.data)) or abort(404)
            until = until_after(form.last_day.data)
            since, words = form.since.data, form.words()
            actions.begin(
                pages.kind,
                team,
                measure,
                signed_in(),
                words,
                since=since,
                until=until,
                now=clock.now(),
            )

        return _answer(pages.new_title, pages, team, form, begin)


def _add_change(bp: Blueprint, pages: LeverPages) -> None:
    @bp.route(
        f"/teams/<int:team_id>/{pages.path}/<int:lever_id>/change",
        endpoint=f"change_{pages.noun}",
        methods=["GET", "POST"],
    )
    @allow(Permission.SET_LEVERS)
    def change(team_id: int, lever_id: int) -> ResponseReturnValue:
        """Let a lever be followed by another one from a day on."""
        team = team_to_set(team_id)
        lever = queries.find_lever(pages.kind, team_id, lever_id) or abort(404)
        earliest = max(today(), lever.since + timedelta(days=1))
        form: Any = pages.form(
            since=earliest, **{name: getattr(lever, name) for name in pages.form.own}
        )
        form.follow()

        def act() -> None:
            since, words = form.since.data, form.words()
            actions.change(lever, signed_in(), words, since=since, now=clock.now())

        return _answer(pages.change_title, pages, team, form, act, lever)


def _add_end(bp: Blueprint, pages: LeverPages) -> None:
    @bp.route(
        f"/teams/<int:team_id>/{pages.path}/<int:lever_id>/end",
        endpoint=f"end_{pages.noun}",
        methods=["GET", "POST"],
    )
    @allow(Permission.SET_LEVERS)
    def end(team_id: int, lever_id: int) -> ResponseReturnValue:
        """Let a lever end after a last day."""
        team = team_to_set(team_id)
        lever = queries.find_lever(pages.kind, team_id, lever_id) or abort(404)
        form: Any = EndForm(last_day=max(today(), lever.since))

        def act() -> None:
            actions.end(lever, signed_in(), last_day=form.last_day.data, now=clock.now())

        return _answer(pages.end_title, pages, team, form, act, lever)


def _answer(
    title: Any,
    pages: LeverPages,
    team: Team,
    form: Any,
    act: Callable[[], None],
    lever: Lever | None = None,
) -> ResponseReturnValue:
    """Show the form, or do what it asks; what is wrong is said with all that was typed."""
    status = form.attempt(act)
    if status == DONE:
        return done(
            _("Saved. What was true before stays in the history."),
            url_for("alignment.show", team_id=team.id),
        )
    may_define = policy.may_define_measures(roles_of_visitor())
    has_measures = lever is not None or len(form.measure_id.choices) > 1
    page = LeverPage(
        title=title,
        lead=pages.lead,
        team=team,
        form=form,
        fields=form.fields if isinstance(form, LeverForm) else [form.last_day],
        lever=lever,
        nothing=None if has_measures else no_measures(may_define=may_define),
    )
    return render_template("measures/lever.html", page=page), status
