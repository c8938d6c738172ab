"""Static files are compressed when they are built, served so, and cache for good."""

import gzip
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask, url_for

from cxstaff.people.models import Person
from tests.conftest import Visit

As = Callable[[Person | None], Visit]
UNPACKS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
STYLE = "css/tokens.css"


@pytest.fixture
def client(as_: As) -> Visit:
    return as_(None)


@pytest.mark.long
def test_both_copies_stand_beside_every_text(packed: Path) -> None:
    texts = [path for path in packed.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert len(texts) > 10
    for path in texts:
        content = path.read_bytes()
        small = Path(f"{path}.br").read_bytes(), Path(f"{path}.gz").read_bytes()
        assert brotli.decompress(small[0]) == gzip.decompress(small[1]) == content
    assert not list(packed.rglob("*.woff2.*")), "a font is compressed already"


@pytest.mark.long
@pytest.mark.parametrize(
    ("unpacks", "ending"), [("gzip, deflate, br", ".br"), ("gzip", ".gz"), ("identity", "")]
)
def test_the_copy_that_a_browser_unpacks_is_served(
    served: Path, client: Visit, unpacks: str, ending: str
) -> None:
    answer = client.get(f"/static/{STYLE}", headers={"Accept-Encoding": unpacks})
    assert answer.data == (served / f"{STYLE}{ending}").read_bytes()
    assert answer.headers.get("Content-Encoding") == {".br": "br", ".gz": "gzip", "": None}[ending]
    assert answer.mimetype == "text/css"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    again = client.get(
        f"/static/{STYLE}",
        headers={"Accept-Encoding": unpacks, "If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_the_style_is_one_sheet_once_files_are_built_and_several_when_one_changed(
    folder: Path, command: Callable[..., Any], client: Visit
) -> None:
    def sheets() -> list[str]:
        return re.findall(r'rel="stylesheet" href="([^"]+)"', client.get("/sign-in").text)

    (one,) = sheets()
    assert one.startswith("/static/style.css?v=")
    text = client.get(one).text
    rules = (folder / "css/forms.css").read_text().rsplit("}", 2)[1].strip()
    assert "@font-face" in text
    assert rules.split("{")[0].strip() in text
    preloaded = re.findall(r'rel="preload".*?href="/static/([^"]+)"', client.get("/sign-in").text)
    assert all(f"url({each})" in text for each in preloaded), "a font would be fetched twice"
    os.utime(folder / STYLE, ns=(1, 1))
    assert len(sheets()) == 6
    command("assets", "compress")
    assert len(sheets()) == 1


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_file_that_changed_since_is_never_served_as_it_was(
    folder: Path, command: Callable[..., Any], client: Visit, seconds: int
) -> None:
    """An older file, put back, is another one too."""
    path = folder / STYLE
    moment = path.stat().st_mtime + seconds
    path.write_text(":root { color: red }")
    os.utime(path, (moment, moment))
    answer = client.get(f"/static/{STYLE}", headers=UNPACKS)
    sent = answer.data
    if answer.headers.get("Content-Encoding") == "br":
        sent = brotli.decompress(sent)
    assert sent.decode() == ":root { color: red }"
    assert command("assets", "compress").exit_code == 0
    assert brotli.decompress(client.get(f"/static/{STYLE}", headers=UNPACKS).data) == sent


def test_without_copies_files_are_compressed_as_they_go(folder: Path, client: Visit) -> None:
    for copy in (*folder.rglob("*.br"), *folder.rglob("*.gz")):
        copy.unlink()
    answer = client.get("/static/css/components.css", headers=UNPACKS)
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.data) == (folder / "css/components.css").read_bytes()


@pytest.mark.parametrize("name", ["../config.py", "nothing.css", "css/nothing.css", ""])
def test_what_is_no_static_file_is_not_found(served: Path, client: Visit, name: str) -> None:
    assert client.get(f"/static/{name}", headers=UNPACKS).status_code == 404


def test_what_a_page_asks_for_caches_for_good(as_: As, ben: Person, client: Visit) -> None:
    page = as_(ben).get("/").text
    asked = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    assert len(asked) > 5
    for address in asked:
        assert "immutable" in client.get(address).headers["Cache-Control"], address


def test_the_font_is_preloaded_under_the_address_that_the_style_asks_for(
    as_: As, ben: Person, client: Visit
) -> None:
    """Under another it would be fetched twice, and the second not kept."""
    page = as_(ben).get("/").text
    preloaded = re.search(r'<link rel="preload"[^>]* href="([^"]+)"', page)
    assert preloaded
    styles = re.findall(r'href="(/static/[^"]+\.css)\?v=', page)
    wanted = {
        "/".join((style.rsplit("/", 1)[0], address.removeprefix("./")))
        for style in styles
        for address in re.findall(r"url\(([^)\"']+\.woff2[^)]*)\)", client.get(style).text)
    }
    assert preloaded[1] in wanted


def test_no_file_that_caches_carries_a_cookie(as_: As, ben: Person) -> None:
    """Whatever keeps it for others would keep that too."""
    visit = as_(ben)
    assert "Set-Cookie" in visit.get("/").headers
    answer = visit.get(f"/static/{STYLE}?v=1")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    assert visit.get("/profile").status_code == 200


def test_addresses_follow_content(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxstaff.web.assets import Addresses

    (tmp_path / "a.css").write_text("one")
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    address = Addresses()
    with app.test_request_context():
        first = address("a.css")
        (tmp_path / "a.css").write_text("other")
        os.utime(tmp_path / "a.css", (1, 1))
        assert first != address("a.css")
        assert first.split("?")[0] == url_for("static", filename="a.css")
