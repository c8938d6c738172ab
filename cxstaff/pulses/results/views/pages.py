"""The pages of a round's results: what was published about a team, over time, in words."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.forms import choice
from cxstaff.people.access import Permission, allow, may
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.results import page
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.forms import CommentSearch, HeatmapChoice, TeamChoice, TrendChoice
from cxstaff.pulses.results.heatmap import heatmap_page
from cxstaff.pulses.results.page import ResultsPage
from cxstaff.pulses.results.tables import comments_page, trend_page
from cxstaff.pulses.results.views import pictures
from cxstaff.pulses.results.views.scope import (
    Scope,
    choose_comments_from,
    choose_from,
    comments_or_404,
    scores_or_404,
)
from cxstaff.pulses.rounds import queries

LONGEST_SEARCH = 100


@bp.get("/pulses/rounds/<int:round_id>/results")
@allow(Permission.READ_RESULTS)
def results(round_id: int) -> ResponseReturnValue:
    """Show what a round published about everybody asked, or about a team I may see."""
    scope = scores_or_404(round_id)
    choice = choose_from(scope, TeamChoice(formdata=None, team=scope.key))
    return render_template(
        "pulses/results.html", scope=scope, choice=choice, page=_results(scope), told=scope.round
    )


@bp.get("/pulses/rounds/<int:round_id>/teams")
@allow(Permission.READ_RESULTS)
def heatmap(round_id: int) -> ResponseReturnValue:
    """Show teams by drivers: how they differ from the company, their scores, or who answered."""
    scope, order = scores_or_404(round_id), HeatmapChoice.order_in(request.args)
    found = published.heatmap(scope.round, scope.listed, _number(), order)
    form = choose_from(scope, HeatmapChoice.of(found, scope.key))
    page = heatmap_page(found, {"round_id": round_id, "team": scope.key, "show": order.view})
    return render_template("pulses/heatmap.html", scope=scope, choice=form, page=page)


@bp.get("/pulses/rounds/<int:round_id>/trend")
@allow(Permission.READ_RESULTS)
def trend(round_id: int) -> ResponseReturnValue:
    """Show how one result went over the rounds of the pulse."""
    scope = scores_or_404(round_id)
    names = published.subjects(scope.round)
    asked = request.args.get("subject", "")
    subject = asked if asked in names else next(iter(names), "index")
    form = TrendChoice(formdata=None, team=scope.key, subject=subject)
    form.subject.choices = [choice(key, name) for key, name in names.items()]
    moments = published.trend(scope.round, subject, scope.team_id, scope.below)
    label = names.get(subject, "")
    return render_template(
        "pulses/trend.html",
        scope=scope,
        choice=choose_from(scope, form),
        page=trend_page(label, moments, pictures.of_trend(moments, label)),
    )


@bp.get("/pulses/rounds/<int:round_id>/comments")
@allow(Permission.READ_RESULTS)
def comments(round_id: int) -> ResponseReturnValue:
    """Show what people wrote: shuffled, undated, from ten answers up."""
    scope = comments_or_404(round_id)
    words = request.args.get("words", "").strip()[:LONGEST_SEARCH]
    form = CommentSearch(formdata=None, team=scope.key, words=words)
    found = published.comments(scope.round, scope.below, _number(), words)
    return render_template(
        "pulses/comments.html",
        scope=scope,
        choice=choose_comments_from(scope, form),
        page=comments_page(found, words, scope.round.smallest_comments),
    )


def _results(scope: Scope) -> ResultsPage:
    round_, scores = scope.round, published.scores(scope.round, scope.team_id, scope.below)
    drivers, compared = published.drivers(scores), published.compared(scope.round, scores)
    is_asked = scope.below is None or published.is_team_asked(round_, scope.below)
    has_choices = is_asked and round_.answers > 0
    taken = queries.participation_in([round_.id], clock.now()).get(round_.id)
    chosen = published.choices(round_, scope.team_id, scope.below) if has_choices else []
    plans = scope.team is not None and scope.reads_comments and may(Permission.PLAN_ACTIONS)
    return ResultsPage(
        nothing=page.nothing(round_, scores, is_asked=is_asked),
        headlines=page.headlines(scores, compared, is_of_team=scope.team is not None),
        participation=taken if scope.team is None else None,
        drivers=page.rows(drivers, compared),
        chart=pictures.of_scores(drivers),
        questions=page.rows(published.questions(scores), compared),
        choices=page.choices(chosen),
        teams=page.teams(published.teams(round_, scope.listed, _number()), scores),
        is_of_team=scope.team is not None,
        plans_actions=plans,
        lowest=page.lowest(round_, drivers) if plans else None,
        unreadable=round_.unreadable,
        is_first=round_.number == 0,
        is_of_index=round_.is_of_index,
    )


def _number() -> int:
    return request.args.get("page", 1, int)
