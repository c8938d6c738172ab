"""What the security log tells of: each act, what it is about, and its sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Area(StrEnum):
    """What an act is about."""

    ACCOUNT = "account"  # of the person themselves: signing in, passwords, second factors
    ROSTER = "roster"
    ADDRESSES = "addresses"
    CODES = "codes"
    THRESHOLDS = "thresholds"
    ROLES = "roles"
    CUSTOMERS = "customers"
    LEVERS = "levers"
    EXPORTS = "exports"
    SETTINGS = "settings"
    POINTS = "points"  # budgets, what is moved by hand, whether there are points
    KEEPING = "keeping"  # erasing people, forgetting old records
    OPERATION = "operation"  # backups, restoring, the log itself


class Act(StrEnum):
    """One kind of privileged act or security event; its value is stored for good."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGNED_OUT = "signed out"
    SESSIONS_ENDED = "sessions ended"
    PROOF_FAILED = "proof failed"
    MADE_TO_WAIT = "made to wait"
    TURNED_AWAY = "turned away"
    PASSWORD_SET = "password set"  # noqa: S105 – the name of an act
    PASSWORD_ASKED = "password asked"  # noqa: S105
    FACTOR_ADDED = "second factor added"
    FACTOR_REMOVED = "second factor removed"
    FACTOR_FAILED = "second factor failed"
    PASSKEY_COPIED = "passkey copied"
    RECOVERY_CODES_MADE = "recovery codes made"
    RECOVERY_CODE_USED = "recovery code used"
    FACTOR_RESET_ASKED = "second factor reset asked"
    FACTOR_RESET_STOPPED = "second factor reset stopped"
    FACTOR_RESET_CONFIRMED = "second factor reset confirmed"
    PERSON_ADDED = "person added"
    PERSON_CHANGED = "person changed"
    PERSON_MOVED = "person moved"
    PERSON_LEFT = "person left"
    PERSON_CAME_BACK = "person came back"
    LEAVE_NOTED = "leave noted"
    TEAM_ADDED = "team added"
    TEAM_CHANGED = "team changed"
    TEAM_MERGED = "team merged"
    TEAM_CLOSED = "team closed"
    TEAM_OPENED = "team opened again"
    LEAD_CHANGED = "lead changed"
    ROSTER_IMPORTED = "roster imported"
    EMAIL_CHANGED = "e-mail changed"
    INVITED = "invited"
    ROLES_CHANGED = "roles changed"
    CODES_MADE = "codes made"
    CODES_RELEASED = "codes released"
    THRESHOLDS_CHANGED = "thresholds changed"
    THRESHOLD_RAISED = "threshold raised"
    ROUND_GIVEN_UP = "round given up"
    ROUND_ENDED_EARLY = "round ended early"
    CUSTOMERS_IMPORTED = "customers imported"
    HANDLER_EXPLAINED = "handler explained"
    RECORDS_LEFT_OUT = "records left out"
    INTERACTIONS_CHANGED = "interactions changed"
    IMPORT_TAKEN_BACK = "import taken back"
    MEASURE_DEFINED = "measure defined"
    MEASURE_CHANGED = "measure changed"
    MEASURE_RETIRED = "measure retired"
    MEASURE_BROUGHT_BACK = "measure brought back"
    READINGS_ENTERED = "readings entered"
    READINGS_REMOVED = "readings removed"
    LEVER_CHANGED = "lever changed"
    STATEMENTS_CHANGED = "statements changed"
    FINDING_ACKNOWLEDGED = "finding acknowledged"
    VALUE_DEFINED = "value defined"
    VALUE_CHANGED = "value changed"
    THANKS_RULES_CHANGED = "thanks rules changed"
    STANDING_QUESTION_DECLARED = "standing question declared"
    STUDY_DECLARED = "study declared"
    STUDY_CLOSED = "study closed"
    PAGE_POSTED = "page posted"
    EXPORTED = "exported"
    DIGESTS_PLANNED = "digests planned"
    CHAT_SET = "chat set"
    CHAT_REMOVED = "chat removed"
    BUDGET_MADE = "budget made"
    BUDGET_MOVED = "budget moved"
    BUDGET_RENAMED = "budget renamed"
    BUDGET_CLOSED = "budget closed"
    ALLOWANCE_SET = "allowance set"
    ALLOWANCE_ENDED = "allowance ended"
    TRANSFER_REVERSED = "transfer reversed"
    POINTS_SWITCHED = "points switched"
    COMPANY_CHANGED = "company changed"
    LOG_EXPORTED = "log exported"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    ERASURE_ASKED = "erasure asked"
    ERASURE_TAKEN_BACK = "erasure taken back"
    PERSON_ERASED = "person erased"
    KEEPING_CHANGED = "keeping changed"
    RECORDS_FORGOTTEN = "records forgotten"

    @property
    def area(self) -> Area:
        """Return what the act is about."""
        return _TOLD[self][0]

    @property
    def sentence(self) -> Any:
        """Return what was done, in the reader's language."""
        return _TOLD[self][1]


_TOLD: dict[Act, tuple[Area, Any]] = {
    Act.SIGNED_IN: (Area.ACCOUNT, _l("Signed in")),
    Act.SIGN_IN_FAILED: (Area.ACCOUNT, _l("Failed to sign in")),
    Act.SIGNED_OUT: (Area.ACCOUNT, _l("Signed out")),
    Act.SESSIONS_ENDED: (Area.ACCOUNT, _l("Signed out on another device")),
    Act.PROOF_FAILED: (Area.ACCOUNT, _l("Typed a wrong current password")),
    Act.MADE_TO_WAIT: (Area.ACCOUNT, _l("Was made to wait after too many wrong tries")),
    Act.TURNED_AWAY: (Area.ACCOUNT, _l("Asked for a page that is not open to them")),
    Act.PASSWORD_SET: (Area.ACCOUNT, _l("Set a password")),
    Act.PASSWORD_ASKED: (Area.ACCOUNT, _l("Asked for a link to set a password")),
    Act.FACTOR_ADDED: (Area.ACCOUNT, _l("Added a second factor")),
    Act.FACTOR_REMOVED: (Area.ACCOUNT, _l("Removed a second factor")),
    Act.FACTOR_FAILED: (Area.ACCOUNT, _l("Failed to show a second factor")),
    Act.PASSKEY_COPIED: (Area.ACCOUNT, _l("Showed a passkey that seems to be copied")),
    Act.RECOVERY_CODES_MADE: (Area.ACCOUNT, _l("Made recovery codes")),
    Act.RECOVERY_CODE_USED: (Area.ACCOUNT, _l("Used a recovery code")),
    Act.FACTOR_RESET_ASKED: (Area.ADDRESSES, _l("Asked to remove somebody’s second factors")),
    Act.FACTOR_RESET_STOPPED: (Area.ADDRESSES, _l("Kept somebody’s second factors from removal")),
    Act.FACTOR_RESET_CONFIRMED: (Area.ADDRESSES, _l("Removed somebody’s second factors")),
    Act.PERSON_ADDED: (Area.ROSTER, _l("Added a person")),
    Act.PERSON_CHANGED: (Area.ROSTER, _l("Changed a person’s entry")),
    Act.PERSON_MOVED: (Area.ROSTER, _l("Moved a person to another team")),
    Act.PERSON_LEFT: (Area.ROSTER, _l("Noted that a person left")),
    Act.PERSON_CAME_BACK: (Area.ROSTER, _l("Noted that a person came back")),
    Act.LEAVE_NOTED: (Area.ROSTER, _l("Changed when a person is away")),
    Act.TEAM_ADDED: (Area.ROSTER, _l("Added a team")),
    Act.TEAM_CHANGED: (Area.ROSTER, _l("Changed a team")),
    Act.TEAM_MERGED: (Area.ROSTER, _l("Merged a team into another")),
    Act.TEAM_CLOSED: (Area.ROSTER, _l("Closed a team")),
    Act.TEAM_OPENED: (Area.ROSTER, _l("Opened a closed team again")),
    Act.LEAD_CHANGED: (Area.ROSTER, _l("Changed who leads a team")),
    Act.ROSTER_IMPORTED: (Area.ROSTER, _l("Imported a roster")),
    Act.EMAIL_CHANGED: (Area.ADDRESSES, _l("Changed an e-mail address")),
    Act.INVITED: (Area.ADDRESSES, _l("Sent somebody a link to set a password")),
    Act.ROLES_CHANGED: (Area.ROLES, _l("Changed somebody’s roles")),
    Act.CODES_MADE: (Area.CODES, _l("Made codes for people without e-mail")),
    Act.CODES_RELEASED: (Area.CODES, _l("Released codes that somebody else made")),
    Act.THRESHOLDS_CHANGED: (Area.THRESHOLDS, _l("Changed how many people a group needs")),
    Act.THRESHOLD_RAISED: (Area.THRESHOLDS, _l("Raised how many people a group of a round needs")),
    Act.ROUND_ENDED_EARLY: (Area.OPERATION, _l("Let a round end earlier than planned")),
    Act.ROUND_GIVEN_UP: (Area.OPERATION, _l("Gave up a round whose key was gone")),
    Act.CUSTOMERS_IMPORTED: (Area.CUSTOMERS, _l("Imported interactions")),
    Act.HANDLER_EXPLAINED: (Area.CUSTOMERS, _l("Said who is meant by a word of imports")),
    Act.RECORDS_LEFT_OUT: (Area.CUSTOMERS, _l("Left records of an import out")),
    Act.INTERACTIONS_CHANGED: (Area.CUSTOMERS, _l("Changed interactions by hand")),
    Act.IMPORT_TAKEN_BACK: (Area.CUSTOMERS, _l("Took an import of interactions back")),
    Act.MEASURE_DEFINED: (Area.LEVERS, _l("Defined a measure")),
    Act.MEASURE_CHANGED: (Area.LEVERS, _l("Changed a measure")),
    Act.MEASURE_RETIRED: (Area.LEVERS, _l("Retired a measure")),
    Act.MEASURE_BROUGHT_BACK: (Area.LEVERS, _l("Brought a retired measure back")),
    Act.READINGS_ENTERED: (Area.LEVERS, _l("Entered numbers of a measure")),
    Act.READINGS_REMOVED: (Area.LEVERS, _l("Removed numbers of a measure")),
    Act.LEVER_CHANGED: (Area.LEVERS, _l("Changed a target, incentive or celebration")),
    Act.FINDING_ACKNOWLEDGED: (
        Area.LEVERS,
        _l("Acknowledged a mixed message, or took that back"),
    ),
    Act.STATEMENTS_CHANGED: (Area.LEVERS, _l("Worked on what a plan pays")),
    Act.VALUE_DEFINED: (Area.LEVERS, _l("Added a value")),
    Act.VALUE_CHANGED: (Area.LEVERS, _l("Changed a value")),
    Act.THANKS_RULES_CHANGED: (Area.SETTINGS, _l("Changed how thanks work")),
    Act.STANDING_QUESTION_DECLARED: (Area.LEVERS, _l("Declared the standing question")),
    Act.STUDY_DECLARED: (Area.LEVERS, _l("Declared a study")),
    Act.STUDY_CLOSED: (Area.LEVERS, _l("Closed a study")),
    Act.PAGE_POSTED: (Area.SETTINGS, _l("Changed something on a page")),
    Act.EXPORTED: (Area.EXPORTS, _l("Downloaded a file of what a page shows")),
    Act.COMPANY_CHANGED: (Area.SETTINGS, _l("Changed the company’s name or language")),
    Act.DIGESTS_PLANNED: (Area.SETTINGS, _l("Changed when digests are sent")),
    Act.CHAT_SET: (Area.SETTINGS, _l("Let a team’s digest be posted to chat")),
    Act.CHAT_REMOVED: (Area.SETTINGS, _l("Ended the posts of a team to chat")),
    Act.BUDGET_MADE: (Area.POINTS, _l("Made a budget")),
    Act.BUDGET_MOVED: (Area.POINTS, _l("Moved something into or out of a budget")),
    Act.BUDGET_RENAMED: (Area.POINTS, _l("Renamed a budget")),
    Act.BUDGET_CLOSED: (Area.POINTS, _l("Closed a budget")),
    Act.ALLOWANCE_SET: (Area.POINTS, _l("Set what people may give each month")),
    Act.ALLOWANCE_ENDED: (Area.POINTS, _l("Ended what people may give each month")),
    Act.TRANSFER_REVERSED: (Area.POINTS, _l("Took a transfer back")),
    Act.POINTS_SWITCHED: (Area.POINTS, _l("Switched points on or off")),
    Act.LOG_EXPORTED: (Area.EXPORTS, _l("Downloaded the security log")),
    Act.BACKED_UP: (Area.OPERATION, _l("Made a backup")),
    Act.RESTORED: (Area.OPERATION, _l("Restored a backup: what came after it is lost")),
    Act.ERASURE_ASKED: (Area.KEEPING, _l("Asked for a person to be erased")),
    Act.ERASURE_TAKEN_BACK: (Area.KEEPING, _l("Took back that a person is to be erased")),
    Act.PERSON_ERASED: (Area.KEEPING, _l("Erased a person")),
    Act.KEEPING_CHANGED: (Area.KEEPING, _l("Changed how long a kind of record is kept")),
    Act.RECORDS_FORGOTTEN: (Area.KEEPING, _l("Removed records whose time was over")),
}
"""Every act has its place here; `tests/security_log` fails for one that has none."""
