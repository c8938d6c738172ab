"""Letters about second factors, composed and handed over."""

from __future__ import annotations

from cxstaff.factors.models import FactorLetter
from cxstaff.factors.words import TOLD, Tidings
from cxstaff.mail import Letter, compose, message_id_for


def composed(kept: FactorLetter) -> Letter:
    """Return a kept letter ready to go; sent twice, mail programs show it once."""
    subject, said, advice = TOLD[Tidings(kept.tidings)]
    return compose(
        "second-factor",
        kept.address,
        message_id=message_id_for("factor letter", kept.id),
        subject=subject,
        said=str(said) % {"actor": kept.actor},
        advice=advice,
    )
