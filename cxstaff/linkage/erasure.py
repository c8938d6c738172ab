"""Erasure of a person from studies: whoever declared or closed one is nobody then."""

from __future__ import annotations

from cxstaff.identifiers import Identifiers
from cxstaff.linkage.verdicts.models import Study
from cxstaff.redaction import redact

SEARCHED = (Study.name, Study.why)
"""Columns of text in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of studies; return the tables that changed."""
    return redact(SEARCHED, identifiers)
