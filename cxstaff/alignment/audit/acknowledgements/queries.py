"""Questions about acknowledgements: which of a team's findings have one, and all there were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.alignment.audit.facts import Finding, FindingKind
from cxstaff.db import Page, db, page_of

Newest = Mapping[Finding, Acknowledgement]
"""The newest acknowledgement of each finding of one team, taken back or not."""


@dataclass(frozen=True, slots=True)
class PartedFindings:
    """Findings that are open and those that are acknowledged, each in the order they came.

    `earlier` are acknowledgements that hold no more, of findings that are open again.
    """

    open: list[Finding]
    acknowledged: dict[Finding, Acknowledgement]
    earlier: dict[Finding, Acknowledgement]


def newest_of(team_ids: Collection[int]) -> dict[int, dict[Finding, Acknowledgement]]:
    """Return the newest acknowledgement of each finding, by team; teams without any are left out.

    One statement, however many teams there are.
    """
    found = dict[int, dict[Finding, Acknowledgement]]()
    query = select(Acknowledgement).where(Acknowledgement.team_id.in_(team_ids))
    for each in db.session.scalars(query.order_by(Acknowledgement.id)):
        found.setdefault(each.team_id or 0, {})[_finding(each)] = each
    return found


def teams_with_any() -> set[int]:
    """Return the teams of which anything was ever acknowledged."""
    query = select(Acknowledgement.team_id).where(Acknowledgement.team_id.is_not(None))
    return {each for each in db.session.scalars(query.distinct()) if each is not None}


def newest_of_company() -> dict[Finding, Acknowledgement]:
    """Return the newest acknowledgement of each finding of the company."""
    query = select(Acknowledgement).where(Acknowledgement.team_id.is_(None))
    every = db.session.scalars(query.order_by(Acknowledgement.id))
    return {_finding(each): each for each in every}


def parted_by(
    findings: Iterable[tuple[Finding, str]], newest: Newest, today: date
) -> PartedFindings:
    """Part findings, each with the fingerprint of its facts, into open and acknowledged ones."""
    parts = PartedFindings([], {}, {})
    for finding, facts in findings:
        known = newest.get(finding)
        if known is not None and known.holds(facts, today):
            parts.acknowledged[finding] = known
            continue
        parts.open.append(finding)
        if known is not None:
            parts.earlier[finding] = known
    return parts


def acknowledgements_page(team_id: int | None, number: int) -> Page[Acknowledgement]:
    """Return page `number` of all there were of a team (None: the company), the newest first."""
    return page_of(_all_of(team_id).order_by(Acknowledgement.id.desc()), number)


def has_any(team_id: int | None) -> bool:
    """Say whether anything was ever acknowledged of a team (None: the company)."""
    return db.session.scalar(_all_of(team_id).limit(1)) is not None


def find_acknowledgement(team_id: int | None, key: int) -> Acknowledgement | None:
    """Return one of a team's (None: the company's), or None."""
    return db.session.scalar(_all_of(team_id).where(Acknowledgement.id == key))


def _all_of(team_id: int | None) -> Select[Acknowledgement]:
    is_theirs = Acknowledgement.team_id.is_not_distinct_from(team_id)
    names = joinedload(Acknowledgement.acknowledged_by), joinedload(Acknowledgement.taken_back_by)
    return select(Acknowledgement).options(*names).where(is_theirs)


def _finding(each: Acknowledgement) -> Finding:
    return Finding(FindingKind(each.kind), each.measure_id)
