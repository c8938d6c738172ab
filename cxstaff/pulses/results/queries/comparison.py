"""One team's results beside the company's and beside those of last time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from cxstaff.db import db
from cxstaff.pulses.models import PulseRound, RoundResult
from cxstaff.pulses.results.queries import topics
from cxstaff.pulses.results.queries.closed import up_to
from cxstaff.pulses.results.queries.scores import Score, as_result
from cxstaff.pulses.scoring import significance
from cxstaff.pulses.scoring.significance import Difference, Judged

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Compared:
    """How one score differs from the company's and from last time; None where nothing is known."""

    company: Judged | None
    last_time: Judged | None
    last_at: datetime | None


def compared(round_: PulseRound, scores: Mapping[str, Score]) -> dict[str, Compared]:
    """Compare every score of a page, holding false discoveries among all of them at 5 %.

    Last time is the latest earlier round that put the same questions and published the answer.
    """
    told = {each.subject: each.result for each in scores.values() if each.result}
    company = _company(round_, told)
    before = _before(round_, told)
    judged = significance.judged(
        [_from(told[subject], company.get(subject)) for subject in told]
        + [_since(told[subject], before.get(subject)) for subject in told]
    )
    return {
        subject: Compared(
            judged[place],
            judged[place + len(told)],
            before[subject].round.opens_at if subject in before else None,
        )
        for place, subject in enumerate(told)
    }


def indexes_since(
    round_: PulseRound, team_ids: Collection[int | None]
) -> dict[int | None, Compared]:
    """Compare the index of several teams (None: all asked) with last time, as `compared` does.

    False discoveries among them are held at 5 %; those for whom there is no last time are left out.
    """
    now = _index_keys(round_)
    alike = {each.id: each for each in up_to(round_) if _index_keys(each) == now}
    rows = select(RoundResult).where(
        RoundResult.round_id.in_(list(alike)),
        RoundResult.subject == INDEX,
        or_(RoundResult.team_id.in_(team_ids), RoundResult.team_id.is_(None)),
    )
    told: dict[int | None, list[RoundResult]] = {}
    for each in sorted(db.session.scalars(rows), key=lambda one: alike[one.round_id].number):
        if each.team_id in team_ids:
            told.setdefault(each.team_id, []).append(each)
    pairs = {
        team_id: found[-2:]
        for team_id, found in told.items()
        if len(found) > 1 and found[-1].round_id == round_.id
    }
    judged = significance.judged([_since(newest, before) for before, newest in pairs.values()])
    return {
        team_id: Compared(None, each, alike[pair[0].round_id].opens_at)
        for (team_id, pair), each in zip(pairs.items(), judged, strict=True)
    }


def _index_keys(round_: PulseRound) -> frozenset[str] | None:
    return topics.keys_by_subject(round_.questions).get(INDEX)


def _company(round_: PulseRound, told: Mapping[str, RoundResult]) -> dict[str, RoundResult]:
    """Return what was published of all asked, unless that is what is compared."""
    if any(each.team_id is None for each in told.values()):
        return {}
    query = select(RoundResult).where(
        RoundResult.round_id == round_.id,
        RoundResult.team_id.is_(None),
        RoundResult.subject.in_(list(told)),
    )
    return {each.subject: each for each in db.session.scalars(query)}


def _before(round_: PulseRound, told: Mapping[str, RoundResult]) -> dict[str, RoundResult]:
    team_id = next((each.team_id for each in told.values()), None)
    now = topics.keys_by_subject(round_.questions)
    earlier = {each.id: each for each in up_to(round_) if each.id != round_.id}
    query = select(RoundResult).where(
        RoundResult.round_id.in_(list(earlier)),
        RoundResult.team_id.is_not_distinct_from(team_id),
        RoundResult.subject.in_(list(told)),
    )
    keys = {number: topics.keys_by_subject(each.questions) for number, each in earlier.items()}
    found: dict[str, RoundResult] = {}
    for each in sorted(db.session.scalars(query), key=lambda one: earlier[one.round_id].number):
        if keys[each.round_id].get(each.subject) == now.get(each.subject):
            found[each.subject] = each
    return found


def _from(told: RoundResult, company: RoundResult | None) -> Difference | None:
    if company is None:
        return None
    return significance.from_company(as_result(told), as_result(company))


def _since(told: RoundResult, before: RoundResult | None) -> Difference | None:
    if before is None:
        return None
    return significance.since(as_result(told), as_result(before))
