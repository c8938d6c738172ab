"""What many replications add up to, and which of it misses what was promised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.linkage.companies import Floats
from benchmarks.linkage.kept import Columns
from benchmarks.linkage.studies import Study
from cxstaff.customers.outcomes import wilson

LEVEL, SIZE = 0.05, 0.2
COVER, FALSE, BIAS = (0.93, 0.97), 0.06, 0.05
REVERSE_MANY, FIRES, TOLD, FOUND = 0.09, 0.8, 0.05, (0.75, 0.85)
PRINTED = (0.75, 0.83)
POWER = {
    (False, 10): 0.40, (False, 30): 0.85, (False, 100): 0.91,
    (True, 10): 0.05, (True, 30): 0.35, (True, 100): 0.83,
}  # fmt: skip
"""What the standing question is to find, with scores of seven answers or not, by teams."""
REFUSED = 0.10


@dataclass(frozen=True, slots=True)
class Share:
    """Hold a share of replications (0–1) with twice its standard error."""

    value: float
    within: float

    def __str__(self) -> str:
        """Write it as a percentage."""
        return f"{100 * self.value:.1f} ± {100 * self.within:.1f} %"


@dataclass(frozen=True, slots=True)
class Miss:
    """Hold a cell that misses its number; `by_chance` says that two standard errors reach it."""

    study: Study
    what: str
    seen: str
    aim: str
    by_chance: bool

    def __str__(self) -> str:
        """Write it as one line."""
        chance = " – within chance" if self.by_chance else ""
        size = f"{self.study.teams} teams, truth {self.study.truth:.2f}"
        return f"* {self.study.name}, {size}: {self.what} {self.seen} (aim {self.aim}){chance}"


def share(hits: Floats | np.ndarray) -> Share:
    """Give the share of hits (R,), with an error that is not 0 where all or none hit."""
    n = max(hits.size, 1)
    value = float(hits.mean()) if hits.size else float("nan")
    centred = (hits.sum() + 2) / (n + 4)
    return Share(value, float(2 * np.sqrt(centred * (1 - centred) / (n + 4))))


def between(hits: Floats | np.ndarray) -> str:
    """Write a share of hits (R,) as a percentage, with Wilson's interval: right where few hit."""
    low, high = wilson(float(hits.sum()), max(hits.size, 1))
    return f"{100 * hits.mean():.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def covers(rows: Columns, of: str, truth: Floats | float) -> Share:
    """Give the share of intervals that hold the truth, among those there are."""
    low, high = _ends(rows, of)
    fine = np.isfinite(low)
    return share(((low < truth) & (truth < high))[fine])


def excludes_zero(rows: Columns, of: str) -> Share:
    """Give the share of intervals that lie on one side of 0."""
    low, high = _ends(rows, of)
    return share((low > 0) | (high < 0))


def seen(rows: Columns, where: str) -> Share:
    """Give how often a link of the printed size is found, in the `same` company or an `other`."""
    return share(rows[where][np.isfinite(rows[where])])


def _ends(rows: Columns, of: str) -> tuple[Floats, Floats]:
    """Return the ends of intervals (R,) of an estimate; the only one has no name."""
    prefix = f"{of}_" if of else ""
    return rows[f"{prefix}low"], rows[f"{prefix}high"]


def bias(rows: Columns, of: str, truth: float) -> tuple[float, float]:
    """Give how far estimates lie on average from the truth with twice its error, as parts of .2."""
    values = rows[f"{of}_value"][np.isfinite(rows[f"{of}_value"])]
    error = 2 * values.std() / np.sqrt(values.size)
    return float((values.mean() - truth) / SIZE), float(error / SIZE)


def fired(rows: Columns, which: str) -> Share:
    """Give how often a test of direction fires at 5 %: `lead`, `reverse`, or `gate` for either.

    The gate makes each of the two at half of that.
    """
    if which == "gate":
        return share((rows["lead_p"] < LEVEL / 2) | (rows["reverse_p"] < LEVEL / 2))
    return share(rows[f"{which}_p"] < LEVEL)


def misses(study: Study, rows: Columns) -> list[Miss]:
    """Return what a cell misses."""
    if study.name == "twenty questions":
        return _above(study, "told", share(rows["told"] > 0), TOLD)
    if study.name == "run every month":
        ever = share(np.isfinite(rows["allowed"]))
        return [] if study.truth else _above(study, "told at some run", ever, TOLD)
    if "leads" in rows:
        each = {f"some {what[:-1]}": share(rows[what] > 0) for what in ("verdicts", "leads")}
        return [miss for what, seen_ in each.items() for miss in _above(study, what, seen_, TOLD)]
    if "measure_now" in rows:
        return []  # no aim: stated beside the bound
    if "beside" in rows:
        return _of_standing(study, rows)
    if "other" in rows:
        return [
            miss
            for where in ("same", "other")
            for miss in _outside(study, f"found in {where} companies", seen(rows, where), PRINTED)
        ]
    if study.name == "between teams":
        found = share(rows["between_p"] < LEVEL)
        return _outside(study, "found", found, FOUND)
    return [*_of_headline(study, rows), *_of_gate(study, rows)]


def found_in(rows: Columns, which: str) -> Share:
    """Give how often the standing question gets a verdict; without an estimate it gets none."""
    return share(np.nan_to_num(rows[which]) > 0)


def _of_standing(study: Study, rows: Columns) -> list[Miss]:
    """Return what the standing question misses: coverage, refusals, and what it is to find."""
    is_coarse = bool(study.scenario.answers)
    found = [] if is_coarse else _outside(study, "coverage", covers(rows, "", study.truth), COVER)
    found += _above(study, "refused", share(np.nan_to_num(rows["refused"], nan=1.0) > 0), REFUSED)
    told, aim = found_in(rows, "told"), POWER[is_coarse, study.teams]
    if not study.truth:
        return [*found, *_above(study, "some verdict", told, TOLD)]
    for what, each in (("verdict", told), ("verdict beside measures", found_in(rows, "beside"))):
        if each.value < aim:
            chance = each.value + each.within >= aim
            found.append(Miss(study, what, str(each), f"≥ {100 * aim:.0f} %", chance))
    return found


def _of_headline(study: Study, rows: Columns) -> list[Miss]:
    found = list[Miss]()
    if study.scenario.feedback:
        return found
    if study.truth == 0:
        found += _above(study, "false positives", excludes_zero(rows, "headline"), FALSE)
    if study.scenario.answers:
        return found
    found += _outside(study, "coverage", covers(rows, "headline", study.truth), COVER)
    off, within = bias(rows, "headline", study.truth)
    if abs(off) >= BIAS:
        seen = f"{100 * off:+.1f} ± {100 * within:.1f} %"
        found.append(Miss(study, "bias", seen, "< 5 %", abs(off) - within < BIAS))
    return found


def _of_gate(study: Study, rows: Columns) -> list[Miss]:
    if study.scenario.feedback:
        gate = fired(rows, "gate")
        low = gate.value < FIRES
        chance = gate.value + gate.within >= FIRES
        return [Miss(study, "gate fires", str(gate), "≥ 80 %", chance)] if low else []
    most = REVERSE_MANY if study.teams >= 100 else FALSE
    return [
        *_above(study, "placebo lead fires", fired(rows, "lead"), FALSE),
        *_above(study, "reverse test fires", fired(rows, "reverse"), most),
    ]


def _above(study: Study, what: str, seen: Share, most: float) -> list[Miss]:
    if seen.value <= most:
        return []
    return [Miss(study, what, str(seen), f"≤ {100 * most:.0f} %", seen.value - seen.within <= most)]


def _outside(study: Study, what: str, seen: Share, ends: tuple[float, float]) -> list[Miss]:
    low, high = ends
    if low <= seen.value <= high:
        return []
    chance = low - seen.within <= seen.value <= high + seen.within
    return [Miss(study, what, str(seen), f"{100 * low:.0f}–{100 * high:.0f} %", chance)]
