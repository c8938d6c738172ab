"""What the words of measures are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.measures.models import Voice

VOICES = {
    Voice.CUSTOMER: _l("Customer’s voice"),
    Voice.INTERNAL: _l("The company’s own number, not the customer’s voice"),
    Voice.EMPLOYEE: _l("Employees’ voice, as in a pulse"),
}
