"""The family of all questions, and the part of the level that each has: weighted Bonferroni (pure).

Verdicts and leads have 5 % each: of companies without any link, no more than that ever meet one,
whatever they open. A family is cut into groups beforehand, each with a part of the level (Holm
1979, Scandinavian J. Statistics 6; Genovese, Roeder & Wasserman 2006, Biometrika 93); within a
group p-values are adjusted by Benjamini & Hochberg (1995), which without any link holds the group's
part (Simes 1986, Biometrika 73). So a page adjusts by what it computes anyway, and any other page
that is asked the same comes to the same.

Leads: a group is one score against all customer results at one span, lag and mix. Half of the level
goes to the usual span and lag, half to the usual score, three quarters to customers as they came;
the others share the rest evenly. A tenth of all is kept for measures against other results than the
main one. Where a company declared another standing question, the usual one, which nobody chose by
what was seen, is a lead with a third of the level to itself; all others have what is left.

Verdicts: the standing question has nine tenths, measures with a lever one, and all of it where the
standing question got its verdict: a level that is used up well is handed on (fallback procedure:
Wiens 2003, Pharmaceutical Statistics 2). Without any link the first verdict of all lies within the
parts that each had to begin with, which add up to the level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from cxstaff.linkage.estimates.panel import Column, FloatArray
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.statistics import benjamini_hochberg

LAGS = 4
USUAL = Question()
USUAL_TIME, USUAL_SCORE, OWN_MIX = 0.5, 0.5, 0.75
SCORES, MEASURES = 0.9, 0.1
"""Parts of the level of leads: for scores, and for measures against other results."""
USUAL_LEAD = 1 / 3
"""Part of the level of leads that the usual question has where it is not the standing one."""
STANDING = 0.9
"""Part of the level of verdicts that the standing question has where measures are judged too."""


class Status(StrEnum):
    """What a question is among all that can be asked, which decides what it may be answered with.

    `STANDING` gets a verdict, `EXPLORATORY` a lead; `POST_HOC`, about teams or times that were
    chosen, gets neither.
    """

    STANDING = "standing"
    EXPLORATORY = "exploratory"
    POST_HOC = "post_hoc"


@dataclass(frozen=True, slots=True)
class Allowance:
    """Say how luck is allowed for in one question.

    `part` (above 0, at most 1) is its group's part of the 5 %, or its own where it stands `alone`;
    `questions` counts the family.
    """

    status: Status
    part: float
    questions: int
    alone: bool = False

    def adjusted(self, p_values: Column, place: int) -> float:
        """Adjust the p-value at `place` of its group (m,) for the family; NaN where it has none."""
        if self.alone:
            return float(np.minimum(1.0, p_values[place] / self.part))
        return float(self.adjusted_all(p_values)[place])

    def adjusted_all(self, p_values: Column) -> FloatArray:
        """Adjust the p-values of a whole group (m,) for the family."""
        return np.asarray(np.minimum(1.0, benjamini_hochberg(p_values) / self.part))


ALONE = Allowance(Status.STANDING, 1.0, 1, alone=True)
"""The standing question where nothing else gets a verdict."""


@dataclass(frozen=True, slots=True)
class Family:
    """Hold what can be asked at a company: its scores, the results, and its standing question.

    `standing_part` is what the standing question has of the level of verdicts; it is None where it
    was declared after its result had been looked at, and can then get leads alone.
    """

    scores: tuple[str, ...]
    outcomes: int
    standing: Question
    standing_part: float | None

    @property
    def questions(self) -> int:
        """Count the questions about scores that can be asked of all teams and times."""
        return len(self.scores) * self.outcomes * len(Period) * LAGS * len(Mix)

    def of(self, question: Question) -> Allowance:
        """Return what one question is among them."""
        if question == self.standing and self.standing_part is not None:
            return Allowance(Status.STANDING, self.standing_part, 1, alone=True)
        status = Status.POST_HOC if question.is_narrowed else Status.EXPLORATORY
        if question == USUAL and self._usual_part:
            return Allowance(status, self._usual_part, self.questions, alone=True)
        # With the same mix only the result that is asked for is told for it: no group to rank in.
        alone = question.mix is Mix.SAME
        return Allowance(status, self._part(question), self.questions, alone)

    def of_measures(self, outcome: str) -> Allowance:
        """Return what measures are, held against a customer result: one group.

        Against the main one they get verdicts, with what the standing question leaves of their
        level; without a standing question that gets verdicts they have all of it.
        """
        if outcome == self.standing.outcome:
            return Allowance(Status.STANDING, 1 - (self.standing_part or 0.0), 1)
        part = MEASURES * (1 - self._usual_part) / (self.outcomes - 1)
        return Allowance(Status.EXPLORATORY, part, self.questions)

    def of_measures_beside_a_verdict(self, outcome: str) -> Allowance:
        """Return what measures are once the standing question has its verdict: it hands on all."""
        own = self.of_measures(outcome)
        return replace(own, part=1.0) if outcome == self.standing.outcome else own

    @property
    def _usual_part(self) -> float:
        """Give what the usual question has for itself among leads; 0 where it gets verdicts."""
        is_told = self.standing == USUAL and self.standing_part is not None
        return 0.0 if is_told or USUAL.engagement not in self.scores else USUAL_LEAD

    def _part(self, question: Question) -> float:
        """Give the part of the group that a question lies in.

        All groups add up to `SCORES` of what the usual question leaves.
        """
        usual_time = (question.span, question.lag) == (USUAL.span, USUAL.lag)
        times = len(Period) * LAGS
        time = USUAL_TIME if usual_time else (1 - USUAL_TIME) / (times - 1)
        mix = OWN_MIX if question.mix is Mix.OWN else (1 - OWN_MIX) / self.outcomes
        of_all = SCORES * (1 - self._usual_part)
        return of_all * time * self._part_of_score(question.engagement) * mix

    def _part_of_score(self, engagement: str) -> float:
        others = len(set(self.scores) - {USUAL.engagement})
        if USUAL.engagement not in self.scores or not others:
            return 1 / max(len(self.scores), 1)
        return USUAL_SCORE if engagement == USUAL.engagement else (1 - USUAL_SCORE) / others
