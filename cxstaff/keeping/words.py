"""What kinds of record are called on screen, what goes of them, and what stays."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from cxstaff.keeping.models import Cause, Stage
from cxstaff.retention.models import RecordKind


class KindInWords(NamedTuple):
    """A kind of record in plain words."""

    name: Any
    goes: Any
    stays: Any


KINDS: dict[RecordKind, KindInWords] = {
    RecordKind.CUSTOMER_DETAILS: KindInWords(
        _l("Customers’ names and words"),
        _l("Who the customer was and what they wrote, in each interaction."),
        _l("Scores, sums, and the reference by which nothing is imported twice."),
    ),
    RecordKind.IMPORT_FILES: KindInWords(
        _l("Uploaded files"),
        _l("Files that wait in the upload folder. A file that came in whole goes at once."),
        _l("What was imported from them."),
    ),
    RecordKind.QUARANTINE: KindInWords(
        _l("Records held back"),
        _l("How a record that could not be imported was written."),
        _l("Its line and why it was held back."),
    ),
    RecordKind.IMPORTS: KindInWords(
        _l("List of imports"),
        _l("When which file was imported by whom, with what was held back."),
        _l("What was imported."),
    ),
    RecordKind.THANKS: KindInWords(
        _l("Words of thanks"),
        _l("What somebody wrote, and the customer’s words beside it."),
        _l("That somebody was thanked, when, and for what."),
    ),
    RecordKind.NOMINATIONS: KindInWords(
        _l("Nominations and votes"),
        _l("Who nominated whom why, and how a jury voted, counted from the end of an award."),
        _l("The award, and to whom it went."),
    ),
    RecordKind.DIGESTS: KindInWords(
        _l("Digests"),
        _l("That a digest went to somebody, and whether it arrived."),
        _l("Everybody’s last one, as the next begins where it ended."),
    ),
    RecordKind.COMMENTS: KindInWords(
        _l("Comments and conversations"),
        _l("What people wrote in pulses, and what was said about it."),
        _l("Published results, and answers in numbers, which have no name."),
    ),
    RecordKind.PARTICIPATION: KindInWords(
        _l("Who took part in a round"),
        _l("Whether somebody answered in a round that is over."),
        _l("Who was asked in which team, and how many answered."),
    ),
    RecordKind.ACTIONS: KindInWords(
        _l("Ended actions"),
        _l("What a team did about what it heard, with all notes, once it is done or dropped."),
        _l("Nothing of it."),
    ),
    RecordKind.TRANSFER_NOTES: KindInWords(
        _l("Words of transfers"),
        _l("What points or money were given for, as somebody wrote it."),
        _l("Every transfer: how much went when from where to where."),
    ),
    RecordKind.SECURITY_NOTES: KindInWords(
        _l("Notes of the security log"),
        _l("Network addresses, and words such as an old e-mail address."),
        _l("Every line: what was done when, and the numbers of people."),
    ),
    RecordKind.MAIL: KindInWords(
        _l("Mail kept on the server"),
        _l("Letters in the mail folder, where mail is kept there instead of being sent."),
        _l("Nothing of it."),
    ),
    RecordKind.LEAVERS: KindInWords(
        _l("People who left"),
        _l("Everything that says who they were."),
        _l("An entry without a name, so that sums and counts stay right."),
    ),
}

STAGES = {
    Stage.WAITING: _l("Begins once no open round asks them"),
    Stage.TEXTS: _l("Texts and files are gone through"),
    Stage.ENTRY: _l("The entry is emptied"),
    Stage.DISK: _l("The database is rewritten"),
    Stage.DONE: _l("Done"),
}
CAUSES = {
    Cause.ASKED: _l("Asked for"),
    Cause.LEFT: _l("Left long ago"),
    Cause.RESTORED: _l("A backup was restored"),
}
