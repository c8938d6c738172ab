"""What is typed on pages of results: a choice of team, and what HR heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SearchField, SelectField, TextAreaField
from wtforms.validators import Length

from cxstaff.forms import Form, choice
from cxstaff.pulses.results.actions import LONGEST
from cxstaff.pulses.results.queries import Heatmap, Order, View

BY_NAME = "name"


class TeamChoice(Form):
    """Which team's results are shown."""

    team = SelectField(_l("Team"), validate_choice=False)


class TrendChoice(TeamChoice):
    """Which result of which team is followed over time."""

    subject = SelectField(_l("About"), validate_choice=False)


class HeatmapChoice(TeamChoice):
    """What teams by drivers show, and in which order teams stand."""

    show = SelectField(
        _l("Show"),
        validate_choice=False,
        choices=[
            choice("company", _l("Difference from the company")),
            choice("scores", _l("Scores")),
            choice("answers", _l("Answers and rounds")),
        ],
    )
    sort = HiddenField()
    order = HiddenField()

    @classmethod
    def of(cls, found: Heatmap, team: str) -> Self:
        """Return the form as a map of a team is shown; the order stays when something is chosen."""
        order = found.order
        return cls(
            formdata=None,
            team=team,
            show=str(order.view),
            sort=order.subject or BY_NAME,
            order="down" if order.is_falling else "up",
        )

    @staticmethod
    def order_in(asked: Mapping[str, str]) -> Order:
        """Read from an address what is shown in which order; what nobody offered is the usual."""
        shown, sort = asked.get("show", ""), asked.get("sort", BY_NAME)
        view = View(shown) if shown in set(View) else View.COMPANY
        return Order(None if sort == BY_NAME else sort, view, asked.get("order") == "down")


class CommentSearch(TeamChoice):
    """Which comments are read."""

    words = SearchField(_l("Words"))


class HeardForm(Form):
    """What was heard; empty takes it back."""

    heard = TextAreaField(
        _l("What we heard"),
        [Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))],
    )
