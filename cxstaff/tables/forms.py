"""What is asked about a file before it can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from cxstaff.forms import Form, choice
from cxstaff.tables.encodings import samples
from cxstaff.tables.words import ENCODING_NAMES


class EncodingForm(Form):
    """In which of several encodings a file is written."""

    encoding = RadioField(
        _l("Which words are right?"), [InputRequired(_l("Please choose the right words."))]
    )

    @classmethod
    def about(cls, path: Path) -> Self:
        """Ask about a file, by its words as each encoding has them."""
        form = cls()
        form.offer(samples(path))
        return form

    def offer(self, readings: Mapping[str, Sequence[str]]) -> None:
        """Fill the choices with words of the file as each encoding has them."""
        self.encoding.choices = [
            choice(name, f"{', '.join(words)} ({ENCODING_NAMES[name]})")
            for name, words in readings.items()
        ]
