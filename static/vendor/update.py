"""Fetch the named npm packages and rebuild every vendored file from them."""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent
TESTS = VENDOR.parent.parent / "tests" / "browser" / "vendor"
PACKAGES = {
    "@tabler/core": "1.6.1",
    "@tabler/icons": "3.51.0",
    "echarts": "6.1.0",
    "htmx.org": "4.0.1",
    "@fontsource-variable/inter": "5.3.0",
    "axe-core": "4.14.1",
}
FONT_SUBSETS = ("latin", "latin-ext")


def main() -> None:
    """Rebuild all vendored files; the network is needed, and npm."""
    with tempfile.TemporaryDirectory() as directory:
        unpacked = {
            name: _unpack(name, version, Path(directory)) for name, version in PACKAGES.items()
        }
        _take_tabler(unpacked["@tabler/core"], unpacked["@tabler/icons"])
        _build_sprite(unpacked["@tabler/icons"])
        _take(
            unpacked["echarts"],
            VENDOR / "echarts",
            "dist/echarts.common.min.js",
            "LICENSE",
            "NOTICE",
        )
        _take(unpacked["htmx.org"], VENDOR / "htmx", "dist/htmx.min.js", "LICENSE")
        _take_inter(unpacked["@fontsource-variable/inter"])
        _take(unpacked["axe-core"], TESTS / "axe-core", "axe.min.js", "LICENSE")


def _unpack(name: str, version: str, directory: Path) -> Path:
    """Fetch one package with npm and return the folder of its contents."""
    packed = subprocess.run(  # noqa: S603 - the arguments stand above
        ["npm", "pack", "--silent", f"{name}@{version}"],  # noqa: S607 - npm is found on the path
        cwd=directory,
        check=True,
        capture_output=True,
        text=True,
    )
    target = directory / name.replace("/", "-")
    with tarfile.open(directory / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def _take(package: Path, target: Path, *names: str) -> None:
    """Copy the named files of a package flat into the target folder, without source-map links."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        content = (package / name).read_bytes()
        content = re.sub(rb"\n?(//#|/\*#) sourceMappingURL=[^\n]*", b"", content)
        (target / Path(name).name).write_bytes(content)


def _take_tabler(core: Path, icons: Path) -> None:
    """Copy the style sheet; its package has no licence file, so the sister's MIT text serves."""
    _take(core, VENDOR / "tabler", "dist/css/tabler.min.css")
    text = (icons / "LICENSE").read_text("utf-8")
    owners = "Copyright (c) 2018-2026 The Tabler Authors, codecalm.net Paweł Kuna"
    text = re.sub(r"Copyright .*", owners, text, count=1)
    (VENDOR / "tabler" / "LICENSE").write_text(text, "utf-8")


def _build_sprite(icons: Path) -> None:
    """Join the outline icons named in icons.txt into one sprite of symbols."""
    symbols = [
        _symbol(name, (icons / "icons" / "outline" / f"{name}.svg").read_text("utf-8"))
        for name in (VENDOR / "icons.txt").read_text("utf-8").split()
    ]
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    _take(icons, VENDOR / "tabler-icons", "LICENSE")
    (VENDOR / "tabler-icons" / "sprite.svg").write_text(sprite, "utf-8")


def _symbol(name: str, svg: str) -> str:
    """Turn one icon file into a symbol that takes its colour from the text around it."""
    shapes = re.findall(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>", svg)
    drawn = "".join(shape for shape in shapes if 'stroke="none"' not in shape)
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
        f"{drawn}</symbol>"
    )


def _take_inter(package: Path) -> None:
    """Copy the upright variable fonts of the subsets we use, and the rules that name them."""
    files = [f"files/inter-{subset}-wght-normal.woff2" for subset in FONT_SUBSETS]
    _take(package, VENDOR / "inter", *files, "LICENSE")
    rules = (package / "wght.css").read_text("utf-8")
    wanted = [
        re.search(rf"/\* inter-{subset}-wght-normal \*/.*?\n}}", rules, re.DOTALL)
        for subset in FONT_SUBSETS
    ]
    css = "\n\n".join(rule.group().replace("./files/", "./") for rule in wanted if rule)
    (VENDOR / "inter" / "inter.css").write_text(css + "\n", "utf-8")


if __name__ == "__main__":
    main()
