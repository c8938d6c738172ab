"""While a round is open, the security log tells nobody the hour at which those asked sign in."""

from __future__ import annotations

from cxstaff.pulses import queries
from cxstaff.security_log.discretion import tell_by_the_day

tell_by_the_day(queries.is_asked)
