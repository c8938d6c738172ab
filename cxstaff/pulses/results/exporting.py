"""What pages of results show, as sheets for a spreadsheet: the same queries, nothing besides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.pulses import words
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.results.queries import Compared, HeatmapCell, Score
from cxstaff.pulses.scoring.significance import Judged, ScoreMove
from cxstaff.tables.writing import Sheet

Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class FilePlace:
    """What is given out: a round, a team with those below it, the teams listed, comments or not."""

    round: PulseRound
    team_id: int | None
    name: str
    below: Collection[int] | None
    listed: Collection[int] | None
    with_comments: bool


ExportParts = Iterator[Sheet]


def parts(place: FilePlace) -> ExportParts:
    """Give the parts of a file one after the other, each read while it is written."""
    yield Sheet(_("About"), [_("Pulse"), _("Team"), _("From"), _("Until")], [_about(place)])
    yield Sheet(_("Scores"), _score_headings(), _scores(place))
    yield Sheet(_("Choices"), [_("Question"), *_share_headings()], _choices(place))
    drivers = [_("Team"), *_number_headings(), _("Rounds")]
    yield Sheet(_("Teams and drivers"), drivers, _teams(place))
    if place.with_comments:
        yield Sheet(_("Comments"), [_("Comment")], _comments(place))


def rows(parts: Iterable[Sheet]) -> Iterator[Cells]:
    """Give all parts below each other, parted by an empty row."""
    for place, part in enumerate(parts):
        if place:
            yield []
        yield [part.title]
        yield part.headings
        yield from part.rows


def _about(place: FilePlace) -> Cells:
    start, end = place.round.opens_at, place.round.closes_at
    return [place.round.pulse.name, place.name, f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"]


def _number_headings() -> list[str]:
    return [_("About"), _("Score"), _("From"), _("To"), _("n"), _("Asked")]


def _share_headings() -> list[str]:
    shares = [_("Share in percent"), _("From, in percent"), _("To, in percent")]
    return [_("Answer"), *shares, _("n"), _("Asked")]


def _score_headings() -> list[str]:
    favourable = [_("Favourable in percent"), _("From, in percent"), _("To, in percent")]
    return [*_number_headings(), *favourable, _("Beside the company"), _("Since last time")]


def _scores(place: FilePlace) -> Iterator[Cells]:
    found = published.scores(place.round, place.team_id, place.below)
    compared = published.compared(place.round, found)
    for score in found.values():
        yield [*_numbers(score), *_favourable(score), *_differences(compared.get(score.subject))]


def _choices(place: FilePlace) -> Iterator[Cells]:
    for question in published.choices(place.round, place.team_id, place.below):
        for option in question.options:
            told = option.result
            numbers = [told.n, told.invited] if told else []
            yield [question.wording, option.label, *_favourable(option), *numbers]


def _teams(place: FilePlace) -> Iterator[Cells]:
    number, last = 1, 1
    while number <= last:
        found = published.heatmap(place.round, place.listed, number, size=200)
        last = found.page.pages
        for row in found.page.items:
            for cell in row.cells:
                yield [row.name, *_cell(cell)]
        number += 1


def _comments(place: FilePlace) -> Iterator[Cells]:
    number, last = 1, 1
    while number <= last:
        page = published.comments(place.round, place.below, number, size=500)
        last = page.pages
        yield from ([comment.text] for comment in page.items)
        number += 1


def _numbers(score: Score) -> list[object]:
    """Write a score rounded as pages show it, or why there is none."""
    told, between = score.result, score.interval
    if told is None:
        return [score.label, _absent(score), None, None, None, None]
    ends = [round(between.low), round(between.high)] if between else [None, None]
    is_coded = told.coded_low is not None
    mean = words.mean(told.mean, told.coded_low, told.coded_high) if is_coded else round(told.mean)
    return [score.label, mean, *ends, told.n, told.invited]


def _cell(cell: HeatmapCell) -> list[object]:
    """Write a score of the map rounded as its page shows it, with the rounds that it comes from."""
    score = cell.score
    if score is None:
        return [cell.label, _without(is_asked=cell.is_asked), None, None, None, None, None]
    between, coded = score.between, score.coded
    ends = [round(between.low), round(between.high)] if between else [None, None]
    mean = words.mean(score.mean, coded.low, coded.high) if coded else round(score.mean)
    days = ", ".join(f"{each.opens_at:%Y-%m-%d}" for each in reversed(cell.rounds))
    return [cell.label, mean, *ends, score.n, score.invited, days]


def _favourable(score: Score) -> list[object]:
    share = score.share
    if share is None:
        return [None if score.result else _absent(score), None, None]
    return [round(each * 100) for each in (share.value, share.low, share.high)]


def _absent(score: Score) -> str:
    return _without(is_asked=score.is_asked)


def _without(*, is_asked: bool) -> str:
    return str(_("hidden") if is_asked else _("no data"))


def _differences(compared: Compared | None) -> list[object]:
    if compared is None:
        return [None, None]
    return [_difference(compared.company), _difference(compared.last_time)]


def _difference(judged: Judged | None) -> object:
    if judged is None:
        return None
    if judged.direction is ScoreMove.UNCLEAR:
        return _("no clear difference")
    return round(judged.value)
