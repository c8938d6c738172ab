"""What a comparison rests on, term by term, in words and numbers."""

from __future__ import annotations

from math import isnan

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.words import scope
from cxstaff.linkage.comparison.words.agreement import agreement, differences
from cxstaff.linkage.comparison.words.answer import fillings
from cxstaff.linkage.comparison.words.changes import changed_line
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.leads.family import Status
from cxstaff.linkage.leads.words import allowed_for
from cxstaff.linkage.material.question import Mix
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import PERIOD, PERIODS, UNITS
from cxstaff.measures.models import ASKED_OF_CUSTOMERS
from cxstaff.pulses.questions.instruments import ENPS
from cxstaff.web import number, percent

SHARE = 0.1
"""Ten of a hundred people, for whom it is told how the result moves with who answered."""
UNKNOWN = frozenset({Reason.RELIABILITY_UNKNOWN, Reason.NO_CELLS})


def basis(comparison: Comparison) -> list[tuple[str, str]]:
    """Return terms and what is to be said of each, whatever the verdict."""
    return [
        (_("Compared"), compared(comparison)),
        (_("Mix of channels and segments"), scope.mix(comparison)),
        (_("How well engagement is measured"), reliability(comparison)),
        (_("How different teams are"), differences(comparison.measured, comparison.question.span)),
        (_("How alike a team answers"), agreement(comparison.measured, comparison.question.span)),
        (_("Which came first"), direction(comparison)),
        *_unknown_causes(comparison.slope),
        *changed_line(comparison),
        (_("Who answered the pulse"), who_answered(comparison)),
        *_if_fed_back(comparison),
        (_("Questions looked at"), questions(comparison)),
        *_if_asked(comparison),
        *_if_held(comparison),
        (_("Left out"), left_out(comparison)),
    ]


def _unknown_causes(slope: Slope | Unusable) -> list[tuple[str, str]]:
    """Say how strong something unknown would have to be; nothing without an estimate."""
    if isinstance(slope, Unusable) or isnan(slope.partial):
        return []
    text = _(
        "Something unknown that came and went with engagement: another lead, other people, a busy "
        "season. If it went along with %(share)s of what is left of both numbers once teams and "
        "periods are taken out, it could account for all of this slope; with less of both it could "
        "not.",
        share=percent(slope.robustness),
    )
    return [(_("What cannot be ruled out"), str(text))]


def _if_held(comparison: Comparison) -> list[tuple[str, str]]:
    """Say how an eNPS is held, where it is compared."""
    if comparison.question.engagement != ENPS:
        return []
    return [(_("Ends of an eNPS"), str(words.HELD))]


def _if_asked(comparison: Comparison) -> list[tuple[str, str]]:
    """Warn of what answers alone cannot show, where customers were asked for the result."""
    if comparison.question.outcome not in ASKED_OF_CUSTOMERS:
        return []
    text = _(
        "Only customers who answered. If unhappy ones answer more often than happy ones, a link "
        "looks larger than it is; where there is none, none appears."
    )
    return [(_("Who is heard"), str(text))]


def compared(comparison: Comparison) -> str:
    """Say how much was compared."""
    slope = comparison.slope
    if isinstance(slope, Unusable):
        return str(_("Nothing that carries an estimate."))
    text = _(
        "%(teams)s teams over %(count)s %(periods)s; %(interactions)s interactions, of which "
        "%(said)s count for this customer result",
        teams=number(slope.teams),
        count=number(slope.periods),
        periods=PERIODS[comparison.question.span],
        interactions=number(comparison.interactions),
        said=number(comparison.counted),
    )
    if slope.answers is None:
        return f"{text}."
    return str(_("%(text)s; %(answers)s pulse answers.", text=text, answers=number(slope.answers)))


def reliability(comparison: Comparison) -> str:
    """Say how much of a team's change in engagement is not chance."""
    found = comparison.judgement.reliability
    if isinstance(found, Unusable):
        if found.reason in UNKNOWN:
            return str(WHY[Reason.RELIABILITY_UNKNOWN])
        return f"{WHY[Reason.RELIABILITY_UNKNOWN]} {WHY[found.reason] % fillings(comparison)}"
    return str(
        _(
            "About %(value)s of the change in a team’s score is not chance (%(low)s to %(high)s). "
            "Two halves of a team’s answers show it, in the %(halved)s scores with enough people "
            "for both; the %(compared)s scores compared are each taken by their own answers. "
            "Below %(fewest)s the size of a link says little.",
            value=percent(found.value),
            low=percent(found.low),
            high=percent(found.high),
            halved=number(found.halved),
            compared=number(found.compared),
            fewest=percent(comparison.judgement.terms.reliability),
        )
    )


def who_answered(comparison: Comparison) -> str:
    """Say whether the customer result moves with how many people answered in the same period."""
    gate, question = comparison.judgement.gate, comparison.question
    found, period = gate.answering, PERIOD[question.span]
    if not isinstance(found, Slope):
        return str(
            _(
                "Not known: it takes teams in which not the same share of people answers in every "
                "%(period)s.",
                period=period,
            )
        )
    digits = words.digits_for(SHARE, found.low, found.high)
    seen = _(
        "In a %(period)s when 10 of 100 people more than usual answered, the customer result of "
        "the same %(period)s differed by %(value)s %(unit)s (%(low)s to %(high)s; %(teams)s teams "
        "over %(count)s %(periods)s).",
        period=period,
        value=words.change(found.value, digits, SHARE),
        low=words.change(found.low, digits, SHARE),
        high=words.change(found.high, digits, SHARE),
        unit=UNITS[question.outcome],
        teams=number(found.teams),
        count=number(found.periods),
        periods=PERIODS[question.span],
    )
    if gate.answering_fired(comparison.slope):
        return f"{seen} {WHY[Reason.ANSWERING_MOVES]}"
    return str(
        _(
            "%(seen)s That is within chance, or would make for the opposite of what was seen. It "
            "does not show that there is nothing.",
            seen=seen,
        )
    )


def direction(comparison: Comparison) -> str:
    """Say what the two tests of direction showed."""
    gate, period = comparison.judgement.gate, PERIOD[comparison.question.span]
    found = []
    if gate.lead_fired:
        found.append(
            _(
                "The customer result already moves with engagement of the %(period)s after it: "
                "something else may move both.",
                period=period,
            )
        )
    if gate.reverse_fired:
        found.append(
            _(
                "Engagement moves with the customer result of the %(period)s before it: it may be "
                "the other way round.",
                period=period,
            )
        )
    if found:
        return " ".join(found)
    if isinstance(gate.lead, Unusable) or isinstance(gate.reverse, Unusable):
        return str(
            _(
                "Could not be checked: it takes scores in at least three %(periods)s in a row.",
                periods=PERIODS[comparison.question.span],
            )
        )
    return str(
        _(
            "Two checks found nothing against engagement being ahead: the customer result does "
            "not move with later engagement, nor engagement with the customer result before it."
        )
    )


def _if_fed_back(comparison: Comparison) -> list[tuple[str, str]]:
    """Tell the headline without the bias of feedback, where the direction is not clear."""
    found = comparison.half_panel
    if found is None:
        return []
    term = _("If customer results come back to engagement")
    if isinstance(found, Unusable):
        return [
            (
                term,
                _(
                    "What was seen leans to one side, by how much is not known: it takes two teams "
                    "in at least two %(periods)s of each half of the time.",
                    periods=PERIODS[comparison.question.span],
                ),
            )
        ]
    step = comparison.step
    digits = words.digits_for(step, found.low, found.high)
    return [
        (
            term,
            _(
                "What was seen then leans to one side. With both halves of the time set against "
                "the whole, which takes most of that out, %(step)s points of engagement go with "
                "%(change)s %(unit)s (%(low)s to %(high)s; %(teams)s teams over %(count)s "
                "%(periods)s). This does not say which of the two came first.",
                step=words.points(step),
                change=words.change(found.value, digits, step),
                low=words.change(found.low, digits, step),
                high=words.change(found.high, digits, step),
                unit=UNITS[comparison.question.outcome],
                teams=number(found.teams),
                count=number(found.periods),
                periods=PERIODS[comparison.question.span],
            ),
        )
    ]


def questions(comparison: Comparison) -> str:
    """Say how many results could be looked at, and how luck is allowed for."""
    count, p = comparison.questions, comparison.judgement.adjusted_p
    if count == 0:
        return str(_("No customer result could be compared with this score."))
    text = ngettext(
        "%(num)s customer result could be compared with this score.",
        "%(num)s customer results could be compared with this score.",
        count,
    )
    if comparison.question.mix is Mix.SAME:
        text = " ".join((text, _("The others were looked at with their mix as it was.")))
    if isinstance(comparison.slope, Unusable):
        return str(text)
    text = f"{text} {allowed_for(comparison.allowance)}"
    if comparison.allowance.status is Status.POST_HOC:
        return str(text)
    shown = number(p, 3) if p >= 0.001 else f"< {number(0.001, 3)}"
    return f"{text} " + str(
        _(
            "Adjusted p-value %(p)s; %(level)s or less counts.",
            p=shown,
            level=number(comparison.judgement.terms.level, 2),
        )
    )


def left_out(comparison: Comparison) -> str:
    """Say what is not in the numbers."""
    span = comparison.question.span
    parts = [
        _("The running %(period)s, as it is not over.", period=PERIOD[span]),
    ]
    if comparison.without:
        parts.append(
            ngettext(
                "%(num)s team with scores but without this customer result.",
                "%(num)s teams with scores but without this customer result.",
                comparison.without,
            )
        )
    if comparison.above:
        parts.append(
            ngettext(
                "%(num)s team whose score holds those of teams below it.",
                "%(num)s teams whose scores hold those of teams below them.",
                comparison.above,
            )
        )
    return " ".join(str(part) for part in parts)
