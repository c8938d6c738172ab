"""What ways to write a table are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ENCODING_NAMES = {
    "cp1252": _l("Western Europe"),
    "cp1250": _l("Central Europe"),
    "cp1251": _l("Cyrillic"),
    "cp1253": _l("Greek"),
    "cp1254": _l("Turkish"),
    "cp1257": _l("Baltic"),
    "mac_roman": _l("Western Europe, old Macs"),
    "cp850": _l("Western Europe, DOS"),
    "cp949": _l("Korean"),
    "gb18030": _l("Chinese, simplified"),
    "big5": _l("Chinese, traditional"),
    "cp932": _l("Japanese"),
}
