"""The mixed message that the made-up company knows of and leaves as it is for now."""

from __future__ import annotations

from datetime import date, timedelta

from cxstaff.alignment.audit.acknowledgements.actions import acknowledge
from cxstaff.alignment.audit.facts import FindingKind
from cxstaff.alignment.audit.gathering import audit_of
from cxstaff.alignment.page.findings import texts_of
from cxstaff.clock import start_of
from cxstaff.demo import names
from cxstaff.demo.levers.giving import IN_WORDS
from cxstaff.demo.roster import DemoRoster

AGO, AGAIN = timedelta(days=12), timedelta(days=75)
WHY = (
    "Its words stop it when satisfaction falls. It becomes a plan by rules with the next budget, "
    "and then satisfaction is its guard."
)


def acknowledge_one(roster: DemoRoster, today: date) -> None:
    """Let HR have acknowledged that a plan in words pays for one of two things asked for."""
    team = next((each for each in roster.teams if each.name == IN_WORDS), None)
    if team is None:
        return
    audit = audit_of(team, [team.id], {}, today)
    for finding, text in texts_of(audit).items():
        if finding.kind is FindingKind.PAID_FOR_ONE_OF_TWO:
            acknowledge(
                team,
                finding,
                roster.hr,
                facts=audit.proofs[finding].fingerprint,
                sentence=text.sentence,
                reason=WHY,
                look_again_on=today + AGAIN,
                now=start_of(today - AGO, names.ZONE) + timedelta(hours=10),
            )
