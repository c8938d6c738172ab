"""Erasure of a person from what was acknowledged or found: whoever did is nobody then."""

from __future__ import annotations

from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.identifiers import Identifiers
from cxstaff.redaction import redact

SEARCHED = (Acknowledgement.sentence, Acknowledgement.reason, MixedMessage.names)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of sentences about findings; return the tables that changed."""
    return redact(SEARCHED, identifiers)
