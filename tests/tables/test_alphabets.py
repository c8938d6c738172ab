"""Text in encodings that no mark names: read as it was written, or asked about."""

from pathlib import Path

import pytest

from cxstaff import tables
from cxstaff.tables.alphabets import ENCODINGS, readings
from cxstaff.tables.words import ENCODING_NAMES

CERTAIN = {
    "cp1252": [
        "Müller;Größe", "José Muñoz", "Élodie", "Ça va, père", "È però un buon servizio",
        "Jørgen Åse Sæther", "João não está", "Zoë – “great” naïve café", "L’été", "¡Señor!",
    ],
    "cp1250": ["Łukasz Żółć", "Dvořák Jiří", "Őrs köszönöm szépen", "Čović Šime", "Łódź; Święta"],
    "cp1251": ["Иван Петров; спасибо за помощь", "Оксана Ліщук"],
    "cp1253": ["Γιώργος Παπαδόπουλος"],
    "cp1254": ["Ayşe Yılmaz teşekkürler"],
    "cp1257": ["Jānis Bērziņš", "Ąžuolas"],
    "cp932": ["山田太郎,ありがとう"],
    "gb18030": ["王小明,很好"],
    "big5": ["王小明,謝謝"],
    "mac_roman": ["Zoë Müller", "Hervé Gößl"],
    "cp850": ["Jörn Müßig", "José"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in CERTAIN.items() for text in texts]
)
def test_words_tell_how_they_are_written(encoding: str, text: str) -> None:
    assert list(readings([text.encode(encoding)]).values()) == [text]


@pytest.mark.parametrize(("encoding", "text"), [("cp949", "김가람,고객지원"), ("cp1251", "Привет")])
def test_words_that_could_be_others_are_among_those_asked_about(encoding: str, text: str) -> None:
    found = list(readings([text.encode(encoding)]).values())
    assert text in found
    assert len(found) > 1


def test_every_encoding_has_a_name() -> None:
    assert set(ENCODINGS) == set(ENCODING_NAMES)


def test_a_file_that_can_be_read_in_several_ways_is_written_anew_from_the_right_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("name,team\n김가람,고객지원\n".encode("cp949") + b"Ben,Blue\n")
    assert tables.examine(path).doubts[0] == "cp949"
    assert tables.samples(path)["cp949"] == ["김가람", "고객지원"]

    tables.unpack(path, "cp949")
    layout = tables.examine(path)
    assert layout.doubts == ()
    assert [r.values for r in tables.records(path, layout)] == [
        ["김가람", "고객지원"],
        ["Ben", "Blue"],
    ]
