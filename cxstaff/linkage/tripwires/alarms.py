"""How often each sign is raised where nobody games anything: measured, not derived.

`python -m benchmarks.linkage.signs` invents the companies and prints these numbers.
"""

from __future__ import annotations

from cxstaff.linkage.tripwires.found import Sign

TRIED = 3000
"""Invented companies in which answers and results vary, and nobody serves a number."""
FALSE_ALARMS: dict[Sign, int] = {
    Sign.GUARD: 19,
    Sign.PAYOUT: 21,
    Sign.UNHEARD: 12,
    Sign.ALIKE: 0,
    Sign.FLOOD: 0,
}
"""In how many of them each sign was raised at least once; what is not here is not estimated."""
