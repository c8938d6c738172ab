"""Saved ways to read roster files, by the names that people gave them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.roster.models import RosterPreset
from cxstaff.people.roster.reading.mapping import Mapping


def presets() -> list[RosterPreset]:
    """Return the saved ways to read rosters, by name."""
    return list(db.session.scalars(select(RosterPreset).order_by(RosterPreset.name)))


def preset_called(name: str) -> Mapping:
    """Return a saved way to read rosters; raises `Refused` where there is none of that name."""
    preset = db.session.scalar(select(RosterPreset).where(RosterPreset.name == name))
    if preset is None:
        raise Refused("There is no preset called '%(name)s'.", name=name)
    return Mapping.from_json(preset.mapping)


def keep_preset(name: str, how: Mapping) -> RosterPreset:
    """Keep a way to read rosters under a name; answers about one file's people are not kept."""
    preset = db.session.scalar(select(RosterPreset).where(RosterPreset.name == name))
    if preset is None:
        preset = RosterPreset(name=name, mapping={})
        db.session.add(preset)
    preset.mapping = replace(how, answers={}).as_json()
    return preset
