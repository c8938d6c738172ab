"""Every icon a page names is in the sprite; a missing one would be drawn as nothing at all."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMED = (
    r"\bicon\('([a-z0-9-]+)'",
    r"\bicon(?:_name)?='([a-z0-9-]+)'",
    r"\bempty_state\('([a-z0-9-]+)'",
)


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', _text("static/vendor/tabler-icons/sprite.svg")))
    for path in sorted((ROOT / "templates").rglob("*.html")):
        named = {name for rule in NAMED for name in re.findall(rule, path.read_text())}
        missing = named - drawn
        assert not missing, (
            f"{path.relative_to(ROOT)} names {sorted(missing)}: "
            "add them to static/vendor/icons.txt and run `make vendor`"
        )


def test_the_sprite_holds_what_the_list_names() -> None:
    drawn = re.findall(r'id="([a-z0-9-]+)"', _text("static/vendor/tabler-icons/sprite.svg"))
    assert sorted(drawn) == sorted(_text("static/vendor/icons.txt").split())


def _text(name: str) -> str:
    return (ROOT / name).read_text()
