"""Devices in plain words: which browser on which system a session was begun with."""

from __future__ import annotations

from flask_babel import gettext as _

# The first that stands in the header names it: most browsers also claim to be others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
SEPARATOR = "/"


def device_of(user_agent: str) -> str:
    """Return browser and system as they are kept, "Firefox/Windows"; what is unknown is left out.

    No version and no model: together they would point to one person.
    """
    return SEPARATOR.join((_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)))


def in_words(device: str) -> str:
    """Write a device as people read it: Firefox on Windows."""
    browser, _separator, system = device.partition(SEPARATOR)
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("Unknown device"))


def _first(signs: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in signs if sign in user_agent), "")
