"""What the page is handed that asks whether an import is to be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.imports.taking_back import Outlook
from cxstaff.customers.models import ImportRun
from cxstaff.web.marks import Notice


@dataclass(frozen=True, slots=True)
class TakingBackPage:
    """What would happen if an import were taken back, and what stands in the way, if anything."""

    run: ImportRun
    outlook: Outlook
    hindrance: str | None

    @property
    def notices(self) -> list[Notice]:
        """Say what stands in the way."""
        return [Notice("warn", _("Not yet"), self.hindrance)] if self.hindrance else []

    @property
    def losses(self) -> list[str]:
        """Say what goes that somebody may miss, and what cannot go."""
        found, told = self.outlook, list[str]()
        if found.corrected:
            told += [
                ngettext(
                    "%(num)s of the removed interactions was corrected by hand. That goes too.",
                    "%(num)s of the removed interactions were corrected by hand. That goes too.",
                    found.corrected,
                )
            ]
        if found.overtaken:
            told += [
                ngettext(
                    "%(num)s interaction was changed again since, by a later file or by hand. What "
                    "was decided later stays.",
                    "%(num)s interactions were changed again since, by later files or by hand. "
                    "What was decided later stays.",
                    found.overtaken,
                )
            ]
        if found.forgotten:
            told += [
                ngettext(
                    "Of %(num)s interaction it is no longer kept what it was. It stays as it is.",
                    "Of %(num)s interactions it is no longer kept what they were. They stay as "
                    "they are.",
                    found.forgotten,
                )
            ]
        return told
