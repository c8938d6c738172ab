"""Stories that many tests begin with: told once for a worker, and laid down for every other."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from cxstaff.db import db


@dataclass
class Stories:
    """What stories left behind: rows, files of the application, and what they returned."""

    database: Any
    engine: Engine
    data: Path
    aside: Path
    known: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def tell(self, name: str, story: Callable[[], Any]) -> Any:
        """Return what a story returns: numbers and words, for rows would not be of this test."""
        db.session.commit()
        files = self.aside / name
        if name not in self.known:
            returned = story()
            db.session.commit()
            shutil.copytree(self.data, files)
            photograph = self.database.photograph(name, self.engine.dispose)
            self.known[name] = photograph, returned
            return returned
        photograph, returned = self.known[name]
        self.database.lay(photograph, self.engine.dispose)
        shutil.copytree(files, self.data, dirs_exist_ok=True)
        db.session.expire_all()
        return returned
