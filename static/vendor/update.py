"""Fetch the named npm packages and rebuild every vendored file from them: `make vendor`.

Versions stand in package.json beside this file; what they need in turn, in package-lock.json.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools import subset, ttLib
from fontTools.varLib import instancer

VENDOR = Path(__file__).resolve().parent
sys.path.insert(0, str(VENDOR))

from used import ROOT, classes_of, used  # noqa: E402 - it lies beside this file

AXE = ROOT / "tests" / "browser" / "vendor" / "axe-core"
LEFT_OUT = ROOT / "tests" / "wire" / "tabler-left-out.txt"
OURS = ("tokens", "cxstaff", "components", "forms", "answering", "factors", "sheet")
BUILDERS = ("build/charts.js", "build/charts.mjs", "build/style.mjs")
WEIGHTS = (400, 700)
"""The lightest and the boldest letters that static/css asks for."""

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum"]
SCRIPTS = {
    "basic": (
        "latin",
        "20-7E, A0, A7, AB, B0, B1, B7, BB, C4, D6, D7, DC, DF, E4, E9, F6, FC, "
        "2013, 2014, 2018-201A, 201C-201E, 2022, 2026, 2032, 2033, 2039, 203A, 20AC, 2191, "
        "2193, 2212",
    ),
    "latin": (
        "latin",
        "A1-A6, A8-AA, AC-AF, B2-B6, B8-BA, BC-C3, C5-D5, D8-DB, DD, DE, E0-E3, "
        "E5-E8, EA-F5, F7-FB, FD-FF, 131, 152, 153, 2BB, 2BC, 2C6, 2DA, 2DC, 2044, 2122",
    ),
    "latin-ext": (
        "latin-ext",
        "100-130, 132-151, 154-2BA, 2BD-2C5, 2C7-2CC, 2CE-2D7, 2DD-2FF, "
        "1D00-1DBF, 1E00-1E9F, 1EF2-1EFF, 20A0-20AB, 20AD-20C0, 2113, 2C60-2C7F, "
        "A720-A7FF",
    ),
}
"""Files of the font by the letters in them, and from which of the package's they are cut.

The first holds what pages in English and German are written with; a browser asks for another only
where a page has a letter of it, in a name for instance.
"""


def main() -> None:
    """Rebuild all vendored files; the network is needed, and npm."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        for name in ("package.json", "package-lock.json", *BUILDERS):
            shutil.copy(VENDOR / name, place)
        _run(place, "npm", "ci", "--silent", "--no-audit", "--no-fund")
        packages = place / "node_modules"
        _take_inter(packages / "@fontsource-variable" / "inter")
        _cut_tabler(place, packages / "@tabler" / "core")
        _build_sprite(packages / "@tabler" / "icons")
        _build_charts(place, packages)
        _take(packages / "htmx.org", VENDOR / "htmx", "dist/htmx.min.js", "LICENSE")
        _take(packages / "axe-core", AXE, "axe.min.js", "LICENSE")


def _run(place: Path, *command: str) -> str:
    """Run a command in a folder and return what it printed."""
    done = subprocess.run(  # noqa: S603 - the arguments stand below
        command, cwd=place, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _take(package: Path, target: Path, *names: str) -> None:
    """Copy the named files of a package flat into the target folder, without source-map links."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        content = (package / name).read_bytes()
        content = re.sub(rb"\n?(//#|/\*#) sourceMappingURL=[^\n]*", b"", content)
        (target / Path(name).name).write_bytes(content)


def _cut_tabler(place: Path, core: Path) -> None:
    """Write of Tabler's rules those that pages use, and beside the tests the classes left out."""
    whole = core / "dist" / "css" / "tabler.min.css"
    (place / "used.json").write_text(json.dumps(used()), "utf-8")
    ours = [str(VENDOR.parent / "css" / f"{name}.css") for name in OURS]
    cut = _run(place, "node", "style.mjs", "used.json", str(whole), *ours)
    (VENDOR / "tabler").mkdir(exist_ok=True)
    (VENDOR / "tabler" / "tabler.css").write_text(cut + "\n", "utf-8")
    left_out = classes_of(whole.read_text("utf-8")) - classes_of(cut)
    LEFT_OUT.write_text("\n".join(sorted(left_out)) + "\n", "utf-8")


def _build_sprite(icons: Path) -> None:
    """Join the outline icons named in icons.txt into one sprite of symbols.

    Tabler's style has no licence file in its package; it is its sister's MIT text.
    """
    symbols = [
        _symbol(name, (icons / "icons" / "outline" / f"{name}.svg").read_text("utf-8"))
        for name in (VENDOR / "icons.txt").read_text("utf-8").split()
    ]
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    _take(icons, VENDOR / "tabler-icons", "LICENSE")
    (VENDOR / "tabler-icons" / "sprite.svg").write_text(sprite, "utf-8")
    text = (icons / "LICENSE").read_text("utf-8")
    owners = "Copyright (c) 2018-2026 The Tabler Authors, codecalm.net Paweł Kuna"
    text = re.sub(r"Copyright .*", owners, text, count=1)
    (VENDOR / "tabler" / "LICENSE").write_text(text, "utf-8")


def _symbol(name: str, svg: str) -> str:
    """Turn one icon file into a symbol that takes its colour from the text around it."""
    shapes = re.findall(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>", svg)
    drawn = "".join(shape for shape in shapes if 'stroke="none"' not in shape)
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
        f"{drawn}</symbol>"
    )


def _build_charts(place: Path, packages: Path) -> None:
    """Build the charts that are used, and nothing else of ECharts, into one file."""
    _run(place, "node", "charts.mjs")
    smaller = _run(
        place,
        str(packages / ".bin" / "terser"),
        "bundle.js",
        "--ecma",
        "2020",
        "--mangle",
        "--compress",
        "passes=3",
    )
    notice = (
        "/* Apache ECharts, Apache-2.0, and zrender, BSD-3-Clause: the parts that are used. */\n"
    )
    _take(packages / "echarts", VENDOR / "echarts", "LICENSE", "NOTICE")
    shutil.copy(packages / "zrender" / "LICENSE", VENDOR / "echarts" / "LICENSE-zrender")
    (VENDOR / "echarts" / "echarts.charts.min.js").write_text(notice + smaller, "utf-8")


def _take_inter(package: Path) -> None:
    """Cut the upright variable font to the letters and weights we use; write the rules for it."""
    _take(package, VENDOR / "inter", "LICENSE")
    rules = [
        _rule(name, letters, _cut_font(package, name, of, letters))
        for name, (of, letters) in SCRIPTS.items()
    ]
    (VENDOR / "inter" / "inter.css").write_text("\n".join(rules), "utf-8")


def _cut_font(package: Path, name: str, of: str, letters: str) -> str:
    """Write one file of the font and return its address, stamped as `web.assets` does."""
    font = ttLib.TTFont(package / "files" / f"inter-{of}-wght-normal.woff2", recalcTimestamp=False)
    options = subset.Options(flavor="woff2", layout_features=FEATURES, desubroutinize=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(letters))
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    path = VENDOR / "inter" / f"inter-{name}.woff2"
    subset.save_font(font, str(path), options)
    return f"./{path.name}?v={hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()}"


def _rule(name: str, letters: str, address: str) -> str:
    """Write the rule that tells browsers for which letters they need a file."""
    ranges = ", ".join(f"U+{each}" for each in letters.split(", "))
    late = "optional" if name == "basic" else "swap"  # nothing moves once it can be read
    return (
        f"/* {name} */\n@font-face {{\n  font-family: 'Inter Variable';\n  font-style: normal;\n"
        f"  font-display: {late};\n  font-weight: {WEIGHTS[0]} {WEIGHTS[1]};\n"
        f"  src: url({address}) format('woff2');\n  unicode-range: {ranges};\n}}\n"
    )


if __name__ == "__main__":
    main()
