"""What people type about their second factors."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.factors.site import LONGEST_ANSWER
from cxstaff.forms import Form, Line, required
from cxstaff.people.accounts.guessing import LONGEST

LONGEST_CODE = 40


class CodeForm(Form):
    """A code of an app, or a recovery code."""

    code = StringField(
        _l("Code"), [InputRequired(_l("Please type the code.")), Length(max=LONGEST_CODE)]
    )


class AnswerForm(Form):
    """What a browser says after it asked for a passkey."""

    answer = HiddenField("", [InputRequired(), Length(max=LONGEST_ANSWER)])


class NewPasskeyForm(AnswerForm):
    """A new passkey, and what its owner calls it."""

    name = Line(_l("Name"), required(_l("Give the passkey a name, such as My phone.")))


class ProofForm(Form):
    """Who somebody says they are, once more: their password, or a code."""

    password = PasswordField(_l("Password"), [Optional(), Length(max=LONGEST)])
    code = StringField(_l("Code from your app"), [Optional(), Length(max=LONGEST_CODE)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        is_fine = bool(super().validate(extra_validators))
        if is_fine and not self.password.data and not self.code.data:
            self.form_errors.append(_l("Please type your password."))
            return False
        return is_fine
