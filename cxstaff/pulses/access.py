"""While a round is open, the security log tells nobody the hour at which those asked sign in."""

from __future__ import annotations

from cxstaff.pulses.answering.queries import mine
from cxstaff.security_log.discretion import tell_by_the_day

tell_by_the_day(mine.is_asked)
