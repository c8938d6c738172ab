#!/usr/bin/env bash
# snowballstemmer 3.1.1, German: a word and its opposite lose different endings.
#
# Word lists for customers' remarks often find an opposite as "un" + the stem of the word. The
# German stemmer cuts "-lich" only where enough of the word stands before it, and the prefix
# "un-" is what makes it enough: the unfriendly word is cut one step further than the friendly one.
#
# Seen: freundlich -> freundlich, unfreundlich -> unfreund; pünktlich -> punktlich,
#   unpünktlich -> unpunkt; höflich -> hoflich, unhöflich -> unhof; but geduldig -> geduld,
#   ungeduldig -> ungeduld.
# What to do: put both words into the list and stem each; never build one from the other.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v" && "$folder/v/bin/pip" install -q snowballstemmer==3.1.1
"$folder/v/bin/python" - <<'PY'
import snowballstemmer

stem = snowballstemmer.stemmer("german").stemWord
pairs = {word: (stem(word), stem("un" + word)) for word in ("freundlich", "pünktlich", "höflich", "geduldig")}
print(pairs)
split = [word for word, (friendly, opposite) in pairs.items() if opposite != "un" + friendly]
assert split == ["freundlich", "pünktlich", "höflich"], "the German stemmer changed"
PY
