"""Where teams stand, in words: the quadrant, the range of places, and how much is noise."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.standings.standings import ShrunkenMeans, SideOfMean, Standings
from cxstaff.web import number, percent

SIDES: dict[tuple[str, str], Any] = {
    ("above", "above"): _l("Both above"),
    ("below", "below"): _l("Both below"),
    ("above", "below"): _l("Engagement above, result below"),
    ("below", "above"): _l("Engagement below, result above"),
}
UNCLEAR = _l("Cannot tell")
WHY: dict[Reason, Any] = {
    Reason.NO_CELLS: _l("%(what)s: no team has it in these months."),
    Reason.ONE_PERIOD: _l(
        "%(what)s: it takes teams with two months or more, to see how much a team’s own months "
        "differ."
    ),
    Reason.TOO_FEW_TEAMS: _l("%(what)s: it takes at least 4 teams, and there are %(teams)s."),
    Reason.ANSWERS_DO_NOT_DIFFER: _l("%(what)s: all values are alike, so nobody stands apart."),
}


def headline(found: Standings) -> str:
    """Say how many teams stand clear of the mean on both numbers, without naming any."""
    if isinstance(found.engagement, Unusable) or isinstance(found.outcome, Unusable):
        return str(_("Cannot tell where teams stand: there are too few numbers."))
    both = found.engagement.teams.keys() & found.outcome.teams.keys()
    clear = sum(found.sides(team_id) is not None for team_id in both)
    if not clear:
        return str(
            _("Cannot tell: none of %(count)s teams is clear of the mean on both.", count=len(both))
        )
    return str(
        _(
            "%(clear)s of %(count)s teams are clear of the mean of all teams on both; of the "
            "others it cannot be told.",
            clear=number(clear),
            count=number(len(both)),
        )
    )


def quadrant(sides: tuple[SideOfMean, SideOfMean] | None) -> str:
    """Name the quadrant a team stands in, or say that it cannot be told."""
    return str(SIDES[sides[0].value, sides[1].value] if sides else UNCLEAR)


def noise(levels: ShrunkenMeans | Unusable, what: str) -> str:
    """Say how much of the differences between teams' plain means is noise."""
    if isinstance(levels, Unusable):
        return str(WHY[levels.reason]) % {"what": what, "teams": number(levels.teams)}
    values = {
        "what": what,
        "noise": percent(levels.noise),
        "low": percent(levels.noise_low),
        "high": percent(levels.noise_high),
    }
    text = _(
        "%(what)s: %(noise)s of the differences between teams’ plain means is noise "
        "(%(low)s to %(high)s)."
    )
    return str(text) % values
