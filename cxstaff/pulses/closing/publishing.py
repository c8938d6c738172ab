"""Writing down what a round publishes, and what is kept beside it: halves, correlations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict

from sqlalchemy import func, insert, select

from cxstaff import packed, versions
from cxstaff.db import db
from cxstaff.pulses.closing.intraclass import Correlation
from cxstaff.pulses.closing.split_halves import HalfMeans
from cxstaff.pulses.closing.tabulation import Answered, Group, Item, composites, results
from cxstaff.pulses.disclosure.grouping import Parents
from cxstaff.pulses.models import (
    Intraclass,
    Invitation,
    PulseRound,
    RoundHalf,
    RoundResult,
    Scale,
    halves_of,
    scores_of,
)
from cxstaff.pulses.questions.bank import ENPS

Invited = Mapping[tuple[Group, int], int]


def items_of(round_: PulseRound) -> list[Item]:
    """Return the questions of a round that numbers are the answers to."""
    return [
        Item(
            question.key,
            Scale(question.scale),
            question.driver,
            question.instrument,
            len(question.options or ()),
            question.turn,
        )
        for question in round_.questions
        if question.scale != Scale.TEXT
    ]


def publish(round_: PulseRound, answered: Answered) -> set[tuple[Group, str]]:
    """Publish the results of a round; return which (team, subject) they are about."""
    invited = _invited(round_, answered.parents)
    turns, dealt = _turns(answered.items), {turn for _, turn in invited}
    published = results(answered)
    rows = [
        {
            "round_id": round_.id,
            "team_id": each.team_id,
            "subject": each.subject,
            "invited": max(
                _asked(invited, each.team_id, turns[each.subject], dealt), each.summary.n
            ),
            "n": each.summary.n,
            "mean": each.summary.mean,
            "variance": each.summary.variance,
            "favourable": each.summary.favourable,
            "coded_low": each.summary.coded.low if each.summary.coded else None,
            "coded_high": each.summary.coded.high if each.summary.coded else None,
        }
        for each in published
    ]
    if rows:
        db.session.execute(insert(RoundResult), rows)
    versions.count_change(db.session(), "pulses.results")
    _count(round_, {scores_of(each.subject) for each in published})
    return {(each.team_id, each.subject) for each in published}


def note_places(round_: PulseRound, answered: Answered) -> None:
    """Keep where each group is counted, for rounds that are compared with this one."""
    for question in round_.questions:
        if question.key in answered.cells:
            places = answered.cells[question.key].places
            question.counted = [[group, place] for group, place in places.items()]


def keep_halves(round_: PulseRound, means: Iterable[HalfMeans]) -> None:
    """Keep the means of the two halves of groups."""
    rows = [{"round_id": round_.id} | asdict(each) for each in means]
    if rows:
        db.session.execute(insert(RoundHalf), rows)
        _count(round_, {halves_of(row["subject"]) for row in rows})


def keep_correlations(round_: PulseRound, found: Iterable[Correlation]) -> None:
    """Keep the company's ICC(1) of each subject."""
    rows = [{"round_id": round_.id} | asdict(each) for each in found]
    if rows:
        db.session.execute(insert(Intraclass), rows)


def _count(round_: PulseRound, datasets: Iterable[str]) -> None:
    """Count a change of what a round adds to sets of data, so that nobody has it packed without."""
    names = [packed.version_name(each, round_.id) for each in datasets]
    versions.count_changes(db.session(), names)


def _turns(items: Sequence[Item]) -> dict[str, set[int | None]]:
    """Return for each subject the turns that its questions are asked in (None: everybody)."""
    rated = [item for item in items if item.scale.is_rated]
    found = {subject: {item.turn for item in parts} for subject, parts in composites(rated)}
    for item in items:
        found |= {f"question:{item.key}": {item.turn}}
        found |= {f"option:{item.key}:{n}": {item.turn} for n in range(1, item.options + 1)}
        if item.scale.is_rated and item.instrument == ENPS:
            found["enps"] = {item.turn}
    return found


def _asked(invited: Invited, team: Group, turns: Iterable[int | None], dealt: Set[int]) -> int:
    """Count those asked the question that was asked of the fewest; `dealt` are all turns."""
    # Everybody is asked some questions, and each turn others. How sure a score of several is rests
    # on the question that the fewest were asked.
    return min(
        sum(invited.get((team, each), 0) for each in (dealt if turn is None else {turn}))
        for turn in turns
    )


def _invited(round_: PulseRound, parents: Parents) -> Invited:
    """Count those who have each turn: of everybody asked, and in each team and below it."""
    query = select(Invitation.team_id, Invitation.turn, func.count())
    query = query.where(Invitation.round_id == round_.id)
    found: Counter[tuple[Group, int]] = Counter()
    # A team's score holds the people below it, so they count as asked in all teams above, too.
    for start, turn, count in db.session.execute(
        query.group_by(Invitation.team_id, Invitation.turn)
    ):
        found[None, turn] += count
        team: int | None = start
        while team is not None:
            found[team, turn] += count
            team = parents.get(team)
    return dict(found)
