"""What a plan can find, in sentences."""

from __future__ import annotations

from flask_babel import gettext as _

from cxstaff.linkage.estimates.power import worth
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.planner.planner import BetweenTeams, PlannedStudy
from cxstaff.linkage.studies.words import short
from cxstaff.linkage.words.terms import PERIOD, PERIODS, UNITS, points
from cxstaff.web import number, percent


def answer(plan: PlannedStudy, question: Question) -> str:
    """Say how often the link would be found."""
    return str(
        _(
            "With %(teams)s teams over %(count)s %(periods)s, a true link of %(effect)s %(unit)s "
            "for %(step)s points of engagement would be found in about %(found)s of 100 such "
            "studies.",
            teams=number(plan.size.teams),
            count=number(plan.size.periods),
            periods=PERIODS[question.span],
            effect=short(plan.effect, 3),
            unit=UNITS[question.outcome],
            step=points(plan.step),
            found=of_100(plan.power),
        )
    )


def advice(plan: PlannedStudy) -> str:
    """Say whether that is enough."""
    if not plan.allows_verdict:
        return str(
            _(
                "Of this size and shape it would say “cannot tell” whatever is found: a verdict "
                "takes %(teams)s teams, %(periods)s periods, and not only a few teams that carry "
                "nearly everything that could be learned.",
                teams=number(Terms().teams),
                periods=number(Terms().periods),
            )
        )
    if plan.is_enough:
        return str(_("That is enough: 80 of 100 is what studies are usually planned for."))
    return str(
        _(
            "That is too seldom: a study like this would most likely say “cannot tell”, although "
            "there is a link. 80 of 100 is what studies are usually planned for."
        )
    )


def at_first(plan: PlannedStudy, question: Question) -> str:
    """Say what becomes of it where a study leaves room for all the runs to come."""
    return str(
        _(
            "%(found)s of 100 at the first run, and more with every %(period)s: a declared study "
            "runs again and again, and so takes stronger evidence each time than a question that "
            "is asked once.",
            found=of_100(plan.at_first),
            period=PERIOD[question.span],
        )
    )


def visible(plan: PlannedStudy, question: Question) -> str:
    """Say which link such a study would find 4 times in 5."""
    if plan.visible is None:
        return str(_("No link of any size would be found 4 times in 5."))
    return str(
        _(
            "%(visible)s %(unit)s for %(step)s points of engagement",
            visible=short(plan.visible),
            unit=UNITS[question.outcome],
            step=points(plan.step),
        )
    )


def reliability(plan: PlannedStudy, question: Question) -> str:
    """Say how much of the change seen is true, and what becomes of the link."""
    return str(
        _(
            "With %(answers)s answers of each team and %(period)s, about %(share)s of the change "
            "in a team’s score is not chance. A link of %(effect)s then looks like one of "
            "%(seen)s.",
            answers=number(round(plan.size.answers)),
            period=PERIOD[question.span],
            share=percent(plan.reliability),
            effect=short(plan.effect, 3),
            seen=short(plan.seen),
        )
    )


def needs(plan: PlannedStudy, question: Question) -> list[tuple[str, str]]:
    """Say what would make 80 of 100, each alone; terms and what is to be said of each."""
    periods, period = PERIODS[question.span], PERIOD[question.span]
    teams, more, answers = plan.teams, plan.periods_needed, plan.answers
    return [
        (
            _("Teams"),
            _("%(count)s teams", count=number(teams))
            if teams is not None
            else _("Not even 10,000 teams would be enough."),
        ),
        (
            _("Or time"),
            _("%(count)s %(periods)s", count=number(more), periods=periods)
            if more is not None
            else _("With this many teams no length of time would be enough."),
        ),
        (
            _("Or answers"),
            _("%(count)s of each team and %(period)s", count=number(answers), period=period)
            if answers is not None
            else _("No number of answers would be enough alone."),
        ),
    ]


def between(found: BetweenTeams, teams: int) -> str:
    """Say what comparing teams with each other once can tell."""
    return str(
        _(
            "With %(teams)s teams a correlation of %(r)s comes with an interval from %(low)s to "
            "%(high)s, and is told from none in about %(found)s of 100 such studies. It takes "
            "about %(needed)s teams for 80 of 100.",
            teams=number(teams),
            r=number(found.r, 2),
            low=number(found.low, 2),
            high=number(found.high, 2),
            found=of_100(found.power),
            needed=number(found.teams),
        )
    )


def design(plan: PlannedStudy, *, is_own: bool) -> str:
    """Say which irregularities are counted in, and what they leave of a regular study."""
    values = {
        "worth": percent(worth(plan.size)),
        "df": number(plan.df, 1),
    }
    if is_own:
        return str(
            _(
                "Gaps, teams of unequal size and periods that resemble the one before are counted "
                "in as they are in your own results: a team’s period tells %(worth)s of what it "
                "would without them, and the study has %(df)s degrees of freedom.",
                **values,
            )
        )
    return str(
        _(
            "Gaps, teams of unequal size and periods that resemble the one before are counted in "
            "as is usual elsewhere: a team’s period tells %(worth)s of what it would without "
            "them, and the study has %(df)s degrees of freedom.",
            **values,
        )
    )


def verdict(plan: PlannedStudy, question: Question) -> str:
    """Say what a verdict asks beyond an interval without zero."""
    least = Terms()
    return str(
        _(
            "A verdict also asks for %(teams)s teams and %(count)s %(periods)s, for stronger "
            "evidence where other questions are asked too, for a known share of change that is "
            "not chance, and for two checks of which came first that find nothing. Of 100 studies "
            "5 to 10 fail those checks by luck alone.",
            teams=number(least.teams),
            count=number(least.periods),
            periods=PERIODS[question.span],
        )
    )


def headings(plan: PlannedStudy, question: Question) -> list[str]:
    """Name the columns of the table of sizes: "12 months"."""
    periods = PERIODS[question.span]
    return [
        _("%(count)s %(periods)s", count=number(each), periods=periods) for each in plan.periods
    ]


def of_100(share: float) -> str:
    """Write a share as so many of 100; none and all are never promised."""
    return number(min(99, max(1, round(100 * share))))


def origin(*, is_own: bool) -> str:
    """Say where the numbers come from that a plan begins with."""
    if is_own:
        return str(_("Filled in from your own results of complete periods. Change any of them."))
    return str(
        _(
            "You have no results to read these from yet, so they are values that are usual "
            "elsewhere. Change any of them."
        )
    )
