"""Mixed messages of the whole company: what customers say and no team is measured on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from cxstaff.alignment.audit.facts import Finding, TeamFacts
from cxstaff.alignment.audit.gathering import CompanyAudit
from cxstaff.alignment.page.finding_words import FindingText, text_of
from cxstaff.alignment.page.findings import (
    FindingLine,
    FindingsPart,
    acknowledge_ways,
    acknowledged_line,
    earlier_words,
    history_way,
    whole,
)
from cxstaff.alignment.page.numbers import number_line
from cxstaff.alignment.page.ways import Access
from cxstaff.alignment.scorecards import MeasureLine
from cxstaff.web.marks import NOTHING, Way


def company_findings(
    audit: CompanyAudit, lines: Sequence[MeasureLine], access: Access
) -> FindingsPart | None:
    """Return what was found over the whole company; None where there is nothing to say."""
    if not audit.findings and not audit.newest:
        return None
    texts, numbers = company_texts(audit), {each.measure.id: each for each in lines}
    proofs = {
        each: [no_target(), _last_number(numbers.get(each.measure_id or 0))]
        for each in audit.findings
    }
    parts, place = audit.parts, dict[str, int]()
    open_ones = [
        FindingLine(
            *(texts[each].sentence, texts[each].why, proofs[each], texts[each].change),
            [*_ways(each, access), *acknowledge_ways(each, place, may=access.sets_levers)],
            earlier_words(parts.earlier.get(each), audit.today),
        )
        for each in parts.open
    ]
    known = [
        acknowledged_line(made, texts[each], proofs[each], place, access)
        for each, made in parts.acknowledged.items()
    ]
    sentence = whole(open_ones, known) or str(_("Some team is measured on all that customers say"))
    return FindingsPart(
        sentence, open_ones, known, history=history_way(place) if audit.newest else None
    )


def company_texts(audit: CompanyAudit) -> Mapping[Finding, FindingText]:
    """Return the words of every finding of the company."""
    facts = TeamFacts("", audit.today, ())
    return {
        each: text_of(each, proof, facts, audit.measures) for each, proof in audit.proofs.items()
    }


def no_target() -> str:
    """Say what proves that no team is measured on something."""
    return str(_("No target on it holds today, in any team or for the company"))


def _last_number(line: MeasureLine | None) -> str:
    """Tell the last number of a measure for the company, or that there is none."""
    if line is None:
        return str(_("There is no number of it yet"))
    found = number_line(line.reading, line.measure)
    value = " ".join(filter(None, (found.value or str(found.why), found.how_sure)))
    return str(_("%(period)s: %(value)s", period=found.period, value=value or NOTHING))


def _ways(finding: Finding, access: Access) -> list[Way]:
    if not access.sets_levers:
        return []
    place = {"measure": finding.measure_id}
    return [Way(_("Set a target for the company"), "measures.new_company_target", place)]
