"""Why a number is missing, or a verdict is what it is: codes that templates put in words."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """One cause for silence, caution or a verdict; never shown raw."""

    # The data cannot carry an estimate.
    NO_CELLS = "no_cells"
    REPEATED_CELL = "repeated_cell"
    ONE_TEAM = "one_team"
    ONE_PERIOD = "one_period"
    NO_OVERLAP = "no_overlap"
    ENGAGEMENT_DOES_NOT_CHANGE = "engagement_does_not_change"
    OUTCOME_DOES_NOT_CHANGE = "outcome_does_not_change"
    FITS_EXACTLY = "fits_exactly"
    CARRIED_BY_ONE_TEAM = "carried_by_one_team"
    TOO_FEW_ANSWERS = "too_few_answers"
    ANSWERS_DO_NOT_DIFFER = "answers_do_not_differ"
    IMPOSSIBLE_COUNTS = "impossible_counts"
    NO_SHARED_MIX = "no_shared_mix"

    # The estimate exists and does not carry a verdict.
    TOO_FEW_TEAMS = "too_few_teams"
    TOO_FEW_PERIODS = "too_few_periods"
    TOO_FEW_DEGREES = "too_few_degrees"
    INTERVAL_HOLDS_ZERO = "interval_holds_zero"
    MAY_BE_ONE_OF_MANY = "may_be_one_of_many"
    CHOSEN_AFTERWARDS = "chosen_afterwards"
    MAY_BE_ONE_OF_MANY_RUNS = "may_be_one_of_many_runs"
    DIRECTION_UNTESTED = "direction_untested"
    DIRECTION_UNDETERMINED = "direction_undetermined"
    ANSWERING_MOVES = "answering_moves"
    LOST_BESIDE_CHANGES = "lost_beside_changes"
    ESTIMATES_DIFFER = "estimates_differ"
    CHANGES_LEAVE_TOO_LITTLE = "changes_leave_too_little"
    RELIABILITY_UNKNOWN = "reliability_unknown"

    # The verdict stands, or stands with a caution.
    MOVES_AS_HOPED = "moves_as_hoped"
    MOVES_AGAINST = "moves_against"
    TOO_COARSE_TO_SIZE = "too_coarse_to_size"


@dataclass(frozen=True, slots=True)
class Unusable:
    """The answer given in place of a number: why there is none, and how much data was there."""

    reason: Reason
    teams: int = 0
    periods: int = 0
    cells: int = 0
