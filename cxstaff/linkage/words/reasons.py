"""Every reason in plain words: why a comparison cannot tell, and what would help."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.reasons import Reason

# What may be filled in: %(teams)s and %(seen)s compared, %(fewest_teams)s and %(fewest)s needed,
# %(period)s and %(periods)s ("month", "months"), %(questions)s looked at.
WHY: dict[Reason, Any] = {
    Reason.NO_CELLS: _l(
        "No team has both an engagement score and this customer result in %(periods)s that can be "
        "compared."
    ),
    Reason.REPEATED_CELL: _l("A team has two values for the same %(period)s."),
    Reason.ONE_TEAM: _l(
        "Only one team has both numbers, and one team cannot stand for the others."
    ),
    Reason.ONE_PERIOD: _l(
        "Both numbers exist for one %(period)s only, so nothing has changed yet."
    ),
    Reason.NO_OVERLAP: _l("No two teams have both numbers in the same two %(periods)s."),
    Reason.ENGAGEMENT_DOES_NOT_CHANGE: _l(
        "Engagement did not change differently from team to team, so nothing could move with it."
    ),
    Reason.OUTCOME_DOES_NOT_CHANGE: _l(
        "The customer result did not change, so it could not move with anything."
    ),
    Reason.FITS_EXACTLY: _l("There are so few numbers that any line would fit them."),
    Reason.CARRIED_BY_ONE_TEAM: _l("Everything hangs on a single team."),
    Reason.TOO_FEW_ANSWERS: _l("There are too few answers."),
    Reason.ANSWERS_DO_NOT_DIFFER: _l("All answers are alike."),
    Reason.IMPOSSIBLE_COUNTS: _l("Some counts contradict each other."),
    Reason.NO_SHARED_MIX: _l(
        "No two teams have customers of the same channel and segment, so their mix cannot be made "
        "the same."
    ),
    Reason.TOO_FEW_TEAMS: _l(
        "Only %(teams)s teams can be compared; it takes at least %(fewest_teams)s."
    ),
    Reason.TOO_FEW_PERIODS: _l(
        "Only %(seen)s %(periods)s can be compared; it takes at least %(fewest)s."
    ),
    Reason.TOO_FEW_DEGREES: _l("A few teams carry nearly everything that could be learned."),
    Reason.INTERVAL_HOLDS_ZERO: _l(
        "The same numbers fit a small rise, a small fall and no link at all."
    ),
    Reason.MAY_BE_ONE_OF_MANY: _l(
        "Among %(questions)s questions that can be asked, one like this can turn up by luck."
    ),
    Reason.CHOSEN_AFTERWARDS: _l(
        "Whoever chooses teams or times often enough finds something by luck, so that this is "
        "neither a verdict nor a lead."
    ),
    Reason.MAY_BE_ONE_OF_MANY_RUNS: _l(
        "This time the numbers point to a link. A study runs again and again, though, and among "
        "many runs one like this can turn up by luck."
    ),
    Reason.DIRECTION_UNTESTED: _l("Which of the two came first could not be checked."),
    Reason.DIRECTION_UNDETERMINED: _l("Which of the two came first is not clear."),
    Reason.ANSWERING_MOVES: _l(
        "How many people answered moved with both numbers, or clearly with the customer result, so "
        "that scores may tell of who answered."
    ),
    Reason.LOST_BESIDE_CHANGES: _l(
        "Once a team counts as a new one from each known change on, such as another lead or other "
        "people, the link can no longer be told from none."
    ),
    Reason.ESTIMATES_DIFFER: _l(
        "With teams as new ones from each known change on, such as another lead or other people, "
        "the numbers say the opposite of what they say without."
    ),
    Reason.CHANGES_LEAVE_TOO_LITTLE: _l(
        "So much is known to have changed in the teams, such as leads, people or what they are "
        "measured on, that too little is left to compare them with themselves."
    ),
    Reason.RELIABILITY_UNKNOWN: _l(
        "How much of the change in engagement is real, and how much is chance, is not known yet."
    ),
    Reason.MOVES_AS_HOPED: _l("Both move the way one would hope."),
    Reason.MOVES_AGAINST: _l("They move against what one would hope."),
    Reason.TOO_COARSE_TO_SIZE: _l(
        "Engagement is measured too coarsely, by too few answers, to say how large the link is."
    ),
}

HELP: dict[Reason, Any] = {
    Reason.NO_CELLS: _l("Choose another customer result or a longer period."),
    Reason.REPEATED_CELL: _l("Ask whoever runs cxstaff to look at it."),
    Reason.ONE_TEAM: _l("Results of more teams: ask more teams, or import their interactions."),
    Reason.ONE_PERIOD: _l("More rounds of the pulse, with customer results beside them."),
    Reason.NO_OVERLAP: _l("Asking all teams in the same rounds."),
    Reason.ENGAGEMENT_DOES_NOT_CHANGE: _l("More rounds: change shows with time."),
    Reason.OUTCOME_DOES_NOT_CHANGE: _l("A customer result that differs, or more time."),
    Reason.FITS_EXACTLY: _l("More teams or more rounds."),
    Reason.CARRIED_BY_ONE_TEAM: _l("More teams."),
    Reason.TOO_FEW_ANSWERS: _l("More answers in each team and round."),
    Reason.ANSWERS_DO_NOT_DIFFER: _l("More time: answers seldom stay alike for long."),
    Reason.IMPOSSIBLE_COUNTS: _l("Ask whoever runs cxstaff to look at it."),
    Reason.NO_SHARED_MIX: _l("Choose the mix of customers as it was."),
    Reason.TOO_FEW_TEAMS: _l("More teams, or smaller teams that still hold 5 answers."),
    Reason.TOO_FEW_PERIODS: _l("More rounds, or shorter periods if rounds come often enough."),
    Reason.TOO_FEW_DEGREES: _l("More teams of similar size."),
    Reason.INTERVAL_HOLDS_ZERO: _l(
        "More teams and more %(periods)s. Four times as many halve the smallest link that can be "
        "seen."
    ),
    Reason.MAY_BE_ONE_OF_MANY: _l("Declare it as a study: what comes in from now on tests it."),
    Reason.CHOSEN_AFTERWARDS: _l("Declare it as a study: what comes in from now on tests it."),
    Reason.MAY_BE_ONE_OF_MANY_RUNS: _l(
        "More %(periods)s: what is really there grows clearer with each of them."
    ),
    Reason.DIRECTION_UNTESTED: _l(
        "Rounds in at least three %(periods)s in a row. If they come more seldom, choose a longer "
        "period."
    ),
    Reason.DIRECTION_UNDETERMINED: _l(
        "More %(periods)s, or a change made in some teams first and in others later."
    ),
    Reason.ANSWERING_MOVES: _l(
        "Time to answer for everybody in busy %(periods)s too, and reminders then."
    ),
    Reason.LOST_BESIDE_CHANGES: _l("More %(periods)s in which teams stay as they are."),
    Reason.ESTIMATES_DIFFER: _l("More %(periods)s in which teams stay as they are."),
    Reason.CHANGES_LEAVE_TOO_LITTLE: _l("More %(periods)s in which teams stay as they are."),
    Reason.RELIABILITY_UNKNOWN: _l(
        "Rounds in which at least 10 people of a team answer, so that two halves of a team can be "
        "compared without showing fewer than 5."
    ),
    Reason.TOO_COARSE_TO_SIZE: _l("More answers in each team and round."),
}
