"""Signs in plain words: about a measure, a plan or how answers are collected, never a person."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.linkage.signs.evidence import Quantity, Sign, Silence

# What may be filled in: %(measure)s, %(guard)s and %(plan)s in quotes, %(n)s answers, %(when)s.
TITLES: dict[Sign, Any] = {
    Sign.GUARD: _l("%(measure)s got better while its guard %(guard)s got worse"),
    Sign.PAYOUT: _l("%(measure)s jumped in the last weeks of %(plan)s and fell after it"),
    Sign.UNHEARD: _l("Customers are heard far less after contacts that were not resolved"),
    Sign.ALIKE: _l("All %(n)s answers of %(when)s were the same"),
    Sign.FLOOD: _l("Far more customers than usual answered, with unusual scores"),
    Sign.TIED: _l("%(plan)s pays for what employees answer"),
}
NAMES: dict[Sign, Any] = {
    Sign.GUARD: _l("A measure up while its guard falls"),
    Sign.PAYOUT: _l("A jump before a plan ends, and a fall after"),
    Sign.UNHEARD: _l("Fewer answers after bad contacts"),
    Sign.ALIKE: _l("Answers that are all the same"),
    Sign.FLOOD: _l("A flood of answers"),
    Sign.TIED: _l("Engagement tied to pay"),
}
HOW: dict[Sign, Any] = {
    Sign.GUARD: _l(
        "Since a target or plan began on a guarded measure: the measure better, and the guard "
        "worse, than in teams that had none on it."
    ),
    Sign.PAYOUT: _l(
        "In the four weeks before a plan ends: better than the eight weeks before, and worse in "
        "the four after, each by more than in teams without a plan on the measure."
    ),
    Sign.UNHEARD: _l(
        "Over six months: how much less often customers answered after contacts that were not "
        "resolved than after resolved ones, against the other teams."
    ),
    Sign.ALIKE: _l("In a month with at least 15 scores: every customer of a team chose the same."),
    Sign.FLOOD: _l(
        "In a week: a larger share of customers answered than in the team’s other weeks, and their "
        "scores were out of the usual too. What moved all teams in the week is taken out."
    ),
    Sign.TIED: _l("An incentive plan in force on a measure that is the employees’ voice."),
}
ADVICE: dict[Sign, Any] = {
    Sign.GUARD: _l(
        "Look at what the target or plan asks for: can it be met without harm to %(guard)s? Change "
        "the measure, or give its guard a target too."
    ),
    Sign.PAYOUT: _l(
        "Look at what hangs on the last day. Paying for a longer time, or for every month alike, "
        "takes the reason for a jump away."
    ),
    Sign.UNHEARD: _l(
        "Look at how and when customers are asked. Every contact should have the same chance of "
        "being asked about, best without anybody choosing."
    ),
    Sign.ALIKE: _l(
        "Look at where customers answer, such as a shared device or a form filled in for them, and "
        "at what hangs on the score."
    ),
    Sign.FLOOD: _l(
        "Look at what was different: a campaign, another way of asking, or something that hung on "
        "the score in that week."
    ),
    Sign.TIED: _l(
        "Let the plan pay for something else. Where pay hangs on a score, people stop saying how "
        "work is, and the score stops telling."
    ),
}
SILENT: dict[tuple[Sign, Silence], Any] = {
    (Sign.GUARD, Silence.NO_LEVERS): _l(
        "Nothing to look at: no target or plan on a guarded measure began in the last two years."
    ),
    (Sign.GUARD, Silence.TOO_FEW_OTHERS): _l(
        "Cannot tell: it takes 8 teams without the target or plan, with three months of numbers "
        "before it and three since."
    ),
    (Sign.PAYOUT, Silence.NO_LEVERS): _l(
        "Nothing to look at: no incentive plan ended in the last year, 12 weeks in and 4 weeks ago."
    ),
    (Sign.PAYOUT, Silence.TOO_FEW_OTHERS): _l(
        "Cannot tell: it takes 8 teams without a plan on the measure, with numbers in those weeks."
    ),
    (Sign.UNHEARD, Silence.NO_NUMBERS): _l(
        "Nothing to look at: no team has 30 resolved and 30 unresolved contacts in six months."
    ),
    (Sign.UNHEARD, Silence.TOO_FEW_OTHERS): _l(
        "Cannot tell: it takes 9 teams with 30 resolved and 30 unresolved contacts in six months."
    ),
    (Sign.ALIKE, Silence.NO_NUMBERS): _l(
        "Nothing to look at: no team has 15 scores in a month, or all of the company’s are alike."
    ),
    (Sign.FLOOD, Silence.NO_NUMBERS): _l(
        "Nothing to look at: no team has 12 weeks with 20 contacts and 5 scores."
    ),
    (Sign.FLOOD, Silence.TOO_FEW_OTHERS): _l(
        "Cannot tell: it takes two teams or more with scores in the same weeks."
    ),
    (Sign.TIED, Silence.NO_LEVERS): _l("Nothing to look at: no incentive plan is in force."),
}
COUNTED: dict[Quantity, Any] = {
    Quantity.MEASURE: _l("%(measure)s, change"),
    Quantity.GUARD: _l("%(guard)s, change"),
    Quantity.BEFORE_THE_END: _l("Change to the last four weeks"),
    Quantity.AFTER_THE_END: _l("Change to the four weeks after"),
    Quantity.HEARD_UNRESOLVED: _l("Answered, after contacts not resolved"),
    Quantity.HEARD_RESOLVED: _l("Answered, after resolved contacts"),
    Quantity.SAME_SCORE: _l("The one score that was given"),
    Quantity.SATISFIED: _l("Satisfied customers (4 or 5)"),
    Quantity.HEARD: _l("Customers who answered"),
    Quantity.SCORE: _l("Mean score"),
}
SHARES = frozenset(
    {Quantity.HEARD_UNRESOLVED, Quantity.HEARD_RESOLVED, Quantity.SATISFIED, Quantity.HEARD}
)
CHANGES = frozenset(
    {Quantity.MEASURE, Quantity.GUARD, Quantity.BEFORE_THE_END, Quantity.AFTER_THE_END}
)
NOT_WATCHED: tuple[tuple[Any, Any], ...] = (
    (
        _l("Answers from the handler’s own network or device"),
        _l(
            "cxstaff keeps no addresses and no devices, neither of customers nor of employees, so "
            "this cannot be looked for here. The system that runs the survey can."
        ),
    ),
    (
        _l("Pulse answers"),
        _l(
            "What employees answer is not searched for gaming. It would take a path from answers "
            "to people, and there is none."
        ),
    ),
    (
        _l("Who was asked"),
        _l(
            "Imports tell who answered, and not who was asked. Whether bad contacts are left out "
            "shows only in who answers."
        ),
    ),
    (
        _l("What all teams do"),
        _l(
            "Each team is held against the others or against its own past. What all of them have "
            "done all along does not stand out."
        ),
    ),
)
TRIED = 3000
"""Invented companies in which answers and results vary, and nobody serves a number.

`python -m benchmarks.linkage.signs` invents them and prints what follows.
"""
FALSE_ALARMS: dict[Sign, int] = {
    Sign.GUARD: 19,
    Sign.PAYOUT: 21,
    Sign.UNHEARD: 12,
    Sign.ALIKE: 0,
    Sign.FLOOD: 0,
}
"""In how many of them each sign was raised at least once; what is not here is not estimated."""
