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
