"""Everything the teams page and its file show of teams' standing, in words, a picture and rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage.comparison.charts import drawn
from cxstaff.linkage.comparison.words.missing import Counts, missing
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.material import queries
from cxstaff.linkage.material.periods import Period, first_day, last_day
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.standings.standings import Level, Levels, Side, Standings
from cxstaff.linkage.words.terms import HELD, name_of, written
from cxstaff.pulses.questions.instruments import ENPS
from cxstaff.web import number, percent

DIGITS = 4
SIDES: dict[tuple[str, str], Any] = {
    ("above", "above"): _l("Both above"),
    ("below", "below"): _l("Both below"),
    ("above", "below"): _l("Engagement above, result below"),
    ("below", "above"): _l("Engagement below, result above"),
}
UNCLEAR = _l("Cannot tell")
WHY: dict[Reason, Any] = {
    Reason.NO_CELLS: _l("%(what)s: no team has it in these months."),
    Reason.ONE_PERIOD: _l(
        "%(what)s: it takes teams with two months or more, to see how much a team’s own months "
        "differ."
    ),
    Reason.TOO_FEW_TEAMS: _l("%(what)s: it takes at least 4 teams, and there are %(teams)s."),
    Reason.ANSWERS_DO_NOT_DIFFER: _l("%(what)s: all values are alike, so nobody stands apart."),
}


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """One team: where it stands on either number, and why not where it does not."""

    name: str
    score: Level | None
    is_hidden: bool
    result: Level | None
    sides: tuple[Side, Side] | None


def shown(
    found: Standings,
    question: Question,
    names: Mapping[int, str],
    labels: Mapping[str, str],
    zone: str,
    page: int,
) -> dict[str, Any]:
    """Return what the template needs; `labels` are the names of engagement subjects."""
    what = labels[question.engagement], str(OUTCOMES[question.outcome].label)
    counts = Counts(question, found.scores, found.happened, found.results)
    rows = _both(found, names)
    return {
        "question": question,
        "missing": missing(counts, zone),
        "labels": what,
        "outcome": OUTCOMES[question.outcome],
        "headline": headline(found),
        "noise": [
            _noise(found.engagement, what[0]),
            _noise(found.outcome, what[1]),
            *([str(HELD)] if question.engagement == ENPS else []),
        ],
        "span": (name_of(found.first, Period.MONTH), name_of(found.last, Period.MONTH)),
        "picture": picture(found, rows, what, question.outcome),
        "drawn": rows,
        "teams": teams_page(found, question, names, zone, page),
        "counts": (_count(found.engagement), _count(found.outcome)),
        "write": lambda value: written(question.outcome, value),
        "words": words,
        "place": place,
    }


def headline(found: Standings) -> str:
    """Say how many teams stand clear of the mean on both numbers, without naming any."""
    if isinstance(found.engagement, Unusable) or isinstance(found.outcome, Unusable):
        return str(_("Cannot tell where teams stand: there are too few numbers."))
    both = found.engagement.teams.keys() & found.outcome.teams.keys()
    clear = sum(found.sides(team_id) is not None for team_id in both)
    if not clear:
        return str(
            _("Cannot tell: none of %(count)s teams is clear of the mean on both.", count=len(both))
        )
    return str(
        _(
            "%(clear)s of %(count)s teams are clear of the mean of all teams on both; of the "
            "others it cannot be told.",
            clear=number(clear),
            count=number(len(both)),
        )
    )


def words(sides: tuple[Side, Side] | None) -> str:
    """Name the quadrant a team stands in, or say that it cannot be told."""
    return str(SIDES[sides[0].value, sides[1].value] if sides else UNCLEAR)


def place(level: Level, count: int) -> str:
    """Write the range of places a team may hold, 1 for the highest."""
    first, last = level.rank
    return str(
        _(
            "place %(first)s to %(last)s of %(count)s",
            first=number(first),
            last=number(last),
            count=number(count),
        )
    )


def picture(
    found: Standings, rows: Sequence[TeamStanding], what: tuple[str, str], outcome: str
) -> dict[str, Any] | None:
    """Draw teams on both numbers, each with both intervals; filled where both are clear."""
    if isinstance(found.engagement, Unusable) or isinstance(found.outcome, Unusable):
        return None
    mean = str(_("mean of teams"))
    return {
        "kind": "scatter",
        "series": [
            {
                "name": str(_("A team")),
                "values": [[*_pair(row, "value"), row.name] for row in rows],
                "low": [_pair(row, "low") for row in rows],
                "high": [_pair(row, "high") for row in rows],
                "clear": [row.sides is not None for row in rows],
            }
        ],
        "reference": {"value": round(found.outcome.centre, DIGITS), "label": mean},
        "x_reference": {"value": round(found.engagement.centre, DIGITS), "label": mean},
        "x_title": what[0],
        "y_title": what[1],
        "decimals": max(1, OUTCOMES[outcome].decimals),
    }


def teams_page(
    found: Standings, question: Question, names: Mapping[int, str], zone: str, page: int
) -> Page[TeamStanding]:
    """Return page `page` of the teams, by name."""
    here = page_in(by_name(found.known, names), page)
    hidden = hidden_teams(found, question, zone, here.items)
    return here.showing([_row(found, team_id, names, hidden) for team_id in here.items])


def hidden_teams(
    found: Standings, question: Question, zone: str, team_ids: Collection[int] | None = None
) -> set[int]:
    """Return the teams that were asked in these months; without a score it is hidden."""
    places = queries.hidden_places(question, zone, team_ids)
    return {team for team, period in places if found.first <= period <= found.last}


def by_name(team_ids: Collection[int], names: Mapping[int, str]) -> list[int]:
    """Return teams in the order of their names, never of their numbers."""
    return sorted(team_ids, key=lambda each: (names[each].casefold(), each))


def lines_of(
    found: Standings, names: Mapping[int, str], hidden: set[int], what: tuple[str, str]
) -> Iterator[Sequence[object]]:
    """Give the headings, then a line for every team, by its name."""
    columns = *_headings(what[0]), _("Score shown"), *_headings(what[1])
    yield [_("Team"), _("First day"), _("Last day"), *columns, _("Standing")]
    days = first_day(found.first, Period.MONTH), last_day(found.last, Period.MONTH)
    for team_id in by_name(found.known, names):
        row = _row(found, team_id, names, hidden)
        state = _("yes") if row.score else _state(row)
        yield [row.name, *days, *_values(row.score), state, *_values(row.result), words(row.sides)]


def _state(row: TeamStanding) -> str:
    return str(_("hidden to protect people") if row.is_hidden else _("no data"))


def _headings(name: str) -> list[str]:
    return [
        _("%(name)s, plain mean", name=name),
        _("%(name)s, shrunken", name=name),
        _("%(name)s, from", name=name),
        _("%(name)s, to", name=name),
        _("%(name)s, first possible place", name=name),
        _("%(name)s, last possible place", name=name),
        _("%(name)s, answers", name=name),
        _("%(name)s, months", name=name),
    ]


def _values(level: Level | None) -> list[object]:
    if level is None:
        return [None] * 8
    sizes = [round(each, DIGITS) for each in (level.raw, level.value, level.low, level.high)]
    return [*sizes, *level.rank, level.n, level.periods]


def _row(
    found: Standings, team_id: int, names: Mapping[int, str], hidden: set[int]
) -> TeamStanding:
    score, result = _level(found.engagement, team_id), _level(found.outcome, team_id)
    is_hidden = score is None and team_id in hidden
    return TeamStanding(names[team_id], score, is_hidden, result, found.sides(team_id))


def _level(levels: Levels | Unusable, team_id: int) -> Level | None:
    return None if isinstance(levels, Unusable) else levels.teams.get(team_id)


def _count(levels: Levels | Unusable) -> int:
    return 0 if isinstance(levels, Unusable) else len(levels.teams)


def _both(found: Standings, names: Mapping[int, str]) -> list[TeamStanding]:
    """Return the teams that have both numbers, by name, as many as a picture may hold."""
    rows = [_row(found, team_id, names, set()) for team_id in by_name(found.known, names)]
    return drawn([row for row in rows if row.score and row.result])


def _pair(row: TeamStanding, end: str) -> list[float]:
    return [round(getattr(row.score, end), 1), round(getattr(row.result, end), DIGITS)]


def _noise(levels: Levels | Unusable, what: str) -> str:
    """Say how much of the differences between teams' plain means is noise."""
    if isinstance(levels, Unusable):
        return str(WHY[levels.reason]) % {"what": what, "teams": number(levels.teams)}
    values = {
        "what": what,
        "noise": percent(levels.noise),
        "low": percent(levels.noise_low),
        "high": percent(levels.noise_high),
    }
    text = _(
        "%(what)s: %(noise)s of the differences between teams’ plain means is noise "
        "(%(low)s to %(high)s)."
    )
    return str(text) % values
