"""How mixed messages are said on screen: of measures and levers, never of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.alignment.audit.facts import FindingKind


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What was found in one sentence, what it does, and what to change.

    May be filled in: %(measure)s, %(others)s what is asked for, %(guard)s, %(opposite)s.
    """

    sentence: Any
    why: Any
    change: Any


WORDS: dict[FindingKind, FindingWords] = {
    FindingKind.PAID_FOR_ANOTHER: FindingWords(
        _l("Paid for %(measure)s, asked for %(others)s: two directions"),
        _l("Where pay and targets point apart, pay is what people will hear."),
        _l(
            "Pay for what is asked for, or make that the guard of the plan. If %(measure)s is what "
            "is meant, set a target on it."
        ),
    ),
    FindingKind.PAID_WHILE_GUARD_FALLS: FindingWords(
        _l("Paid for %(measure)s, which got better while its guard %(guard)s got worse"),
        _l("More of what is paid for came with less of what it must not cost."),
        _l("Change what the plan pays for, or set a target on %(guard)s too."),
    ),
    FindingKind.PAID_WITHOUT_GUARD: FindingWords(
        _l("Paid for %(measure)s, and nothing shows what that costs elsewhere"),
        _l("It is the company’s own number, and neither it nor the plan has a guard."),
        _l("Give the plan or the measure a guard, best one that is the customer’s voice."),
    ),
    FindingKind.BOTH_WAYS: FindingWords(
        _l("%(measure)s and %(opposite)s pull against each other"),
        _l("One gets better only as the other gets worse, and both are asked for."),
        _l("End one of the two levers, or make one measure the guard of the other."),
    ),
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: FindingWords(
        _l("Pointed at %(measure)s, which moves against what customers say"),
        _l("Over all teams: where it was better than usual, customers said worse."),
        _l("Let levers point to what customers say instead, and end this one."),
    ),
    FindingKind.LEVELS_DIFFER: FindingWords(
        _l("One level of %(measure)s is asked for, and another one is paid for"),
        _l("Nobody can tell which of the two is enough."),
        _l("Bring the target and the plan to one level."),
    ),
    FindingKind.ONLY_INTERNAL: FindingWords(
        _l("Everything here points to the company’s own numbers"),
        _l("No target, plan, celebration or thanks is about what customers say."),
        _l("Set a target on what customers say, or celebrate it."),
    ),
    FindingKind.CELEBRATED_NOT_MEASURED: FindingWords(
        _l("%(measure)s is celebrated, and neither asked nor paid for"),
        _l("What is applauded matters to somebody: it is not said to be so anywhere else."),
        _l("Set a target on it if it matters, or celebrate what is asked for."),
    ),
    FindingKind.ENDED_WHILE_OTHERS_POINT_ON: FindingWords(
        _l("One lever on %(measure)s has ended, and others still point to it"),
        _l("One of the three says that it is over, the others that it goes on."),
        _l("Begin it again if it still matters, or end the others."),
    ),
    FindingKind.NEVER_CELEBRATED: FindingWords(
        _l("%(measure)s is asked for, and never celebrated"),
        _l("In 90 days nobody was thanked for it, and no celebration is about it."),
        _l("Find an occasion to notice it done well."),
    ),
    FindingKind.TARGET_WITHOUT_READINGS: FindingWords(
        _l("%(measure)s is asked for, and no number says how it stands"),
        _l("There has been none of it for 60 days."),
        _l("Bring its numbers in, or end the target."),
    ),
    FindingKind.NO_GOOD_BEHAVIOUR: FindingWords(
        _l("Nothing says what doing well looks like"),
        _l("Every target is a number alone, and people will find their own way to it."),
        _l("Write one sentence of good behaviour with a target: what somebody does, not a number."),
    ),
}
"""The words of every finding on one team."""
