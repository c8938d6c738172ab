"""What is typed into a conversation about a comment."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxstaff.forms import Form
from cxstaff.pulses.threads.actions import LONGEST_MESSAGE

_TOO_LONG = _l("Please shorten it to %(max)d characters.")
_NOTHING = _l("Please write your message first.")
LONGEST_CODE = 100


class ThreadCodeForm(Form):
    """The code that opens a conversation."""

    code = StringField(
        _l("Your code"),
        [
            InputRequired(_l("Please type the code you wrote down.")),
            Length(max=LONGEST_CODE, message=_l("A code has 16 letters and numbers.")),
        ],
    )


class MessageForm(Form):
    """What a reader of a comment answers."""

    message = TextAreaField(
        _l("Your message"),
        [InputRequired(_NOTHING), Length(max=LONGEST_MESSAGE, message=_TOO_LONG)],
    )


class WriterForm(MessageForm):
    """What the writer of a comment answers; the code opens the conversation again."""

    code = HiddenField()
