"""What ways to write a table are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.tables.times.dates import DateOrder

ORDER_NAMES = {
    DateOrder.DAY_FIRST: _l("Day first: 31/12/2026"),
    DateOrder.MONTH_FIRST: _l("Month first: 12/31/2026"),
    DateOrder.YEAR_FIRST: _l("Year first: 2026-12-31"),
    DateOrder.SERIAL: _l("As a spreadsheet counts days: 46387.5"),
    DateOrder.EPOCH: _l("Seconds or milliseconds since 1970: 1798714800"),
}
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
