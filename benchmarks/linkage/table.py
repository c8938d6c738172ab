"""The acceptance table, as Markdown: what the product does beside what a dashboard would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from rich.box import MARKDOWN
from rich.table import Table

from benchmarks.linkage.kept import Columns
from benchmarks.linkage.measured import (
    LEVEL,
    POWER,
    TOLD,
    between,
    bias,
    covers,
    excludes_zero,
    fired,
    found_in,
    misses,
    seen,
    share,
)
from benchmarks.linkage.studies import PLANTED_TEAMS, Study

Found = Mapping[Study, Columns]


def tables(found: Found) -> Iterator[Table]:
    """Yield the tables there are numbers for; shares are in percent."""
    slopes = {study: rows for study, rows in found.items() if "headline_low" in rows}
    if slopes:
        yield _headline(slopes)
        yield _naive(slopes)
    coarse = {study: rows for study, rows in slopes.items() if "reliability" in rows}
    if coarse:
        yield _coarse(coarse)
    sizes = {study: rows for study, rows in found.items() if "other" in rows}
    if sizes:
        yield _printed(sizes)
    unequal = {study: rows for study, rows in found.items() if "beside" in rows}
    if unequal:
        yield _standing(unequal)
    beside = {study: rows for study, rows in found.items() if "measure_now" in rows}
    if beside:
        yield _beside(beside)
    walked = {study: rows for study, rows in found.items() if "leads" in rows}
    if walked:
        yield _walked(walked)
    told = {**slopes, **sizes, **unequal, **beside, **walked}
    others = {study: rows for study, rows in found.items() if rows and study not in told}
    if others:
        yield _others(others)


def failures(found: Found) -> list[str]:
    """Return a line for everything that misses its number."""
    return [str(miss) for study, rows in found.items() if rows for miss in misses(study, rows)]


def _headline(found: Found) -> Table:
    heads = ("cover", "exclude 0", "bias", "lead fires", "reverse fires", "gate fires", "misses")
    table = _table("Scenario", "teams", "truth", "tries", *heads)
    for study, rows in found.items():
        missed = [miss for miss in misses(study, rows) if not miss.by_chance]
        table.add_row(
            study.name,
            str(study.teams),
            f"{study.truth:.2f}",
            f"{rows['headline_low'].size:,}",
            _percent(covers(rows, "headline", study.truth).value),
            _percent(excludes_zero(rows, "headline").value),
            f"{100 * bias(rows, 'headline', study.truth)[0]:+.1f}",
            *(_percent(fired(rows, which).value) for which in ("lead", "reverse", "gate")),
            ", ".join(miss.what for miss in missed),
        )
    return table


def _naive(found: Found) -> Table:
    heads = (
        "averages correlate", "pooled: exclude 0", "pooled: cover", "pooled: bias",
        "usual errors: exclude 0", "usual errors: cover", "headline: exclude 0", "headline: cover",
    )  # fmt: skip
    table = _table("Scenario", "teams", "truth", *heads)
    for study, rows in found.items():
        table.add_row(
            study.name,
            str(study.teams),
            f"{study.truth:.2f}",
            _percent(float((rows["averages_p"] < LEVEL).mean())),
            _percent(excludes_zero(rows, "pooled").value),
            _percent(covers(rows, "pooled", study.truth).value),
            f"{100 * bias(rows, 'pooled', study.truth)[0]:+.0f}",
            _percent(excludes_zero(rows, "usual").value),
            _percent(covers(rows, "usual", study.truth).value),
            _percent(excludes_zero(rows, "headline").value),
            _percent(covers(rows, "headline", study.truth).value),
        )
    return table


def _standing(found: Found) -> Table:
    heads = ("cover", "refused", "exclude 0", "verdict", "verdict beside measures", "aim")
    table = _table("Small, unequal teams", "teams", "truth", "tries", *heads)
    for study, rows in found.items():
        aim = POWER.get((bool(study.scenario.answers), study.teams)) if study.truth else TOLD
        table.add_row(
            study.name,
            str(study.teams),
            f"{study.truth:.2f}",
            f"{rows['told'].size:,}",
            "" if study.scenario.answers else _percent(covers(rows, "", study.truth).value),
            _percent(float(np.nanmean(rows["refused"]))),
            _percent(excludes_zero(rows, "").value),
            _percent(found_in(rows, "told").value),
            _percent(found_in(rows, "beside").value),
            "" if aim is None else f"{'≥' if study.truth else '≤'} {_percent(aim)}",
        )
    return table


def _beside(found: Found) -> Table:
    heads = ("standing", "measure", "at the whole level", "some verdict", "lead: usual question",
             "lead: other result", "lead: a driver")  # fmt: skip
    table = _table("Beside a linked measure", "link", "tries", *heads)
    for study, rows in found.items():
        names = ("standing_told", "measure_now", "measure_whole", "any_verdict", "lead",
                 "lead_other", "lead_driver")  # fmt: skip
        table.add_row(
            f"{study.teams} teams",
            f"{study.truth:.2f}",
            f"{rows['lead'].size:,}",
            *(between(rows[name] > 0) for name in names),
        )
    return table


def _walked(found: Found) -> Table:
    heads = ("readings", "some verdict", "some lead", "some lead where another question stands",
             "walked whole", "read otherwise there")  # fmt: skip
    table = _table("Everything opened, no link", "companies", *heads)
    for study, rows in found.items():
        table.add_row(
            f"{study.teams} teams",
            f"{rows['leads'].size:,}",
            f"{rows['opened'].mean():,.0f}",
            between(rows["verdicts"] > 0),
            between(rows["leads"] > 0),
            between(rows["leads_elsewhere"] > 0),
            f"{np.isfinite(rows['unlike']).sum():,}",
            f"{np.nansum(rows['unlike']):,.0f}",
        )
    return table


def _coarse(found: Found) -> Table:
    table = _table("Seven answers a score", "truth", "mean slope", "exclude 0", "reliability")
    for study, rows in found.items():
        table.add_row(
            f"{study.teams} teams",
            f"{study.truth:.2f}",
            f"{np.nanmean(rows['headline_value']):.3f}",
            _percent(excludes_zero(rows, "headline").value),
            f"{np.nanmean(rows['reliability']):.2f}",
        )
    return table


def _printed(found: Found) -> Table:
    heads = "tries", "df", "found in the same company", "what is usually printed, in others", "aim"
    table = _table("A link of the size printed as the smallest visible", *heads)
    for study, rows in found.items():
        table.add_row(
            f"{study.name.removeprefix('printed, ')}, {study.teams} teams",
            f"{rows['df'].size:,}",
            f"{np.nanmedian(rows['df']):.1f}",
            *(str(seen(rows, where)) for where in ("same", "other")),
            "75–83 %",
        )
    return table


def _others(found: Found) -> Table:
    table = _table("Whole studies", "tries", "seen", "aim")
    for study, rows in found.items():
        if "told" in rows:
            tries, told, luck = rows["told"].size, share(rows["told"] > 0), rows["unadjusted"] > 0
            table.add_row(
                f"20 questions, no link, {study.teams} teams: some verdict but cannot tell",
                f"{tries:,}", str(told), "≤ 5 %",
            )  # fmt: skip
            table.add_row(
                f"the same without allowing for 20, {study.teams} teams: some p below .05",
                f"{tries:,}", str(share(luck)), "",
            )  # fmt: skip
            continue
        if "once" in rows:
            _runs(table, study, rows)
            continue
        tries, r = rows["truth"].size, float(rows["correlation"].mean())
        between = share(rows["between_p"] < LEVEL)
        name = f"r = {r:.2f} between {PLANTED_TEAMS} teams"
        table.add_row(f"{name}: found", f"{tries:,}", str(between), "about 80 %")
        held = covers(rows, "between", rows["truth"])
        table.add_row(f"{name}: intervals cover", f"{tries:,}", str(held), "93–97 %")
    return table


def _runs(table: Table, study: Study, rows: Columns) -> None:
    """Add what a study that runs every month finds, with and without allowing for its runs."""
    link = f"a link of {study.truth:.2f}" if study.truth else "no link"
    name = f"run every month, {link}, {study.teams} teams: some p below"
    tries = f"{rows['once'].size:,}"
    for what, column, aim in ((".05", "once", ""), ("the level of a run", "allowed", "≤ 5 %")):
        found = np.isfinite(rows[column])
        seen = str(share(found))
        middle = np.median(np.nan_to_num(rows[column], nan=np.inf))
        if np.isfinite(middle):
            seen += f", half by month {middle:.0f}"
        table.add_row(f"{name} {what}", tries, seen, "" if study.truth else aim)


def _table(*heads: str) -> Table:
    table = Table(box=MARKDOWN, pad_edge=True)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=not number)
    return table


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"
