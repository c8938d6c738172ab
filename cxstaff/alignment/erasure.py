"""Erasure of a person from what was acknowledged: whoever did is nobody then."""

from __future__ import annotations

from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.identifiers import Identifiers
from cxstaff.redaction import redact

SEARCHED = (Acknowledgement.sentence, Acknowledgement.reason)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of acknowledgements; return the tables that changed."""
    return redact(SEARCHED, identifiers)
