"""Words of the security log's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.security_log import Area

AREAS = {
    Area.ACCOUNT: _l("Signing in"),
    Area.ROSTER: _l("People and teams"),
    Area.ADDRESSES: _l("E-mail addresses and links"),
    Area.CODES: _l("Codes to answer with"),
    Area.THRESHOLDS: _l("Smallest groups"),
    Area.ROLES: _l("Roles"),
    Area.CUSTOMERS: _l("Interactions"),
    Area.LEVERS: _l("Measures, levers and studies"),
    Area.EXPORTS: _l("Downloads"),
    Area.SETTINGS: _l("Settings"),
    Area.POINTS: _l("Points and budgets"),
    Area.KEEPING: _l("Erasing and forgetting"),
    Area.OPERATION: _l("Operation"),
}

NAMES = {
    "amount": _l("amount"),
    "audience": _l("for"),
    "before": _l("before"),
    "budget": _l("budget"),
    "comments": _l("comments"),
    "corrected": _l("corrected"),
    "count": _l("how many"),
    "day": _l("day"),
    "deed": _l("what was done"),
    "device": _l("device"),
    "factor": _l("second factor"),
    "file": _l("file"),
    "finding": _l("finding"),
    "guard": _l("guard"),
    "interactions": _l("interactions"),
    "kind": _l("kind"),
    "language": _l("language"),
    "lever": _l("lever"),
    "measure": _l("measure"),
    "name": _l("name"),
    "new": _l("new"),
    "number": _l("number"),
    "old": _l("old"),
    "page": _l("page"),
    "question": _l("question"),
    "returned": _l("given back"),
    "roles": _l("roles"),
    "scores": _l("scores"),
    "settlement": _l("settlement"),
    "statement": _l("statement"),
    "statements": _l("statements"),
    "study": _l("study"),
    "teams": _l("teams"),
    "to": _l("now"),
    "transfer": _l("transfer"),
    "unit": _l("unit"),
    "value": _l("value"),
    "was": _l("before"),
    "week": _l("week"),
    "what": _l("what was done"),
    "word": _l("word"),
}
DEEDS = {
    "acknowledged": _l("acknowledged"),
    "approved": _l("approved"),
    "begun": _l("begun"),
    "changed": _l("changed"),
    "corrected": _l("corrected"),
    "declined": _l("declined"),
    "drafted": _l("drafted"),
    "ended": _l("ended"),
    "from the budget": _l("from the budget"),
    "into the budget": _l("into the budget"),
    "paid": _l("paid"),
    "paid out": _l("paid out"),
    "proposed": _l("proposed"),
    "set aside": _l("set aside"),
    "taken back": _l("taken back"),
    "withdrawn": _l("withdrawn"),
}
LEVERS = {
    "Celebration": _l("celebration"),
    "IncentivePlan": _l("incentive plan"),
    "PlanProposal": _l("proposed plan"),
    "Target": _l("target"),
}
_WORDS = {"deed": DEEDS, "what": DEEDS, "lever": LEVERS}


def noted(name: str, word: str | int) -> str:
    """Write a note of a line: what it names, and the word; those unknown here as they were kept."""
    named = NAMES.get(name) or name.replace("_", " ")
    return f"{named}: {_WORDS.get(name, {}).get(str(word), word)}"
