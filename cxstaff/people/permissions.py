"""Which permissions there are, and whose roles hold them: one table."""

from __future__ import annotations

from enum import StrEnum

from cxstaff.people.models import Role


class Permission(StrEnum):
    """One thing that pages let people do."""

    PUBLIC = "public"  # signed in or not
    ENROL = "enrol"  # own second factor; open to those for whom nothing else opens without one
    USE = "use"  # own home, pulses, thanks, team, digests
    THANK = "thank"
    SET_THANKS = "set thanks"  # how they work: who hears of happy customers, what "lately" is
    TEND_THANKS = "tend thanks"  # who was not thanked lately; which teams is asked again
    WATCH_THANKS = "watch thanks"  # whether groups are thanked alike, and patterns
    READ_RESULTS = "read results"  # pulse results; which teams is asked again
    RUN_PULSES = "run pulses"
    RELEASE_CODES = "release codes"  # that somebody else made
    GIVE_UP_ROUNDS = "give up rounds"  # whose key is gone for good
    READ_CUSTOMERS = "read customers"  # what customers said, company-wide
    IMPORT_CUSTOMERS = "import customers"
    SET_LEVERS = "set levers"  # measures, targets, plans, celebrations; which teams is asked again
    PAY = "pay"  # approve and pay statements, payroll; nobody their own or by their own plan
    PLAN_ACTIONS = "plan actions"  # which teams is asked again
    COMPARE = "compare"
    READ_ROSTER = "read roster"
    KEEP_ROSTER = "keep roster"
    PLAN_DIGESTS = "plan digests"
    POST_TO_CHAT = "post to chat"  # which teams is asked again
    GIVE_AWARDS = "give awards"  # make them, change their jury and days, decide
    USE_POINTS = "use points"  # own account, where the company has switched points on
    KEEP_BUDGETS = "keep budgets"  # of points and money, and the company's accounts
    SWITCH_POINTS = "switch points"
    OPERATE = "operate"
    READ_SECURITY_LOG = "read security log"  # one's own lines are everybody's


EVERYONE = frozenset(Role)
GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.ENROL: EVERYONE,
    Permission.USE: EVERYONE,
    Permission.THANK: EVERYONE,
    Permission.SET_THANKS: frozenset({Role.HR, Role.CX}),
    Permission.TEND_THANKS: frozenset({Role.LEAD, Role.HR}),
    Permission.WATCH_THANKS: frozenset({Role.HR}),
    Permission.READ_RESULTS: frozenset({Role.LEAD, Role.HR, Role.CX}),
    Permission.RUN_PULSES: frozenset({Role.HR}),
    Permission.RELEASE_CODES: frozenset({Role.HR, Role.ADMIN}),
    Permission.GIVE_UP_ROUNDS: frozenset({Role.HR, Role.ADMIN}),
    Permission.READ_CUSTOMERS: frozenset({Role.LEAD, Role.HR, Role.CX}),
    Permission.IMPORT_CUSTOMERS: frozenset({Role.CX}),
    Permission.SET_LEVERS: frozenset({Role.LEAD, Role.HR, Role.CX}),
    Permission.PAY: frozenset({Role.HR, Role.CX}),
    Permission.PLAN_ACTIONS: frozenset({Role.LEAD, Role.HR}),
    Permission.COMPARE: frozenset({Role.HR, Role.CX}),
    Permission.READ_ROSTER: frozenset({Role.HR, Role.ADMIN}),
    Permission.KEEP_ROSTER: frozenset({Role.HR, Role.ADMIN}),
    Permission.PLAN_DIGESTS: frozenset({Role.HR, Role.ADMIN}),
    Permission.POST_TO_CHAT: frozenset({Role.LEAD, Role.HR, Role.ADMIN}),
    Permission.GIVE_AWARDS: frozenset({Role.HR}),
    Permission.USE_POINTS: EVERYONE,
    Permission.KEEP_BUDGETS: frozenset({Role.HR, Role.CX, Role.ADMIN}),
    Permission.SWITCH_POINTS: frozenset({Role.HR, Role.ADMIN}),
    Permission.OPERATE: frozenset({Role.ADMIN}),
    Permission.READ_SECURITY_LOG: frozenset({Role.ADMIN}),
}
