"""How mixed messages are said on screen: of measures and levers, never of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.alignment.audit.facts import FindingKind


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What was found in one sentence, what it does, and what to change.

    May be filled in: %(measure)s, %(others)s what is asked for, %(heard)s of these what customers
    say, %(guard)s, %(opposite)s, %(plans)s and %(cakes)s on the measure, %(ended)s, %(going)s,
    %(asked)s and %(paid)s levels, %(example)s of what customers say, %(bring)s its numbers in.
    """

    sentence: Any
    why: Any
    change: Any


WORDS: dict[FindingKind, FindingWords] = {
    FindingKind.PAID_FOR_ANOTHER: FindingWords(
        _l("Paid for %(measure)s, asked for %(others)s: two directions"),
        _l("Where pay and targets point apart, pay is what people will hear."),
        _l("Let %(plans)s pay for %(others)s, or stop when that gets worse."),
    ),
    FindingKind.PAID_WHILE_GUARD_FALLS: FindingWords(
        _l("Paid for %(measure)s, which got better while its guard %(guard)s got worse"),
        _l("More of what is paid for came with less of what it must not cost."),
        _l(
            "Let %(plans)s stop when %(guard)s gets worse, or pay for %(guard)s instead. Where it "
            "stops already, set a stricter limit."
        ),
    ),
    FindingKind.CELEBRATED_UNDER_SUSPICION: FindingWords(
        _l("%(measure)s is celebrated, and got better while its guard %(guard)s got worse"),
        _l("Applause asks for more of it, and does not ask what that costs."),
        _l(
            "Celebrate and thank for %(guard)s instead. Leave %(measure)s uncelebrated until both "
            "get better together."
        ),
    ),
    FindingKind.PAID_FOR_ONE_OF_TWO: FindingWords(
        _l("Asked for %(measure)s and %(heard)s, paid for %(measure)s alone"),
        _l("Where only one of two is paid for, the other one gives way."),
        _l("Let %(plans)s stop when %(heard)s gets worse, or pay for %(heard)s as well."),
    ),
    FindingKind.PAID_WITHOUT_GUARD: FindingWords(
        _l("Paid for %(measure)s, and nothing shows what that costs elsewhere"),
        _l("It is the company’s own number, and neither it nor the plan has a guard."),
        _l(
            "Give %(plans)s a guard: a second number that stops the pay when it gets worse, best "
            "what customers say."
        ),
    ),
    FindingKind.BOTH_WAYS: FindingWords(
        _l("%(measure)s and %(opposite)s pull against each other"),
        _l("One gets better only as the other gets worse, and both are asked or paid for."),
        _l(
            "Decide which of the two counts here. End the target or plan on the other one, or let "
            "the other one only be the guard of a plan."
        ),
    ),
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: FindingWords(
        _l("Pointed at %(measure)s, which moves against what customers say"),
        _l("Over all teams: where it was better than usual, customers said worse."),
        _l(
            "End what points to %(measure)s here. Point at what customers say instead: %(example)s."
        ),
    ),
    FindingKind.LEVELS_DIFFER: FindingWords(
        _l("%(measure)s: %(asked)s is asked for, %(paid)s is paid for"),
        _l("Nobody can tell which of the two is enough."),
        _l("Bring both to one level: change the target, or change %(plans)s."),
    ),
    FindingKind.ONLY_INTERNAL: FindingWords(
        _l("Everything here points to the company’s own numbers"),
        _l("No target, plan, celebration or thanks is about what customers say."),
        _l("Set a target on something that customers say, such as %(example)s, or celebrate that."),
    ),
    FindingKind.CELEBRATED_NOT_MEASURED: FindingWords(
        _l("%(measure)s is celebrated, and neither asked nor paid for"),
        _l("What is applauded matters to somebody: it is not said to be so anywhere else."),
        _l(
            "If %(measure)s matters, set a target on it. If not, celebrate and thank for this "
            "instead: %(praised)s."
        ),
    ),
    FindingKind.ENDED_WHILE_OTHERS_POINT_ON: FindingWords(
        _l("%(ended)s on %(measure)s ended lately, but not %(going)s"),
        _l("One lever says that it is over, another one that it goes on."),
        _l(
            "If %(measure)s still matters, begin it again: %(ended)s. If it is over, end "
            "%(going)s. If just this is meant, acknowledge it."
        ),
    ),
    FindingKind.NEVER_CELEBRATED: FindingWords(
        _l("%(measure)s is asked for, and never celebrated"),
        _l("In 90 days nobody was thanked for it, and no celebration is about it."),
        _l("Thank somebody in public when it is done well, or make that a habit: a celebration."),
    ),
    FindingKind.TARGET_WITHOUT_READINGS: FindingWords(
        _l("%(measure)s is asked for, and no number says how it stands"),
        _l("Nobody can tell whether the target is met."),
        _l("%(bring)s Or end the target."),
    ),
    FindingKind.NO_GOOD_BEHAVIOUR: FindingWords(
        _l("Nothing says what doing well looks like"),
        _l("Every target is a number alone, and people will find their own way to it."),
        _l(
            "Write one sentence of good behaviour with the target on %(others)s: what somebody "
            "does, not a number. For instance: stay with the customer until it is solved."
        ),
    ),
    FindingKind.NOBODY_MEASURED_ON_CUSTOMER: FindingWords(
        _l("No team is measured on %(measure)s, which customers say"),
        _l("Customers answer, and nobody is asked to make it better."),
        _l("Set a target on %(measure)s, for the whole company or for the teams that can move it."),
    ),
}
"""The words of every finding."""

WANTED: Any = _l("If %(measure)s is what you want, ask for it: set a target on it.")
"""What else can be changed about pay for another measure, where nothing speaks against it."""
HEARD: Any = _l("Set a target on %(measure)s: it is what customers say.")
AGAINST: Any = _l("Celebrate and thank for this instead: %(praised)s.")
"""What to change about a celebration alone, of what customers say and of what speaks against it."""

BRING = {
    "outcome": _l("It is counted from interactions: import them with what customers answered."),
    "pulse": _l("Pulses tell it: run one that asks about it."),
    "readings": _l("Enter its numbers, or import them."),
}
"""How numbers come in, by the source of a measure."""
