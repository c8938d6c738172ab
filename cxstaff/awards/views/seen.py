"""Which awards the visitor may open, and what they read of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import abort

from cxstaff import clock
from cxstaff.awards import policy, queries
from cxstaff.awards.models import Award, AwardPart, AwardStage, Nomination
from cxstaff.awards.page import NominationRow, NomineeRow
from cxstaff.awards.tally import NomineeStanding
from cxstaff.people.access import roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.web import LARGEST_KEY


def award_or_404(award_id: int) -> Award:
    """Return an award that the visitor may open; 404 for any other."""
    if award_id > LARGEST_KEY:
        abort(404)
    person, roles = signed_in(), roles_of_visitor()
    return queries.find_award_for(person, roles, award_id, today(), clock.now()) or abort(404)


def part_or_404(award: Award, person_id: int) -> AwardPart:
    """Return the part of somebody in an award."""
    return award.part_of(person_id) or abort(404)


def nominee_rows(award: Award) -> list[NomineeRow]:
    """Return the nominees of an award as the visitor reads them, the first first once counted."""
    person, roles = signed_in(), roles_of_visitor()
    is_counted = award.stage in {AwardStage.COUNTED, AwardStage.DECIDED}
    standings = queries.standings(award, today()) if is_counted else []
    places = {each.nominee_id: each for each in standings}
    tells_totals = queries.ballots(award) >= policy.FEWEST_BALLOTS_TOLD
    names = policy.reads_names(person.id, roles, award)
    said = {
        nominee_id: [_row(each, names=names) for each in rows]
        for nominee_id, rows in groupby(
            queries.nominations_of(award.id), lambda each: each.nominee_id
        )
    }
    may_take_out = policy.may_decide(person.id, roles, award) and not award.is_over
    rows = [
        _nominee(each, places.get(each.person_id), said, may_take_out, tells_totals)
        for each in award.nominees
    ]
    return sorted(rows, key=lambda each: (each.place or len(rows) + 1, each.name))


def _nominee(
    part: AwardPart,
    standing: NomineeStanding | None,
    said: Mapping[int, Sequence[NominationRow]],
    may_take_out: bool,
    tells_totals: bool,
) -> NomineeRow:
    return NomineeRow(
        part=part,
        rows=said.get(part.person_id, []),
        place=standing.place if standing else None,
        total=standing.total if standing and tells_totals else None,
        is_here=part.person.works_here(today()),
        may_take_out=may_take_out,
    )


def own_rows(award: Award, *, is_open: bool) -> Sequence[NominationRow]:
    """Return whom the visitor nominated, which they take back while nominations are open."""
    found = queries.own_nominations(award.id, signed_in().id)
    return [NominationRow(each, "", is_open) for each in found]


def _row(nomination: Nomination, *, names: bool) -> NominationRow:
    return NominationRow(nomination, nomination.nominator.name if names else "", False)
