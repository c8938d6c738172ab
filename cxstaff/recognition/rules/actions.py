"""What happens when the company chooses how thanks work."""

from __future__ import annotations

from datetime import datetime

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.engine import put
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.recognition.rules.models import FEWEST_WEEKS, MOST_WEEKS, ThanksRules
from cxstaff.recognition.rules.queries import Chosen, chosen
from cxstaff.security_log import Act


def choose(wanted: Chosen, actor: Person, *, now: datetime) -> None:
    """Let thanks work otherwise from now on. Raises `Refused` for weeks out of reach."""
    if not FEWEST_WEEKS <= wanted.lately_weeks <= MOST_WEEKS:
        ends = {"least": FEWEST_WEEKS, "most": MOST_WEEKS}
        raise Refused("Choose from %(least)d to %(most)d weeks.", **ends)
    if wanted == chosen():
        return
    values = {
        "customers_thanks": wanted.customers_thanks.value,
        "lately_weeks": wanted.lately_weeks,
    }
    put(db.session(), ThanksRules, {"id": 1}, values)
    db.session.expire_all()
    security_log.record(
        Act.THANKS_RULES_CHANGED,
        by=actor,
        now=now,
        customers=wanted.customers_thanks.value,
        weeks=wanted.lately_weeks,
    )
