#!/usr/bin/env bash
# ijson 3.6.0: asking for floats makes whole numbers of 20 digits an error.
#
# `use_float=True` is there to get floats instead of Decimals for numbers with a fraction. With the
# default backend (yajl2_c) whole numbers are then read as 64 bits too, and a valid document in
# which a system wrote a long reference as a number ends in an error; without the option the
# same number is read whole, and so it is by the standard library.
#
# Seen: default {'order': 98765432109876543210}; use_float raises JSONError or a subclass of it.
# What to do: leave the option off and take Decimals.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v" && "$folder/v/bin/pip" install -q ijson==3.6.0
"$folder/v/bin/python" - <<'PY'
import io
import json

import ijson

document = b'[{"order": 98765432109876543210}]'
plain = next(ijson.items(io.BytesIO(document), "item"))
print("backend", ijson.backend, "default", plain)
assert ijson.backend == "yajl2_c", "another backend: this finding is about the default one"
assert plain == json.loads(document)[0]
try:
    found = next(ijson.items(io.BytesIO(document), "item", use_float=True))
except ijson.JSONError as error:
    print("use_float", type(error).__name__, str(error).strip()[:80])
else:
    raise SystemExit(f"ijson changed: {found}")
PY
