"""How alike answers are within teams and how they differ between them, in words and numbers."""

from __future__ import annotations

from flask_babel import gettext as _

from cxstaff.linkage.comparison.agreement import MeasurementQuality
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.words.terms import PERIODS, name_of
from cxstaff.pulses.closing.intraclass import FEWEST_ANSWERS, FEWEST_GROUPS
from cxstaff.web import number, percent

DIGITS = 2


def differences(found: MeasurementQuality | None, span: Period) -> str:
    """Say how much of the differences between answers lies between teams: ICC(1), ICC(2)."""
    if found is None or isinstance(found.differences, Unusable):
        return _unknown(found)
    known = found.differences
    text = _(
        "In %(period)s %(share)s of how answers differ lay between teams (ICC(1) %(icc1)s, "
        "%(low)s to %(high)s; %(teams)s teams, %(answers)s answers). The average of a team tells "
        "it from others with a reliability of %(icc2)s (ICC(2); 1 is perfect, 0 is chance).",
        period=name_of(found.compared, span),
        share=percent(max(known.icc1, 0.0)),
        icc1=number(known.icc1, DIGITS),
        low=number(known.low, DIGITS),
        high=number(known.high, DIGITS),
        teams=number(known.teams),
        answers=number(known.answers),
        icc2=number(max(known.icc2, 0.0), DIGITS),
    )
    if found.whole_company:
        text = " ".join((text, _("Worked out for the whole company when the round closed.")))
    if found.periods < 2:
        return str(text)
    ends = {"low": number(found.lowest, DIGITS), "high": number(found.highest, DIGITS)}
    many = _(
        "Over %(count)s %(periods)s ICC(1) was between %(low)s and %(high)s.",
        count=number(found.periods),
        periods=PERIODS[span],
        **ends,
    )
    return f"{text} {many}"


def agreement(found: MeasurementQuality | None, span: Period) -> str:
    """Say how far people of one team agree: r_wg(j), and what it does not tell."""
    if found is None or found.agreement is None:
        return str(_("Not known: no single question of this score is published by team."))
    known = found.agreement
    return str(
        _(
            "In %(period)s people of one team agreed by %(median)s (r_wg(j), the median of "
            "%(teams)s teams, which run from %(low)s to %(high)s; 1 is all alike, 0 is chance). "
            "High agreement alone can be the habit of answering at one end of the scale.",
            period=name_of(found.period, span),
            median=number(known.median, DIGITS),
            teams=number(known.teams),
            low=number(known.low, DIGITS),
            high=number(known.high, DIGITS),
        )
    )


def _unknown(found: MeasurementQuality | None) -> str:
    """Say why it is not known how teams differ."""
    if found is None or not found.whole_company:
        return str(_("Not known: it takes two teams or more whose answers differ."))
    return str(
        _(
            "Not known: with several questions it is worked out when a round closes, for the whole "
            "company, where %(answers)s people in %(teams)s teams or more answered.",
            answers=number(FEWEST_ANSWERS),
            teams=number(FEWEST_GROUPS),
        )
    )
