"""A study in sentences: what was declared, whether anybody had looked, and what is new since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.words.changes import KnownChanges, known_changes
from cxstaff.linkage.comparison.words.scope import teams_and_time
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.sequential import level_of_a_run, over_all_runs
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.leads.queries import Looks
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.verdicts.models import ExpectedDirection, Study, StudyVersion
from cxstaff.linkage.verdicts.versions import changes_of
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.terms import MIXES, NOUNS, PERIODS, UNITS
from cxstaff.people import queries as people
from cxstaff.web import day, number
from cxstaff.web.marks import NOTHING, Notice

SMALLEST_P = 0.001

DIRECTIONS: dict[ExpectedDirection, Any] = {
    ExpectedDirection.RISE: _l("It rises too"),
    ExpectedDirection.FALL: _l("It falls"),
}
LATER: dict[tuple[Period, int], Any] = {
    (Period.WEEK, 0): _l("in the same week"),
    (Period.WEEK, 1): _l("in the week after"),
    (Period.WEEK, 2): _l("two weeks later"),
    (Period.WEEK, 3): _l("three weeks later"),
    (Period.MONTH, 0): _l("in the same month"),
    (Period.MONTH, 1): _l("in the month after"),
    (Period.MONTH, 2): _l("two months later"),
    (Period.MONTH, 3): _l("three months later"),
    (Period.QUARTER, 0): _l("in the same quarter"),
    (Period.QUARTER, 1): _l("in the quarter after"),
    (Period.QUARTER, 2): _l("two quarters later"),
    (Period.QUARTER, 3): _l("three quarters later"),
}


def expected(study: Study, score: str) -> str:
    """Say what the study expects; `score` is what the subject is called."""
    told = {"score": score, "outcome": NOUNS[study.outcome]}
    told |= {"later": LATER[Period(study.span), study.lag]}
    if ExpectedDirection(study.direction) is ExpectedDirection.RISE:
        text = _("When a team’s %(score)s rises, we expect %(outcome)s to rise %(later)s.", **told)
    else:
        text = _("When a team’s %(score)s rises, we expect %(outcome)s to fall %(later)s.", **told)
    return str(text)


def asked_of(study: Study) -> str:
    """Say which teams and periods the study is about."""
    names = {study.team.id: study.team.name} if study.team else {}
    return teams_and_time(study.question, names)


def mix(study: Study) -> str:
    """Say whether the mix of customers is taken out."""
    return str(MIXES[study.question.mix])


def smallest(study: Study) -> str:
    """Say which effect would be worth knowing."""
    return str(
        _(
            "%(size)s %(unit)s for %(step)s points of engagement",
            size=short(study.step * study.smallest, 3),
            unit=UNITS[study.outcome],
            step=words.points(study.step),
        )
    )


def asked(study: Study) -> str:
    """Say how much a verdict takes."""
    return str(
        _(
            "%(teams)s teams and %(count)s %(periods)s",
            teams=number(study.fewest_teams),
            count=number(study.fewest_periods),
            periods=PERIODS[Period(study.span)],
        )
    )


def looked(study: Study, looks: Looks) -> tuple[str, str]:
    """Say whether the result was seen before the declaration, and what that is worth."""
    if not study.is_exploratory:
        return (
            _("Confirmatory: declared before anybody looked"),
            _("No comparison of the two had been opened here when the study was declared."),
        )
    days = ", ".join(day(each) for each in looks.days)
    if looks.total > len(looks.days):
        seen = _(
            "A comparison of the two was opened on %(count)s days before the study was declared, "
            "the last of them %(days)s.",
            count=number(looks.total),
            days=days,
        )
    else:
        seen = _(
            "A comparison of the two was opened before the study was declared: on %(days)s.",
            days=days,
        )
    worth = _(
        "What it finds in numbers that were there already suggests, and does not confirm. Only "
        "what comes in afterwards is a test."
    )
    return _("Exploratory: declared after a look"), f"{seen} {worth}"


def looked_on(last: date | None) -> str | None:
    """Say when the result was seen before the declaration, in a list of studies."""
    return None if last is None else str(_("after a look on %(day)s", day=day(last)))


def moved(study: Study) -> str:
    """Name what a picture of the study shows upwards."""
    return str(
        _(
            "%(outcome)s, %(unit)s for %(step)s points",
            outcome=OUTCOMES[study.outcome].label,
            unit=UNITS[study.outcome],
            step=words.points(study.step),
        )
    )


def about_picture(study: Study) -> str:
    """Say what a picture of the study shows."""
    return str(
        _(
            "Each dot is what one run saw move with %(step)s points of engagement, the bar where "
            "it may lie. Where a bar holds the line in the middle, there may be no link.",
            step=words.points(study.step),
        )
    )


def before_declaring(looks: Looks) -> Notice:
    """Say whether the answer to what may be declared was seen, and what that makes of it."""
    if not looks.total:
        return Notice(
            "good",
            str(_("Nobody has looked yet")),
            str(
                _(
                    "No comparison of these two was opened here. Declared now, the study is "
                    "confirmatory: its answer is a verdict."
                )
            ),
        )
    seen = ngettext(
        "A comparison of these two was opened on %(num)s day, %(day)s.",
        "A comparison of these two was opened on %(num)s days, last on %(day)s.",
        looks.total,
        day=day(looks.days[-1]),
    )
    worth = _("So the study is marked exploratory: only what comes in from now on is a test.")
    return Notice("warn", str(_("These two were looked at before")), f"{seen} {worth}")


def told_before(study: Study, version: StudyVersion) -> str:
    """Say how much of what was compared was there when the study was declared."""
    periods, after = PERIODS[Period(study.span)], version.periods_after
    if version.periods == 0:
        return str(_("Nothing could be compared yet."))
    values = {"count": number(version.periods), "periods": periods, "after": number(after)}
    if after == 0:
        text = _(
            "All %(count)s %(periods)s compared had begun before the declaration: these numbers "
            "were there already.",
            **values,
        )
    elif after < version.periods:
        text = _(
            "Of %(count)s %(periods)s compared, %(after)s began after the declaration; the numbers "
            "of the others were there already.",
            **values,
        )
    else:
        text = _("All %(count)s %(periods)s compared began after the declaration.", **values)
    return str(text)


def worth_knowing(study: Study, version: StudyVersion) -> str | None:
    """Hold what was found against the smallest effect worth knowing; None without an estimate."""
    low, high, least = version.low, version.high, study.smallest
    if low is None or high is None or version.visible is None:
        return None
    if max(abs(low), abs(high)) < least:
        return str(_("Whatever link there is, it is smaller than the smallest worth knowing."))
    if min(low, high) >= least or max(low, high) <= -least:
        return str(_("The whole interval is at least as large as the smallest worth knowing."))
    if version.visible > least:
        return str(
            _(
                "A link of the smallest size worth knowing would most likely go unseen with these "
                "numbers: only %(visible)s %(unit)s or more would be found 4 times in 5.",
                visible=words.size(
                    version.visible, words.digits_for(study.step, version.visible), study.step
                ),
                unit=UNITS[study.outcome],
            )
        )
    return str(
        _("The interval holds links that are worth knowing, and links that are too small for it.")
    )


def runs(study: Study, version: StudyVersion, made: int) -> str:
    """Say how often the study found something new, and how all its runs are allowed for."""
    level = level_of_a_run(version.periods, study.fewest_periods)
    told = [
        ngettext("%(num)s version so far.", "%(num)s versions so far.", made),
        _(
            "A study that runs again and again finds something by luck sooner or later. So its "
            "verdict takes a p-value below %(level)s, not 0.05 as for a question asked once: of "
            "100 studies of nothing, no more than 5 ever find a link, however long they run.",
            level=number(level, 4),
        ),
    ]
    if version.questions > 1:
        told.append(
            _(
                "As the result had been looked at before, the p-value also allows for the "
                "%(count)s questions that it may have been chosen from.",
                count=number(version.questions),
            )
        )
    if version.slope is not None and version.se is not None and version.df is not None:
        low, high = over_all_runs(version.slope, version.se, version.df, level)
        step = study.step
        digits = words.digits_for(step, low, high)
        told.append(
            _(
                "Over all runs, the interval is %(low)s to %(high)s %(unit)s for %(step)s points.",
                low=words.change(low, digits, step),
                high=words.change(high, digits, step),
                unit=UNITS[study.outcome],
                step=words.points(step),
            )
        )
    return " ".join(map(str, told))


def short(value: float, digits: int = 2) -> str:
    """Write a number of 0 or more with its first `digits` digits that tell: 0.012, 3.4, 120."""
    places = Decimal(f"{value:.{digits}g}").normalize().as_tuple().exponent
    return number(value, max(0, -int(places)))


def changes(study: Study, version: StudyVersion, slope: Slope | Unusable) -> KnownChanges:
    """Show what had changed in the teams, which are named as they are called today."""
    found = changes_of(version)
    names = people.names_of(people.all_teams()) if found and found.newest else {}
    return known_changes(found, slope, study.question, study.step, names)


def p_value(version: StudyVersion) -> str:
    """Write a p-value with three digits, as in the field, and what it is adjusted for if it is."""
    value, count = version.adjusted_p, version.questions
    if value is None:
        return NOTHING
    text = f"< {number(SMALLEST_P, 3)}" if value < SMALLEST_P else number(value, 3)
    if count <= 1:
        return text
    return str(_("%(p)s, adjusted for %(count)s questions", p=text, count=number(count)))
