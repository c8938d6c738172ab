"""The pages of a round's results: what was published about a team, over time, in words."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.forms import choice
from cxstaff.people.access import Permission, allow
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.forms import CommentSearch, HeatmapChoice, TeamChoice, TrendChoice
from cxstaff.pulses.results.views import pictures
from cxstaff.pulses.results.views.scope import (
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
    round_, scores = scope.round, published.scores(scope.round, scope.team_id, scope.below)
    drivers = published.drivers(scores)
    return render_template(
        "pulses/results.html",
        scope=scope,
        round=round_,
        team=scope.team,
        choice=choose_from(scope, TeamChoice(formdata=None, team=scope.key)),
        scores=scores,
        drivers=drivers,
        questions=published.questions(scores),
        choices=published.choices(round_, scope.team_id, scope.below),
        compared=published.compared(round_, scores),
        chart=pictures.of_scores(drivers),
        is_asked=scope.below is None or published.is_team_asked(round_, scope.below),
        participation=queries.participation_in([round_.id], clock.now()).get(round_.id),
        answers=round_.answers,
        teams=published.teams(round_, scope.listed, _page()),
        reads_comments=scope.reads_comments,
    )


@bp.get("/pulses/rounds/<int:round_id>/teams")
@allow(Permission.READ_RESULTS)
def heatmap(round_id: int) -> ResponseReturnValue:
    """Show teams by drivers: the published scores, or how they differ from the company's."""
    scope = scores_or_404(round_id)
    show = "company" if request.args.get("show") == "company" else "scores"
    form = HeatmapChoice(formdata=None, team=scope.key, show=show)
    return render_template(
        "pulses/heatmap.html",
        scope=scope,
        round=scope.round,
        show=show,
        choice=choose_from(scope, form),
        heatmap=published.heatmap(scope.round, scope.listed, _page()),
    )


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
    return render_template(
        "pulses/trend.html",
        scope=scope,
        round=scope.round,
        subject=subject,
        label=names.get(subject, ""),
        choice=choose_from(scope, form),
        moments=moments,
        chart=pictures.of_trend(moments, names.get(subject, "")),
    )


@bp.get("/pulses/rounds/<int:round_id>/comments")
@allow(Permission.READ_RESULTS)
def comments(round_id: int) -> ResponseReturnValue:
    """Show what people wrote: shuffled, undated, from ten answers up."""
    scope = comments_or_404(round_id)
    words = request.args.get("words", "").strip()[:LONGEST_SEARCH]
    form = CommentSearch(formdata=None, team=scope.key, words=words)
    return render_template(
        "pulses/comments.html",
        scope=scope,
        round=scope.round,
        team=scope.team,
        words_sought=words,
        choice=choose_comments_from(scope, form),
        page=published.comments(scope.round, scope.below, _page(), words),
    )


def _page() -> int:
    return request.args.get("page", 1, int)
