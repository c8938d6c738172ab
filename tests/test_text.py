"""What people type: what cannot be seen goes, whatever can be seen stays as it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.text import one_line, several_lines, visible

ORDINARY = (
    "Jürgen O’Neill-Łukasiewicz", "Ærøskøbing, España, Đà Nẵng", "Ελληνικά", "Київ", "שלום עולם",
    "مرحبا بالعالم", "می‌خواهم کتاب‌ها را", "هـ", "ه‍", "नमस्ते", "क्‍ष", "क्‌ष", "র‍্য", "ශ්‍රී ලංකා",
    "தமிழ்", "ไทย", "ខ្មែរ", "日本語、葛󠄀城市", "中文", "한국어", "ᠮᠣᠩᠭᠣᠯ", "ᠠᠷᠭ᠎ᠠ", "አማርኛ", "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "👩🏽‍🚒 👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 🙂‍↔️", "1️⃣ #️⃣ ℹ️ ©️ ‼️ ☎︎", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪", "x² ≠ y₁ ∩︀", "¿¡… “”", "\U0001fae9",
    "۝١", "\U0001f9d1\U0001f3ff‍\U0001f4bb",
)  # fmt: skip
HIDDEN = (
    *"\x00\x07\x1b\x7f\x90\xad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u200f",
    *"\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2065\u2066\u2067\u2068\u2069\u206f\u3164",
    *"\ufe00\ufe0e\ufe0f\ufeff\uffa0\ufff0\ufff9\ufffa\ufffb\ufffc\ufdd0\uffff\ud800\udfff\ue000",
    *"\U0001bca0\U0001d159\U0001d173\U000e0001\U000e0041\U000e0100\U000f0000\U0010ffff",
)
SHOWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f")
typed = st.text(
    st.one_of(st.characters(), st.sampled_from([*HIDDEN, *"\r\n\teé\u0301क्كم1❤😀🏴👩"]))
)


@pytest.mark.parametrize("words", ORDINARY)
def test_words_of_any_script_stay_as_they_were_typed(words: str) -> None:
    words = unicodedata.normalize("NFC", words)
    assert one_line(words) == words
    assert several_lines(f"{words}\n\n{words}") == f"{words}\n\n{words}"


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
def test_what_nobody_sees_goes(sign: str) -> None:
    for rule in (one_line, several_lines):
        assert rule(f"Ana{sign} Alba{sign}") == "Ana Alba"
        assert rule(f" {sign} \n{sign}\t") == ""


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a b c d e f g h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("  a\u00a0\u2003b\u3000 c ", "a b c", "a\u00a0\u2003b\u3000 c"),
        ("a\tb", "a b", "a\tb"),
        ("e\u0301", "é", "é"),
        ("e\u034f\u0301", "é", "é"),
        ("می\u200c\u200cخ", "می\u200cخ", "می\u200cخ"),
        ("a\u200c\u200db", "ab", "ab"),
        ("😀\ufe0f\ufe0e\ufe0f", "😀\ufe0f", "😀\ufe0f"),
        ("🏴\U000e0075\U000e0073\U000e007f", "🏴", "🏴"),
        ("😀\u200d", "😀", "😀"),
        ("1\ufe0f", "1", "1"),
        ("\u2800 \u2800", "", ""),
        ("⠓\u2800⠊", "⠓\u2800⠊", "⠓\u2800⠊"),
    ],
    ids=ascii,
)
def test_two_rules(text: str, line: str, lines: str) -> None:
    assert one_line(text) == line
    assert several_lines(text) == lines


@given(typed)
def test_what_was_read_once_is_not_read_otherwise(text: str) -> None:
    for rule in (one_line, several_lines, visible):
        once = rule(text)
        assert rule(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not {sign for sign in once if _is_hidden(sign)}
        once.encode()  # no half of a pair is left
    assert not any(sign.isspace() and sign != " " for sign in one_line(text))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_nothing_else_goes(text: str) -> None:
    if not set(text) & set("\u115f\u1160\u3164\uffa0\u2800\ufffc\U0001d159"):  # empty letters
        assert visible(text) == unicodedata.normalize("NFC", text)


@given(typed)
def test_one_line_is_several_on_one(text: str) -> None:
    assert one_line(text) == " ".join(several_lines(text).split())


@pytest.mark.long
def test_every_control_and_every_direction_is_known() -> None:
    """What Unicode calls Other goes, but for what is drawn and what is not assigned yet."""
    for place in range(0x110000):
        sign = chr(place)
        if _is_hidden(sign) or sign in JOINING:
            assert visible(f"a{sign}b") == "ab", f"U+{place:04X}"


def _is_hidden(sign: str) -> bool:
    """Say what must never be left, but for signs that join, which do so in places only."""
    if sign in "\t\n\v\f\r\x85" or sign in JOINING or sign in SHOWN_FORMATS:
        return False
    if sign in "\U000110bd\U000110cd" or "\U00013430" <= sign <= "\U0001345f":
        return False
    return unicodedata.category(sign) in {"Cc", "Cs", "Co"} | (
        {"Cf"} if sign not in "\u180e" and not "\U000e0020" <= sign <= "\U000e007f" else set()
    )
