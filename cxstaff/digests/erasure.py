"""Erasure of a person from digests: their editions go, and complaints that hold their address."""

from __future__ import annotations

from sqlalchemy import delete

from cxstaff.db import db
from cxstaff.digests.models import ChatPost, DigestChoice, Edition
from cxstaff.identifiers import Identifiers
from cxstaff.redaction import redact

SEARCHED = (Edition.complaint, ChatPost.complaint)
"""Columns of text in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Remove a person's digests and what they decided of them; return the tables that changed."""
    for model in (Edition, DigestChoice):
        db.session.execute(delete(model).where(model.person_id == person_id))
    return redact(SEARCHED, identifiers) | {"edition", "digest_choice"}
