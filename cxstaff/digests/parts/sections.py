"""The parts of an edition beside thanks, as letters, pages and posts lay them out alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from cxstaff.digests.parts.told import (
    ActionTold,
    FindingTold,
    LeversTold,
    MilestoneTold,
    MoveTold,
    NewsTold,
    RemarkTold,
    WaitTold,
)
from cxstaff.recognition.lately.page import LatelyCard
from cxstaff.web import number
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One thing that is told: what of it stands out, what is said, what a customer said.

    `label` leads to the page `endpoint`, with the numbers of its address; "" where none does.
    """

    strong: str = ""
    text: str = ""
    quote: str = ""
    note: str = ""
    label: str = ""
    endpoint: str = ""
    where: dict[str, int] = field(default_factory=dict)

    @property
    def quoted(self) -> str:
        """Return what a customer said in quotation marks."""
        return f"“{self.quote}”" if self.quote else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an edition: its heading with a note beside, its lines, and what is said below."""

    title: str
    lines: Sequence[SectionLine]
    note: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class SectionParts:
    """What sections are made of."""

    levers: Sequence[LeversTold]
    milestones: Sequence[MilestoneTold]
    remark: RemarkTold | None
    action: ActionTold | None
    unthanked: LatelyCard | None
    news: NewsTold


def waiting(waits: Sequence[WaitTold]) -> list[Section]:
    """Return the section of what waits for the reader; none where nothing does."""
    lines = [SectionLine(label=w.text, endpoint=w.endpoint, where=w.where) for w in waits]
    return [Section(_("Waiting for you"), lines)] if lines else []


def sections(parts: SectionParts) -> list[Section]:
    """Return the sections beside thanks, each where it has something to say."""
    every = (
        _levers(parts.levers),
        _milestones(parts.milestones),
        _remark(parts.remark),
        _action(parts.action),
        _unthanked(parts.unthanked),
        _moves(parts.news),
        _findings(parts.news),
    )
    return [each for told in every for each in told]


def _levers(levers: Sequence[LeversTold]) -> Iterator[Section]:
    if levers:
        lines = [SectionLine(text=each.sentence) for each in levers]
        yield Section(_("Celebrated beside measured"), lines)


def _milestones(told: Sequence[MilestoneTold]) -> Iterator[Section]:
    if told:
        lines = [SectionLine(strong=each.name, text=each.note) for each in told]
        yield Section(_("Days ahead"), lines)


def _remark(told: RemarkTold | None) -> Iterator[Section]:
    if told is not None:
        onward = SectionLine(
            label=_("Thank whoever handled it"),
            endpoint="recognition.new",
            where={"interaction": told.interaction_id},
        )
        lines = [SectionLine(quote=told.text, note=told.where), onward]
        yield Section(_("In a customer’s words"), lines)


def _action(told: ActionTold | None) -> Iterator[Section]:
    if told is not None:
        heard, did = _("Heard: %(what)s", what=told.heard), _("Done: %(what)s", what=told.did)
        lines = [SectionLine(text=heard), SectionLine(text=did)]
        yield Section(_("Said and done"), lines, note=told.team)


def _unthanked(told: LatelyCard | None) -> Iterator[Section]:
    if told is not None:
        lines = [_waiting(each.somebody.name, each.ways[0]) for each in told.rows]
        yield Section(told.title, lines, below=told.subtitle)


def _waiting(name: str, way: Way) -> SectionLine:
    return SectionLine(
        strong=name, label=str(way.label), endpoint=way.endpoint, where=dict(way.place)
    )


def _moves(news: NewsTold) -> Iterator[Section]:
    if news.moves:
        title = _("Moved beyond noise in the whole company")
        yield Section(title, [_move(each) for each in news.moves], below=news.chance)


def _move(told: MoveTold) -> SectionLine:
    return SectionLine(
        strong=_("%(name)s: %(moved)s", name=told.name, moved=told.moved),
        text=f"{told.value} {told.how_sure} · {told.period}",
        note=told.difference,
    )


def _findings(news: NewsTold) -> Iterator[Section]:
    if news.findings:
        lines = [_finding(each) for each in news.findings]
        told = _("%(num)s in all", num=number(news.findings_total))
        yield Section(_("New mixed messages"), lines, note=told)


def _finding(told: FindingTold) -> SectionLine:
    return SectionLine(
        label=told.team,
        endpoint="alignment.show",
        where={"team_id": told.team_id},
        text=told.sentence,
    )
