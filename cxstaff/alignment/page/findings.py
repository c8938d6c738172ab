"""Mixed messages as the team page tells them: what was found, what proves it, what to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.alignment.audit.facts import Finding
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.page.finding_words import FindingText, text_of
from cxstaff.alignment.page.proof import ProofWords
from cxstaff.alignment.page.ways import Access, ways_to_change
from cxstaff.alignment.sides import Sides
from cxstaff.web import day
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One mixed message: the levers that prove it with their dates, and where it is changed.

    `earlier` says that it was acknowledged once, and why that holds no more.
    """

    sentence: str
    why: str
    proof: Sequence[str]
    change: str
    ways: Sequence[Way]
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class AcknowledgedLine:
    """A mixed message that is known: why it stays, by whom, and until when."""

    sentence: str
    reason: str
    told: str
    proof: Sequence[str]
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class FindingsPart:
    """What a page says of a team's levers together: in one sentence, then one by one.

    `unread` names what no rule can read, `history` leads to all that was ever acknowledged.
    """

    sentence: str
    lines: Sequence[FindingLine]
    acknowledged: Sequence[AcknowledgedLine] = ()
    unread: str | None = None
    history: Way | None = None

    @property
    def icon(self) -> str:
        """Return the sign that the sentence stands beside."""
        return "arrows-exchange" if self.lines else "circle-check"

    @property
    def ways(self) -> list[Way]:
        """Return the way to what was acknowledged, where there was anything."""
        return [self.history] if self.history else []

    @property
    def summary(self) -> str:
        """Head what is folded away."""
        told = ngettext("%(num)s acknowledged", "%(num)s acknowledged", len(self.acknowledged))
        return str(told)


def findings_part(
    team_id: int, audit: TeamAudit, sides: Sides, access: Access, outcome: str
) -> FindingsPart:
    """Return what was found as the page tells it, the most telling first."""
    texts, proof = texts_of(audit), ProofWords(team_id, audit, sides, outcome)
    place, parts = {"team_id": team_id}, audit.parts
    lines = [
        FindingLine(
            *(texts[each].sentence, texts[each].why),
            proof.lines(audit.proofs[each]),
            texts[each].change,
            [
                *ways_to_change(each, team_id, audit, sides, access),
                *acknowledge_ways(each, place, may=access.sets_levers),
            ],
            earlier_words(parts.earlier.get(each), audit.facts.today),
        )
        for each in parts.open
    ]
    known = [
        acknowledged_line(made, texts[each], proof.lines(audit.proofs[each]), place, access)
        for each, made in parts.acknowledged.items()
    ]
    sentence = whole(lines, known) or _nothing_found(sides)
    history = history_way(place) if audit.newest else None
    return FindingsPart(sentence, lines, known, _unread(sides), history)


def texts_of(audit: TeamAudit) -> Mapping[Finding, FindingText]:
    """Return the words of every finding of a team, acknowledged or not."""
    return {
        each: text_of(each, proof, audit.facts, audit.measures)
        for each, proof in audit.proofs.items()
    }


def acknowledge_ways(finding: Finding, place: Mapping[str, int], *, may: bool) -> list[Way]:
    """Return where a finding is acknowledged, for those who may; without a team the company's."""
    if not may:
        return []
    told = {"kind": finding.kind.name.lower().replace("_", "-")}
    about = {} if finding.measure_id is None else {"measure": finding.measure_id}
    page = "alignment.new_acknowledgement" if place else "alignment.new_company_acknowledgement"
    return [Way(_("Acknowledge it"), page, {**place, **told, **about})]


def acknowledged_line(
    made: Acknowledgement,
    text: FindingText,
    proof: Sequence[str],
    place: Mapping[str, int],
    access: Access,
) -> AcknowledgedLine:
    """Write out a finding that is acknowledged."""
    page = "alignment.take_back" if place else "alignment.take_back_of_company"
    here = {**place, "acknowledgement_id": made.id}
    again = [Way(_("Open it again"), page, here, posts=True)] if access.sets_levers else []
    return AcknowledgedLine(text.sentence, made.reason, since_and_until(made), proof, again)


def since_and_until(made: Acknowledgement) -> str:
    """Say since when a finding is acknowledged, by whom, and when to look again."""
    told = {"since": day(made.acknowledged_on), "day": day(made.look_again_on)}
    if made.acknowledged_by is None:
        return str(_("Acknowledged on %(since)s, to look at again on %(day)s", **told))
    return str(
        _(
            "Acknowledged on %(since)s by %(name)s, to look at again on %(day)s",
            name=made.acknowledged_by.name,
            **told,
        )
    )


def history_way(place: Mapping[str, int]) -> Way:
    """Return the way to all that was ever acknowledged of a team, or of the company."""
    page = "alignment.acknowledgements" if place else "alignment.company_acknowledgements"
    return Way(_("All that was acknowledged"), page, dict(place))


def earlier_words(known: Acknowledgement | None, today: date) -> str | None:
    """Say why an acknowledgement holds no more; None where there is nothing to say."""
    if known is None or known.taken_back_at is not None:
        return None
    told = {"since": day(known.acknowledged_on), "reason": known.reason}
    why = _("A fact that proves it has changed since.")
    if today >= known.look_again_on:
        why = _("The day to look again has come.")
    return str(_("Acknowledged on %(since)s (“%(reason)s”). %(why)s", why=why, **told))


def whole(lines: Sequence[FindingLine], known: Sequence[AcknowledgedLine]) -> str:
    """Say all of it in one sentence; "" where nothing was found."""
    if not lines:
        return str(_("Nothing new points two ways")) if known else ""
    first, more = lines[0].sentence, len(lines) - 1
    if not more:
        return first
    told = ngettext(
        "%(first)s – and %(num)s more", "%(first)s – and %(num)s more", more, first=first
    )
    return str(told)


def _nothing_found(sides: Sides) -> str:
    if sides.is_empty:
        return str(_("Nothing is asked, paid or celebrated here yet"))
    return str(_("Nothing here points two ways"))


def _unread(sides: Sides) -> str | None:
    """Say which plans are in words alone: what level they ask for and what stops them is unread."""
    names = [_("“%(name)s”", name=each.name) for each in sides.plans if each.terms_id is None]
    if not names:
        return None
    told = ngettext(
        "%(names)s is in words alone. Which level it asks for, and what stops it, is not looked "
        "at here: read its words beside the target.",
        "%(names)s are in words alone. Which levels they ask for, and what stops them, is not "
        "looked at here: read their words beside the targets.",
        len(names),
        names=", ".join(names),
    )
    return str(told)
