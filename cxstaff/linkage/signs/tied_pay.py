"""Plans that pay for what employees answer (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from cxstaff.linkage.signs.evidence import LeverKey, RaisedSign, Sign, SignTests, Silence


def tied_pay(plans: Iterable[tuple[LeverKey, int, bool]], today: int) -> SignTests:
    """Look at plans in force: the key, the team's id, and whether employees' answers decide it.

    `today` is the number of the running period. Nothing is estimated: there are no false alarms.
    """
    every = list(plans)
    if not every:
        return SignTests(Sign.TIED, 0, silence=Silence.NO_LEVERS)
    found = tuple(
        RaisedSign(team_id, today, today, (), 0.0, lever, 0.0)
        for lever, team_id, is_of_employees in every
        if is_of_employees
    )
    return SignTests(Sign.TIED, len(every), found)
